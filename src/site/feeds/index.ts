import { type Context, Hono } from 'hono'
import { FORMAT_NAMES, FORMATS, type FormatName, feedPath } from '../../formats/index.ts'
import { readHostedReader } from '../../http/hosted-reader.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { negotiate, type Offer } from '../../http/negotiation.ts'
import { ALL, type ChannelKey, channelPath } from '../../model/channel.ts'
import { answerDocument } from '../../serve/answer.ts'
import type { AppEnv } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { answerInstead, answerProblem } from '../../serve/problem-response.tsx'
import { DAY_MS } from '../../serve/subscriber-memory.ts'
import { storeSubscribers } from '../../storage/subscribers.ts'
import { CHANNEL_ROUTE, channelOf, FILE, formatOf } from '../channels/address.ts'
import { channelEntry } from '../channels/version.ts'
import { answerListing } from '../listings/answer-as-feed.ts'
import { answerListingPage } from '../listings/answer-as-page.tsx'
import { readListingQuery } from '../listings/parameters.ts'
import { newest } from './newest.ts'
import { type FeedOptions, isForPerson, readFeedOptions, representFeed } from './options.ts'
import { answerPreview } from './preview.tsx'

/** The feeds of every channel in every format. */
export const feeds = new Hono<AppEnv>().get(`/${FILE}`, feedOfUrl).get(`${CHANNEL_ROUTE}/${FILE}`, feedOfUrl)

async function feedOfUrl(c: Context<AppEnv>): Promise<Response> {
  const channel = channelOf(c)
  return channel.ok ? answerFeed(c, channel.value, formatOf(c)) : answerInstead(c, channel.failure)
}

/**
 * The addresses that people guess, with a slash at the end or without. They give the feed of everything, in the format
 * that Accept asks for, without a redirect, because some readers do not follow one.
 */
export const guessedFeeds = new Hono<AppEnv>()
for (const format of FORMAT_NAMES) {
  const offers = offersFrom(format)
  for (const path of FORMATS[format].guesses.flatMap((guess) => [guess, `${guess}/`])) {
    guessedFeeds.get(path, (c) => {
      const liked = negotiate(c.req.header('Accept'), offers)
      return answerFeed(c, ALL, liked, true)
    })
  }
}

// Where a client likes several formats equally, it gets the one that is offered first.
function offersFrom(first: FormatName): [Offer<FormatName>, ...Offer<FormatName>[]] {
  const others = FORMAT_NAMES.filter((name) => name !== first)
  return [offerOf(first), ...others.map(offerOf)]
}

function offerOf(name: FormatName): Offer<FormatName> {
  return { name, types: [FORMATS[name].mediaType, ...FORMATS[name].alsoAccepts] }
}

/** Answers with a channel's feed, filtered where that is asked for; with a page where a person comes. */
async function answerFeed(
  c: Context<AppEnv>,
  channel: ChannelKey,
  format: FormatName,
  isNegotiated = false,
): Promise<Response> {
  const parameters = new URL(c.req.url).searchParams
  const options = readFeedOptions(parameters)
  if (!options.ok) return answerProblem(c, options.failure)
  const listing = readListingQuery(channel, parameters)
  if (!listing.ok) return answerProblem(c, listing.failure)
  const isListing = listing.value.filters.length > 0
  if (isForPerson(c, parameters)) {
    return isListing
      ? answerListingPage(c, listing.value, true)
      : answerPreview(c, channel, format, options.value)
  }
  return isListing
    ? answerListing(c, listing.value, format, options.value, isNegotiated)
    : answerChannel(c, channel, format, options.value, isNegotiated)
}

async function answerChannel(
  c: Context<AppEnv>,
  channel: ChannelKey,
  format: FormatName,
  options: FeedOptions,
  isNegotiated: boolean,
): Promise<Response> {
  const { limit, content, query } = options
  const { address } = c.var.context
  const self = feedPath(channel, format) + query
  const request = { name: address.origin + self, channel, format, ...options }
  const hub = query === '' ? address.hubUrl : undefined
  const response = await answerDocument(
    c,
    { resource: newest, request },
    {
      ...representFeed(address, { format, extent: limit ?? 'd', content, self, tag: cacheTag(channel), hub }),
      vary: NAVIGATION_HEADERS,
      entry: channelEntry(channel),
      ...(isNegotiated && { location: self }),
    },
  )
  if (response.status < 400) noteSubscribers(c, channel, format)
  return response
}

/** Stores for how many people a reader on the web asks for a feed, where it says so. The answer does not wait for it. */
function noteSubscribers(c: Context<AppEnv>, channel: ChannelKey, format: FormatName): void {
  const reader = readHostedReader(c.req.raw.headers)
  if (!reader) return
  const { memory, now, keepAlive } = c.var.context
  const due = memory.subscribers.note(reader, channelPath(channel), format, now)
  if (due.length === 0) return
  // What can't be stored is said again in an hour.
  const stored = storeSubscribers(c.env.DB, Math.floor(now / DAY_MS), reader.agent, due)
  keepAlive(stored.catch(() => {}))
}
