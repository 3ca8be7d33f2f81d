import { type Context, Hono } from 'hono'
import type { AppEnv } from '../../config.ts'
import { FORMAT_NAMES, FORMATS, type FormatName } from '../../formats/index.ts'
import { negotiate, type Offer } from '../../http/negotiation.ts'
import { ALL } from '../../model/channel.ts'
import { answerFeed } from './index.ts'

const offerOf = (name: FormatName): Offer<FormatName> => ({
  name,
  types: [FORMATS[name].mediaType, ...FORMATS[name].alsoAccepts],
})

const RSS_FIRST = FORMAT_NAMES.map(offerOf) as [Offer<FormatName>, ...Offer<FormatName>[]]
const ATOM_FIRST = [offerOf('atom'), offerOf('rss'), offerOf('json')] as typeof RSS_FIRST

/**
 * The addresses that people guess: everything, in the format that Accept asks for, without a redirect, which
 * some readers do not follow.
 */
export const negotiatedFeeds = new Hono<AppEnv>()
  .get('/atom', (c) => answerNegotiated(c, ATOM_FIRST))
  .get('/:name{(?:feed|rss|index\\.xml|feed\\.xml)}', (c) => answerNegotiated(c, RSS_FIRST))

function answerNegotiated(c: Context<AppEnv>, offers: typeof RSS_FIRST): Promise<Response> {
  return answerFeed(c, ALL, negotiate(c.req.header('Accept'), offers), true)
}
