import { FORMATS, type FormatName } from '../formats/index.ts'
import type { ListingQuery } from '../model/listing.ts'
import type { Database } from '../storage/database.ts'
import type { ListedArticle } from '../storage/feeds.ts'
import { readListing, type UnknownChannel } from '../storage/listing.ts'
import { readRevision } from '../storage/revision.ts'
import type { Setting } from './compose.ts'
import { composeListing, type OptionParameters } from './compose-listing.ts'
import { BODY_BYTES, DOCUMENT_BYTES, type RenderedDocument, type Version, writeWithin } from './document.ts'

/** Which document: a listing in a format, cut and filled as asked. */
export interface ListingRequest {
  readonly query: ListingQuery
  readonly format: FormatName
  readonly limit: number
  readonly content: 'full' | 'summary'
  /** What of `limit` and `content` the URL says itself. */
  readonly options: OptionParameters
}

/** The version that every listing has now, from one row: no channel's row tells when a listing changes. */
export async function listingVersion(db: Database): Promise<Version> {
  return versionOf(await readRevision(db))
}

/** The version of a revision. Its time is the end of its second, after which no other has the same one. */
export function versionOf(revision: number): Version {
  return { revision, modified: Math.floor(revision / 1000) + 1 }
}

/** Renders a listing; its version is that of the articles read. */
export async function renderListing(
  db: Database,
  { query, format, limit, content, options }: ListingRequest,
  setting: Omit<Setting, 'query'>,
): Promise<RenderedDocument | UnknownChannel> {
  const listing = await readListing(db, query, { limit, bodyBytes: content === 'full' ? BODY_BYTES : 0 })
  if ('unknown' in listing) return listing
  const version = versionOf(listing.revision)
  const write = (articles: readonly ListedArticle[]) => {
    const feed = composeListing(query, { ...listing, articles }, options, {
      ...setting,
      modified: version.modified,
    })
    return FORMATS[format].write(feed)
  }
  return { version, text: writeWithin(DOCUMENT_BYTES, listing.articles, write) }
}
