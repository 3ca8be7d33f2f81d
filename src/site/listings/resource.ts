import { FORMATS, type FormatName } from '../../formats/index.ts'
import type { ChannelKey } from '../../model/channel.ts'
import type { ListingQuery } from '../../model/listing.ts'
import type { Desk } from '../../serve/context.ts'
import type { DocumentPlan, RenderedDocument } from '../../serve/open-document.ts'
import type { Site } from '../../serve/request-context.ts'
import { siteVersion, versionOf } from '../../serve/site-version.ts'
import type { Version } from '../../serve/version-cache.ts'
import { type Listing, readListing } from '../../storage/read/listed-articles.ts'
import { BODY_BYTES, DOCUMENT_BYTES, writeWithin } from '../feeds/write-within.ts'
import { composeListing, listingFeedPath, type OptionParameters } from './to-feed.ts'

/** Which document: a listing in a format, cut and filled as asked. */
export interface ListingRequest {
  readonly query: ListingQuery
  readonly format: FormatName
  readonly limit: number
  readonly content: 'full' | 'summary'
  /** What of `limit` and `content` the URL says itself. */
  readonly options: OptionParameters
}

/** Takes note of a channel that a listing names and that is not there. */
export type OnUnknown = (channel: ChannelKey) => void

/** The feed of a listing. Every write makes a new one: no channel's row tells when a listing changes. */
export function listingPlan(
  desk: Desk,
  request: ListingRequest,
  site: Site,
  onUnknown: OnUnknown,
): DocumentPlan<Version> {
  const { query, format, limit, content, options } = request
  const bodyBytes = content === 'full' ? BODY_BYTES : 0
  return planListing(
    desk,
    { name: site.origin + listingFeedPath(query, format, options), query, limit, bodyBytes },
    onUnknown,
    (listing) => render(listing, request, site),
  )
}

/** What is read for a document that shows a listing, and the document's name. */
export interface ListingWanted {
  readonly name: string
  readonly query: ListingQuery
  readonly limit: number
  readonly bodyBytes: number
}

/** A document that shows a listing, as `write` has it. */
export function planListing(
  desk: Desk,
  { name, query, ...wanted }: ListingWanted,
  onUnknown: OnUnknown,
  write: (listing: Listing) => string | Promise<string>,
): DocumentPlan<Version> {
  return {
    name,
    version: () => siteVersion(desk),
    render: async (): Promise<RenderedDocument | null> => {
      const listing = await readListing(desk.session(), query, wanted)
      if (!listing.ok) {
        onUnknown(listing.failure)
        return null
      }
      return { version: versionOf(listing.value.revision), text: await write(listing.value) }
    },
  }
}

function render(listing: Listing, { query, format, options }: ListingRequest, site: Site): string {
  const { modified } = versionOf(listing.revision)
  return writeWithin(DOCUMENT_BYTES, listing.articles, (articles) =>
    FORMATS[format].write(composeListing(query, { ...listing, articles }, options, { ...site, modified })),
  )
}
