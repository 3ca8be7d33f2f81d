import { type Context, Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { contentTypeOf, FORMATS, type FormatName, feedPath, formatOfFile } from '../formats/index.ts'
import { respondMoved } from '../http/respond.ts'
import { type ChannelKey, channelPath } from '../model/channel.ts'
import { changesPlan, feedPlan } from '../publish/feed-document.ts'
import { cacheTag } from '../publish/purge.ts'
import { answerDocument } from './answer-document.ts'
import { CHANNEL_ROUTE, channelOf, FILE } from './channel-key.ts'
import { deskOf, siteOf } from './desk.ts'
import { readFeedOptions } from './feed-query.ts'
import { answerListing } from './listing-feed.ts'
import { readListingQuery } from './listing-query.ts'
import { answerProblem } from './problems.tsx'

/** The feeds of every channel in every format. */
export const feeds = new Hono<AppEnv>().get(`/${FILE}`, feedOfUrl).get(`${CHANNEL_ROUTE}/${FILE}`, feedOfUrl)

async function feedOfUrl(c: Context<AppEnv>): Promise<Response> {
  const format = formatOfFile(c.req.param('file') ?? '') ?? 'rss'
  const name = channelOf(c)
  if (name.ok) return answerFeed(c, name.key, format)
  if (!name.moved) return answerProblem(c, { kind: 'unknown-channel', path: c.req.path })
  return respondMoved(`${name.moved}/${FORMATS[format].file}${new URL(c.req.url).search}`)
}

/** Answers with a channel's feed, or with 304 before any article is read. */
export async function answerFeed(
  c: Context<AppEnv>,
  channel: ChannelKey,
  format: FormatName,
  vary?: string,
): Promise<Response> {
  const parameters = new URL(c.req.url).searchParams
  const options = readFeedOptions(parameters)
  if ('kind' in options) return answerProblem(c, options)
  const listing = readListingQuery(channel, parameters)
  if ('kind' in listing) return answerProblem(c, listing)
  if (listing.filters.length > 0) return answerListing(c, listing, format, options, vary)
  const request = { channel, format, ...options }
  const [desk, site] = [deskOf(c), siteOf(c)]
  const self = feedPath(channel, format) + options.query
  const answer = await answerDocument(
    c,
    desk,
    feedPlan(desk, request, site),
    {
      variant: `${format}${options.limit}${options.content === 'full' ? 'f' : 's'}`,
      contentType: contentTypeOf(format),
      tag: cacheTag(channel),
      headers: { Link: `<${site.origin}${self}>; rel="self"` },
      ...(vary && { vary, location: self }),
    },
    (since) => changesPlan(desk, request, site, since),
  )
  return answer ?? answerProblem(c, { kind: 'unknown-channel', path: channelPath(channel) })
}
