import { type ChannelKey, channelPath } from './channel.ts'
import { type Filter, filterParameters } from './filter.ts'
import type { SearchQuery } from './search-query.ts'

/** What a page or a feed lists that is not a channel as it stands: a search, or a channel with filters. */
export interface ListingQuery {
  /** The channel that is filtered. A search filters the channel of everything. */
  readonly channel: ChannelKey
  readonly search?: SearchQuery
  readonly filters: readonly Filter[]
  /** What fits a search best comes first, on one page alone; where nothing is said, the newest does. */
  readonly isBestFirst?: boolean
  /** Where the page before this one ended. Missing on the first page. */
  readonly after?: Cursor
}

/** Where a page of a list ends: the last article that was listed or looked at. */
export interface Cursor {
  /** When the article was published, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly published: number
  /** The article's key in storage. */
  readonly article: number
}

/** Before the newest article that there can be: one more than the latest time of ECMAScript. */
export const START: Cursor = { published: 8_640_000_000_000_001, article: 0 }

/** The path of a listing's page, without a slash at the end. */
export function listingPath({ channel, search }: ListingQuery): string {
  return search ? '/search' : channelPath(channel)
}

/**
 * The query string, with its `?`, that all equal listings share. The parameters of `more` stand after the filters.
 * Empty where there is nothing to say.
 */
export function canonicalQuery(
  { search, filters, isBestFirst, after }: ListingQuery,
  more: readonly (readonly [string, string])[] = [],
): string {
  const parameters = new URLSearchParams([
    ...(search ? [['q', search.text]] : []),
    ...filterParameters(filters),
    ...(isBestFirst ? [['sort', 'best']] : []),
    ...more.map(([name, value]) => [name, value]),
    ...(after ? [['after', writeCursor(after)]] : []),
  ])
  return parameters.size > 0 ? `?${parameters}` : ''
}

/** A cursor as a URL has it. */
export function writeCursor({ published, article }: Cursor): string {
  return `${published.toString(36)}.${article.toString(36)}`
}

/** Reads what writeCursor wrote. `undefined` for everything else. */
export function readCursor(text: string): Cursor | undefined {
  const [, time = '', key = ''] = /^(-?[0-9a-z]{1,11})\.([0-9a-z]{1,11})$/.exec(text) ?? []
  const cursor = { published: Number.parseInt(time, 36), article: Number.parseInt(key, 36) }
  const { published, article } = cursor
  const known = Math.abs(published) <= START.published && article <= Number.MAX_SAFE_INTEGER
  return known && writeCursor(cursor) === text ? cursor : undefined
}
