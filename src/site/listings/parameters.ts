import { ALL, type ChannelKey } from '../../model/channel.ts'
import { readFilters } from '../../model/filter.ts'
import { type ListingQuery, readCursor } from '../../model/listing.ts'
import type { Problem } from '../../model/result.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { looksForSomething, readSearch } from '../../model/search-query.ts'

/** Reads the filters of a channel and `after`. Without filters it is the channel itself. */
export function readListingQuery(
  channel: ChannelKey,
  parameters: URLSearchParams,
): Result<ListingQuery, Problem> {
  const filters = readFilters(parameters)
  if (!filters.ok) return filters
  const [after, ...others] = parameters.getAll('after')
  if (after === undefined) return success({ channel, filters: filters.value })
  const cursor = others.length === 0 ? readCursor(after) : undefined
  return cursor
    ? success({ channel, filters: filters.value, after: cursor })
    : failed({ kind: 'bad-parameter', name: 'after', allowed: 'what a link to a next page has there' })
}

/** The orders of a search. */
const SORTS = ['newest', 'best']

/** Reads a search: `q`, filters, `sort` and `after`. A query without a word to look for is no search. */
export function readSearchListing(parameters: URLSearchParams): Result<ListingQuery, Problem> {
  const [typed = '', ...others] = parameters.getAll('q')
  if (others.length > 0) return failed({ kind: 'bad-parameter', name: 'q', allowed: 'what to search for' })
  const search = readSearch(typed)
  if (!search.ok) return search
  const listing = readListingQuery(ALL, parameters)
  const [sort = 'newest', another] = parameters.getAll('sort')
  if (another !== undefined || !SORTS.includes(sort)) {
    return failed({ kind: 'bad-parameter', name: 'sort', allowed: SORTS.join(' or ') })
  }
  if (listing.ok && sort === 'best' && looksForSomething(search.value)) {
    // What fits best is one page: there is nothing to go on behind.
    const { after: _, ...first } = listing.value
    return success({ ...first, search: search.value, isBestFirst: true })
  }
  return listing.ok && looksForSomething(search.value)
    ? success({ ...listing.value, search: search.value })
    : listing
}
