import type { Context } from 'hono'
import type { AppEnv } from '../../config.ts'
import type { FormatName } from '../../formats/index.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { ALL, type ChannelKey, channelPath } from '../../model/channel.ts'
import { canonicalQuery, type ListingQuery } from '../../model/listing.ts'
import { shortDigest } from '../../model/text.ts'
import { answerDocument } from '../../serve/answer.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { deskOf, siteOf } from '../../serve/request-context.ts'
import type { FeedOptions } from '../feeds/options.ts'
import { representFeed } from '../feeds/representation.ts'
import { listingPlan } from './resource.ts'
import { listingFeedPath } from './to-feed.ts'

/** Answers with the feed of a search or of a filtered channel, or with 304 after one row. */
export async function answerListing(
  c: Context<AppEnv>,
  query: ListingQuery,
  format: FormatName,
  { limit, content, query: own }: FeedOptions,
  isNegotiated = false,
): Promise<Response> {
  const options = [...new URLSearchParams(own)] as [string, string][]
  const [desk, site] = [deskOf(c), siteOf(c)]
  let unknown: ChannelKey = query.channel
  const plan = listingPlan(desk, { query, format, limit, content, options }, site, (channel) => {
    unknown = channel
  })
  const self = listingFeedPath(query, format, options)
  const feed = representFeed(site, { format, extent: limit, content, self, tag: cacheTag(ALL) })
  const answer = await answerDocument(c, desk, plan, {
    ...feed,
    variant: `${feed.variant}_${shortDigest(canonicalQuery(query))}`,
    vary: NAVIGATION_HEADERS,
    ...(isNegotiated && { location: self }),
  })
  return answer ?? answerProblem(c, { kind: 'unknown-channel', path: channelPath(unknown) })
}
