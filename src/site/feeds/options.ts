import type { Problem } from '../../model/problem.ts'

/** How many entries a feed has where nobody says. */
export const DEFAULT_LIMIT = 30
const MAX_LIMIT = 100

/** What a feed's query string asks for. */
export interface FeedOptions {
  readonly limit: number
  readonly content: 'full' | 'summary'
  /** The query string of the feed's own URL: what of these was given, with its `?`; '' for none. */
  readonly query: string
}

/** Reads `limit` and `content`; other parameters (`utm_source`) are somebody else's and ignored. */
export function readFeedOptions(search: URLSearchParams): FeedOptions | Problem {
  const limits = search.getAll('limit')
  const contents = search.getAll('content')
  const [limit] = limits
  const [content] = contents
  if (limits.length > 1 || (limit !== undefined && !isLimit(limit))) {
    return { kind: 'bad-parameter', name: 'limit', allowed: `a whole number from 1 to ${MAX_LIMIT}` }
  }
  if (contents.length > 1 || (content !== undefined && content !== 'summary')) {
    return { kind: 'bad-parameter', name: 'content', allowed: 'the value "summary"' }
  }
  const own = new URLSearchParams([...search].filter(([name]) => name === 'limit' || name === 'content'))
  return {
    limit: Number(limit ?? DEFAULT_LIMIT),
    content: content ?? 'full',
    query: own.size > 0 ? `?${own}` : '',
  }
}

function isLimit(text: string): boolean {
  return /^[1-9]\d{0,2}$/.test(text) && Number(text) <= MAX_LIMIT
}
