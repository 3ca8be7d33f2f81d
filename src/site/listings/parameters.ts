import { ALL, type ChannelKey } from '../../model/channel.ts'
import { readFilters } from '../../model/filter.ts'
import { type ListingQuery, readCursor } from '../../model/listing.ts'
import type { Problem } from '../../model/problem.ts'
import { looksForSomething, readSearch } from '../../model/search-query.ts'

/** Reads the filters of a channel and `after`. Without filters it is the channel itself. */
export function readListingQuery(channel: ChannelKey, parameters: URLSearchParams): ListingQuery | Problem {
  const filters = readFilters(parameters)
  if ('kind' in filters) return filters
  const [after, ...others] = parameters.getAll('after')
  if (after === undefined) return { channel, filters }
  const cursor = others.length === 0 ? readCursor(after) : undefined
  if (!cursor)
    return { kind: 'bad-parameter', name: 'after', allowed: 'what a link to a next page has there' }
  return { channel, filters, after: cursor }
}

/** Reads a search: `q`, filters and `after`. A query without a word to look for is no search. */
export function readSearchListing(parameters: URLSearchParams): ListingQuery | Problem {
  const [typed = '', ...others] = parameters.getAll('q')
  if (others.length > 0) return { kind: 'bad-parameter', name: 'q', allowed: 'what to search for' }
  const search = readSearch(typed)
  if ('kind' in search) return search
  const listing = readListingQuery(ALL, parameters)
  return 'kind' in listing || !looksForSomething(search) ? listing : { ...listing, search }
}
