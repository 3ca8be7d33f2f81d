import type { Problem } from '../model/problem.ts'
import type { PageQuery, Position } from '../storage/pages.ts'

/** Where a page of a channel begins, and the one query string that says so: '' for the first page. */
export interface PageCursor {
  readonly at: Pick<PageQuery, 'before' | 'after'>
  readonly query: string
}

const CURSOR = /^(-?[0-9a-z]{1,11})\.([0-9a-z]{1,11})$/

/** Reads `before` or `after`; other parameters are somebody else's and ignored. */
export function readPageCursor(search: URLSearchParams): PageCursor | Problem {
  const before = search.getAll('before')
  const after = search.getAll('after')
  const [text, another] = [...before, ...after]
  if (text === undefined) return { at: {}, query: '' }
  const name = before.length > 0 ? 'before' : 'after'
  const position = another === undefined ? parseCursor(text) : undefined
  if (!position) return { kind: 'bad-parameter', name, allowed: 'a cursor that one of our pages links to' }
  return { at: { [name]: position }, query: cursorQuery(name, position) }
}

/** The query string of the page before or after a position. */
export function cursorQuery(name: 'before' | 'after', { published, article }: Position): string {
  return `?${name}=${published.toString(36)}.${article.toString(36)}`
}

// Only what cursorQuery writes: a page has one URL.
function parseCursor(text: string): Position | undefined {
  const [, published = '', article = ''] = CURSOR.exec(text) ?? []
  const position = { published: Number.parseInt(published, 36), article: Number.parseInt(article, 36) }
  if (!Number.isSafeInteger(position.published) || !Number.isSafeInteger(position.article)) return undefined
  return cursorQuery('before', position) === `?before=${text}` ? position : undefined
}
