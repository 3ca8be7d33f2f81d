import type { Context } from 'hono'
import { FORMATS, type FormatName } from '../../formats/index.ts'
import { NAVIGATION_HEADERS } from '../../http/navigation.ts'
import { ALL } from '../../model/channel.ts'
import { canonicalQuery, type ListingQuery } from '../../model/listing.ts'
import { failed, success } from '../../model/result.ts'
import { DEFAULT_SITE } from '../../model/site.ts'
import { shortDigest } from '../../model/text.ts'
import { answerDocument } from '../../serve/answer.ts'
import type { AppEnv, RequestContext } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import type { Found, Rendered, Resource } from '../../serve/resource.ts'
import { siteVersion } from '../../serve/site-version.ts'
import type { KnownCopy } from '../../serve/validators.ts'
import { isDatabaseFailure } from '../../storage/database.ts'
import type { Entry } from '../../storage/read/consistent-read.ts'
import { type Listing, readListedKeys } from '../../storage/read/listed-articles.ts'
import { type FeedOptions, representFeed } from '../feeds/options.ts'
import { BODY_BYTES, DOCUMENT_BYTES, writeWithin } from '../feeds/write-within.ts'
import { type ListingRequest, learn, listingVersion, readListed } from './selection.ts'
import { isBefore } from './state.ts'
import { composeListing, listingFeedPath, type OptionParameters } from './to-feed.ts'

/** Answers with the feed of a search or of a filtered channel. */
export async function answerListing(
  c: Context<AppEnv>,
  query: ListingQuery,
  format: FormatName,
  { limit: asked, content, query: own }: FeedOptions,
  isNegotiated = false,
): Promise<Response> {
  const options = [...new URLSearchParams(own)] as [string, string][]
  const { address } = c.var.context
  const self = listingFeedPath(query, format, options)
  const feed = representFeed(address, { format, extent: asked ?? 'd', content, self, tag: cacheTag(ALL) })
  const limit = asked ?? (await usualItems(c.var.context))
  const request = { name: address.origin + self, query, format, limit, content, options }
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
interface ListingFeedRequest extends ListingRequest {
  readonly format: FormatName
  readonly content: FeedOptions['content']
  /** What of `limit` and `content` the URL says itself. */
  readonly options: OptionParameters
  /** Only the entries that are new to whoever has this copy. */
  readonly known?: KnownCopy
}

/** A listing's changes can't be had where an article has left it since: the client would keep that. */
const listingFeed: Resource<ListingFeedRequest> = {
  isCostly: true,
  version: listingVersion,
  render,
  changesSince: (request, known) => {
    const { revision, digest } = known
    return { ...request, name: `${request.name} since ${revision} ${digest}`, known }
  },
}

async function render(context: RequestContext, request: ListingFeedRequest): Promise<Found<Rendered>> {
  const { query, format, limit, content, options } = request
  const bodyBytes = content === 'full' ? BODY_BYTES : 0
  const found = await readListed(context, query, { limit, bodyBytes })
  if (!found.ok) return found
  const { listing, site, version } = found.value
  const wanted = await wantedOf(context, request, listing)
  if (!wanted) return failed({ kind: 'unknown-page' })
  learn(context, request, version)
  // A list of nothing was never modified, so it says when we began to look.
  const modified = version.modified || context.config.build.deployed
  const setting = { ...context.address, site, modified }
  const text = writeWithin(DOCUMENT_BYTES, wanted, (articles) =>
    FORMATS[format].write(composeListing(query, { ...listing, articles }, options, setting)),
  )
  return success({ version, text })
}

/** The articles of a listing, or those that are new to the client; `undefined` where these alone will not do. */
async function wantedOf(
  { session }: RequestContext,
  { query, limit, known }: ListingFeedRequest,
  { revision, articles }: Listing,
): Promise<readonly Entry[] | undefined> {
  if (!known) return articles
  const changed = articles.filter((article) => article.revision > known.revision)
  const more = await readListedKeys(session, query, limit + changed.length)
  const isSame = more.ok && more.value.revision === revision
  return isSame && (await isBefore(more.value, limit, known)) ? changed : undefined
}

/** How many items a feed of the site shows. The row of the version tells it, so that no other one is read for a 304. */
async function usualItems(context: RequestContext): Promise<number> {
  try {
    return (await siteVersion(context)).items
  } catch (error) {
    // There may be a copy, of whatever length.
    if (isDatabaseFailure(error)) return context.memory.latestSite?.site.items ?? DEFAULT_SITE.items
    throw error
  }
}
