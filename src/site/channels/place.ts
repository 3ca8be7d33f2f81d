import { type Cursor, readCursor, writeCursor } from '../../model/listing.ts'
import type { Problem } from '../../model/problem.ts'
import type { PageQuery } from '../../storage/read/entry-pages.ts'

/** Where a page of a channel begins, and the one query string that says so: '' for the first page. */
export interface PageCursor {
  readonly at: Pick<PageQuery, 'before' | 'after'>
  readonly query: string
}

/** Reads `before` or `after`; other parameters are somebody else's and ignored. */
export function readPageCursor(search: URLSearchParams): PageCursor | Problem {
  const before = search.getAll('before')
  const after = search.getAll('after')
  const [text, another] = [...before, ...after]
  if (text === undefined) return { at: {}, query: '' }
  const name = before.length > 0 ? 'before' : 'after'
  const cursor = another === undefined ? readCursor(text) : undefined
  if (!cursor) return { kind: 'bad-parameter', name, allowed: 'a cursor that one of our pages links to' }
  return { at: { [name]: cursor }, query: cursorQuery(name, cursor) }
}

/** The query string of the page before or after a cursor. */
export function cursorQuery(name: 'before' | 'after', cursor: Cursor): string {
  return `?${name}=${writeCursor(cursor)}`
}
