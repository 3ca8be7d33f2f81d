import { channelPath } from '../../model/channel.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../../model/listing.ts'
import { failed, success } from '../../model/result.ts'
import type { Site } from '../../model/site.ts'
import type { RequestContext } from '../../serve/context.ts'
import type { DocumentRequest, Found } from '../../serve/resource.ts'
import { readWithSite } from '../../serve/shown-site.ts'
import { siteVersion, versionOf } from '../../serve/site-version.ts'
import type { Version } from '../../serve/version-cache.ts'
import type { HitQuery } from '../../storage/read/hits.ts'
import { type Listing, readListedKeys, readListing } from '../../storage/read/listed-articles.ts'
import { stateOf, versionOfState } from './state.ts'

/** What is asked of every document of a listing. */
export interface ListingRequest extends DocumentRequest {
  readonly query: ListingQuery
  readonly limit: number
  /** Whether it says how many articles there are. */
  readonly isCounted?: boolean
}

/**
 * The version of a listing: it stays when a write changes nothing of what is listed. Which articles these are is read
 * once after each write. Then it is known for all documents of the listing.
 */
export async function listingVersion(
  context: RequestContext,
  { name: document, query, limit, isCounted }: ListingRequest,
): Promise<Found<Version>> {
  const { memory, keepAlive, session, isConditional, budget } = context
  const site = await siteVersion(context)
  const { revision } = site
  // Where nobody has a copy, the articles have to be read anyway. That tells the version too.
  if (!isConditional && !memory.copies.get(document)) return success(versionOf(site))
  const page = { query, limit, ...(isCounted && { isCounted }) }
  const name = nameOf(page)
  return memory.renders.share<Found<Version>>(keepAlive, {
    name,
    find: () => {
      const known = memory.listings.get(name)
      return known && known.revision >= revision ? success(known) : undefined
    },
    make: async () => {
      // Else a client could go on with entity tags that it has made up.
      if (budget.isSpent()) return failed({ kind: 'too-many-requests' })
      const listed = await readListedKeys(session, query, limit, isCounted)
      if (!listed.ok) return unknownChannel(listed.failure)
      const version = versionOfState(await stateOf(listed.value), listed.value)
      return success(learn(context, page, version))
    },
  })
}

/** Reads the articles of a listing, the site that shows them, and which version they are. */
export async function readListed(
  context: RequestContext,
  query: ListingQuery,
  wanted: HitQuery,
): Promise<Found<{ readonly listing: Listing; readonly site: Site; readonly version: Version }>> {
  const read = async () => {
    const listing = await readListing(context.session, query, wanted)
    return listing.ok ? listing : unknownChannel(listing.failure)
  }
  const found = await readWithSite(context, read, (listing) => listing.site)
  if (!found.ok) return found
  const { read: listing, site } = found.value
  const version = versionOfState(await stateOf(listing), listing)
  return success({ listing, site, version })
}

type Page = Pick<ListingRequest, 'query' | 'limit' | 'isCounted'>

function nameOf({ query, limit, isCounted }: Page): string {
  return `${listingPath(query)}${canonicalQuery(query)} ${limit}${isCounted ? ' counted' : ''}`
}

/** Bytes that a version is taken for beside its name. */
const VERSION_BYTES = 400

/** Takes note of the version of a listing; returns the newest one that is known. */
export function learn({ memory: { listings } }: RequestContext, page: Page, version: Version): Version {
  const name = nameOf(page)
  const known = listings.get(name)
  if (known && known.revision > version.revision) return known
  listings.set(name, version, VERSION_BYTES + 2 * name.length)
  return version
}

// It names a channel that is not there: that is the problem of the whole listing.
function unknownChannel(channel: ListingQuery['channel']): Found<never> {
  return failed({ kind: 'unknown-channel', path: channelPath(channel) })
}
