import type { ChannelKey, ChannelKind } from './channel.ts'
import type { Problem } from './result.ts'
import { failed, type Result, success } from './result.ts'
import { SLUG_LIMIT, slugify } from './slug.ts'

/** What an article has to be in, or must not be in, to be listed: `tag=dunia`, `author=-warta`. */
export interface Filter extends ChannelKey {
  readonly excluded: boolean
}

// In the order in which a canonical query has them.
const KINDS = {
  author: 'authors',
  lang: 'languages',
  publisher: 'publishers',
  source: 'sources',
  tag: 'tags',
} as const satisfies Record<string, ChannelKind>

type FilterName = keyof typeof KINDS

export const FILTER_NAMES = Object.keys(KINDS) as FilterName[]

/** The most filters of a listing. */
export const FILTER_LIMIT = 8

/**
 * The filters of a query string, each once and in the one order that all equal filters share: by name, what
 * is included before what is excluded, then by slug. Values are slugs, or names that become one.
 */
export function readFilters(search: URLSearchParams): Result<readonly Filter[], Problem> {
  const all: Filter[] = []
  for (const name of FILTER_NAMES) {
    for (const value of search.getAll(name)) {
      const filter = readFilter(KINDS[name], value)
      if (!filter) return failed({ kind: 'bad-filter', name })
      all.push(filter)
    }
    if (new Set(all.map(keyOf)).size > FILTER_LIMIT) {
      return failed({ kind: 'too-many-filters', limit: FILTER_LIMIT })
    }
  }
  return success(inOrder(all))
}

/** Filters each once and in their one order. */
export function inOrder(filters: readonly Filter[]): readonly Filter[] {
  const all = new Map(filters.map((filter) => [keyOf(filter), filter]))
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, filter]) => filter)
}

// The kinds sort as their parameters do, and so does false before true.
function keyOf({ kind, excluded, slug }: Filter): string {
  return JSON.stringify([kind, excluded, slug])
}

/** Filters as parameters of a query string, in their order. */
export function filterParameters(filters: readonly Filter[]): [FilterName, string][] {
  return filters.map(({ kind, slug, excluded }) => {
    const name = FILTER_NAMES.find((one) => KINDS[one] === kind) ?? 'tag'
    return [name, `${excluded ? '-' : ''}${slug}`]
  })
}

function readFilter(kind: ChannelKind, value: string): Filter | undefined {
  if (value.length > SLUG_LIMIT * 4) return undefined
  const slug = slugify(value)
  return slug === '' ? undefined : { kind, slug, excluded: value.startsWith('-') }
}
