import type { Context } from 'hono'
import { FORMATS, type FormatName } from '../../formats/index.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { ALL } from '../../model/channel.ts'
import { canonicalQuery, type ListingQuery } from '../../model/listing.ts'
import { success } from '../../model/result.ts'
import { shortDigest } from '../../model/text.ts'
import { answerDocument } from '../../serve/answer.ts'
import type { AppEnv } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import type { DocumentRequest, Resource } from '../../serve/resource.ts'
import { versionOf } from '../../serve/whole-site.ts'
import { type FeedOptions, representFeed } from '../feeds/options.ts'
import { BODY_BYTES, DOCUMENT_BYTES, writeWithin } from '../feeds/write-within.ts'
import { listingVersion, readListed } from './selection.ts'
import { composeListing, listingFeedPath, type OptionParameters } from './to-feed.ts'

/** Answers with the feed of a search or of a filtered channel. */
export function answerListing(
  c: Context<AppEnv>,
  query: ListingQuery,
  format: FormatName,
  { limit, content, query: own }: FeedOptions,
  isNegotiated = false,
): Promise<Response> {
  const options = [...new URLSearchParams(own)] as [string, string][]
  const { site } = c.var.context
  const self = listingFeedPath(query, format, options)
  const feed = representFeed(site, { format, extent: limit, content, self, tag: cacheTag(ALL) })
  const request = { name: site.origin + self, query, format, limit, content, options }
  return answerDocument(
    c,
    { resource: listingFeed, request },
    {
      ...feed,
      variant: `${feed.variant}_${shortDigest(canonicalQuery(query))}`,
      vary: NAVIGATION_HEADERS,
      ...(isNegotiated && { location: self }),
    },
  )
}

/** Which document: a listing in a format, cut and filled as asked. */
interface ListingFeedRequest extends DocumentRequest {
  readonly query: ListingQuery
  readonly format: FormatName
  readonly limit: number
  readonly content: FeedOptions['content']
  /** What of `limit` and `content` the URL says itself. */
  readonly options: OptionParameters
}

const listingFeed: Resource<ListingFeedRequest> = {
  version: listingVersion,
  render: async (context, { query, format, limit, content, options }) => {
    const bodyBytes = content === 'full' ? BODY_BYTES : 0
    const found = await readListed(context, query, { limit, bodyBytes })
    if (!found.ok) return found
    const listing = found.value
    const version = versionOf(listing.revision)
    const setting = { ...context.site, modified: version.modified }
    const text = writeWithin(DOCUMENT_BYTES, listing.articles, (articles) =>
      FORMATS[format].write(composeListing(query, { ...listing, articles }, options, setting)),
    )
    return success({ version, text })
  },
}
