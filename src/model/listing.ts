import { type ChannelKey, channelPath } from './channel.ts'
import { type Cursor, writeCursor } from './cursor.ts'
import { type Filter, filterParameters } from './filter.ts'
import type { SearchQuery } from './search-query.ts'

/** What a page or a feed lists that is no channel as it stands: a search, or a channel with filters. */
export interface ListingQuery {
  /** The channel that is filtered; everything for a search. */
  readonly channel: ChannelKey
  readonly search?: SearchQuery
  readonly filters: readonly Filter[]
  /** Where the page before ended; none for the first page. */
  readonly after?: Cursor
}

/** The path of a listing's page, without a slash at the end. */
export function listingPath({ channel, search }: ListingQuery): string {
  return search ? '/search' : channelPath(channel)
}

/** The query string, with its `?`, that all equal listings share; `more` stands behind it. */
export function canonicalQuery(
  { search, filters, after }: ListingQuery,
  more: readonly (readonly [string, string])[] = [],
): string {
  const parameters = new URLSearchParams([
    ...(search ? [['q', search.text]] : []),
    ...filterParameters(filters),
    ...more.map(([name, value]) => [name, value]),
    ...(after ? [['after', writeCursor(after)]] : []),
  ])
  return parameters.size > 0 ? `?${parameters}` : ''
}
