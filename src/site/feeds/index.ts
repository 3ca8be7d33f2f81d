import { type Context, Hono } from 'hono'
import type { AppEnv } from '../../config.ts'
import { FORMATS, type FormatName, feedPath, formatOfFile } from '../../formats/index.ts'
import { respondMoved } from '../../http/caching.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import { answerDocument } from '../../serve/answer.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { deskOf, siteOf } from '../../serve/request-context.ts'
import { CHANNEL_ROUTE, channelOf, FILE } from '../channels/address.ts'
import { answerListing } from '../listings/answer-as-feed.ts'
import { answerListingPage } from '../listings/answer-as-page.tsx'
import { readListingQuery } from '../listings/parameters.ts'
import { changesPlan, type FeedRequest, feedPlan } from './newest.ts'
import { readFeedOptions } from './options.ts'
import { answerPreview } from './preview.tsx'
import { isForPerson, representFeed } from './representation.ts'

/** The feeds of every channel in every format. */
export const feeds = new Hono<AppEnv>().get(`/${FILE}`, feedOfUrl).get(`${CHANNEL_ROUTE}/${FILE}`, feedOfUrl)

async function feedOfUrl(c: Context<AppEnv>): Promise<Response> {
  const format = formatOfFile(c.req.param('file') ?? '') ?? 'rss'
  const name = channelOf(c)
  if (name.ok) return answerFeed(c, name.key, format)
  if (!name.moved) return answerProblem(c, { kind: 'unknown-channel', path: c.req.path })
  return respondMoved(`${name.moved}/${FORMATS[format].file}${new URL(c.req.url).search}`)
}

/** Answers with a channel's feed, or with 304 before any article is read; with a page where a person comes. */
export async function answerFeed(
  c: Context<AppEnv>,
  channel: ChannelKey,
  format: FormatName,
  isNegotiated = false,
): Promise<Response> {
  const parameters = new URL(c.req.url).searchParams
  const options = readFeedOptions(parameters)
  if ('kind' in options) return answerProblem(c, options)
  const listing = readListingQuery(channel, parameters)
  if ('kind' in listing) return answerProblem(c, listing)
  const isListing = listing.filters.length > 0
  if (isForPerson(c, parameters)) {
    return isListing ? answerListingPage(c, listing, true) : answerPreview(c, channel, format, options)
  }
  return isListing
    ? answerListing(c, listing, format, options, isNegotiated)
    : answerChannel(c, { channel, format, ...options }, isNegotiated)
}

async function answerChannel(
  c: Context<AppEnv>,
  request: FeedRequest,
  isNegotiated: boolean,
): Promise<Response> {
  const { channel, format, limit, content, query } = request
  const [desk, site] = [deskOf(c), siteOf(c)]
  const self = feedPath(channel, format) + query
  const answer = await answerDocument(
    c,
    desk,
    feedPlan(desk, request, site),
    {
      ...representFeed(site, { format, extent: limit, content, self, tag: cacheTag(channel) }),
      vary: NAVIGATION_HEADERS,
      ...(isNegotiated && { location: self }),
    },
    (since) => changesPlan(desk, request, site, since),
  )
  return answer ?? answerProblem(c, { kind: 'unknown-channel', path: channelPath(channel) })
}
