import { channelPath } from '../../model/channel.ts'
import type { ListingQuery } from '../../model/listing.ts'
import { failed, success } from '../../model/result.ts'
import type { RequestContext } from '../../serve/context.ts'
import type { Found } from '../../serve/resource.ts'
import type { Version } from '../../serve/version-cache.ts'
import { siteVersion } from '../../serve/whole-site.ts'
import { type Listing, readListing } from '../../storage/read/listed-articles.ts'
import type { FeedQuery } from '../../storage/read/newest-entries.ts'

/** The version of every listing: that of the site, because no channel's row tells when a listing changes. */
export async function listingVersion(context: RequestContext): Promise<Found<Version>> {
  return success(await siteVersion(context))
}

/** Reads the articles of a listing. It names a channel that is not there: that is the problem of the whole listing. */
export async function readListed(
  { session }: RequestContext,
  query: ListingQuery,
  wanted: FeedQuery,
): Promise<Found<Listing>> {
  const listing = await readListing(session, query, wanted)
  return listing.ok ? listing : failed({ kind: 'unknown-channel', path: channelPath(listing.failure) })
}
