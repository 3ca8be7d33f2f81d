import type { ListingQuery } from '../../model/listing.ts'
import { START } from '../../model/listing.ts'
import { ask, type Database, type Query, type Statement } from '../database.ts'
import { keySql, placeSql } from '../search-index.ts'
import type { FilterChannels } from './filter-channels.ts'
import type { FeedQuery } from './newest-entries.ts'

/** An article that a listing shows, or the last one that was looked at. */
export interface HitRow {
  /** Its place in the order of the listing. */
  readonly nth: number
  readonly published: number
  readonly article: number
  readonly id: string | null
  /** Of the article's last change. */
  readonly revision: number | null
  /** 0 where the walk ended with this article and it is not one that was looked for. */
  readonly hit: 0 | 1
  readonly data: string | null
  readonly body: string | null
}

/** How much is read of each article beside its place in the list. With `keysOnly` not even its data is read. */
export interface HitQuery extends FeedQuery {
  readonly keysOnly?: boolean
  /** Whether to count what a search finds, on its first page. */
  readonly isCounted?: boolean
}

/** SQL: less than any number of bytes, for which not even an article's data is read. */
const NO_DATA = -2

/** How many entries of the rarest channel are looked at for one page. */
export const WALK = 2000

const ORDER = 'published DESC, article DESC'

/** SQL: the entries of channel ?1 behind the cursor (?2, ?3). */
const RANGE = `entries WHERE channel = ?1 AND (published, article) < (?2, ?3) ORDER BY ${ORDER}`

/**
 * Reads a page of the articles that are in all of the included channels and in none of the excluded ones. Walks the
 * entries of the rarest channel, newest first, looks each one up in the others, and stops when the page is full.
 * Where the walk ends before that, its last entry comes as a row that is no hit.
 */
export function filteredHits(
  db: Database,
  { after = START }: ListingQuery,
  { included: [rarest = 0, ...others], excluded }: FilterChannels,
  wanted: HitQuery,
): Statement<HitRow> {
  const within = (index: number) =>
    `EXISTS (SELECT 1 FROM entries e
       WHERE e.channel = ?${6 + index} AND e.published = w.published AND e.article = w.article)`
  const conditions = [
    ...others.map((_, index) => within(index)),
    ...excluded.map((_, index) => `NOT ${within(others.length + index)}`),
  ]
  // SQLite runs the second half only where the first has not filled the page.
  const sql = `
    WITH hits AS (
      SELECT published, article, size, 1 AS hit
      FROM (SELECT published, article, size FROM ${RANGE} LIMIT ${WALK}) w
      WHERE ${conditions.join(' AND ') || 'true'}
      UNION ALL
      SELECT published, article, 0, 0
      FROM (SELECT published, article FROM ${RANGE} LIMIT 1 OFFSET ${WALK - 1})
      LIMIT ?4),
    ${articlesOfHits(ORDER, '?5')}`
  const { published, article } = after
  const { limit } = wanted
  const query: Query<number[], HitRow> = {
    name: 'filtered entries',
    sql,
    // The walk, a look into each other channel at every step, and the entry on which the next page begins.
    rows: () => WALK * (2 + others.length + excluded.length) + 2 * limit + 2,
  }
  return ask(db, query, rarest, published, article, limit + 1, mostBytes(wanted), ...others, ...excluded)
}

// The index is in the order of publication, so that the walk ends with the page, however common the words are.
export const SEARCH: Query<
  [expression: string, published: number, article: number, limit: number, bodyBytes: number],
  HitRow
> = {
  name: 'search',
  sql: `
  WITH places AS (
    SELECT rowid AS place FROM search
    WHERE search MATCH ?1 AND rowid < ${placeSql('?2', '?3')} ORDER BY rowid DESC LIMIT ?4),
  hits AS (
    SELECT p.place, a.published, a.key AS article, a.size, 1 AS hit
    FROM places p CROSS JOIN articles a ON a.key = ${keySql('p.place')}),
  ${articlesOfHits('place DESC', '?5')}`,
  // Of each a row of the index and one of the articles, and what FTS5 counts for its own tables.
  rows: (_expression, _published, _article, limit) => 8 * limit + 20,
}

/** Reads a page of the articles that an expression of FTS5 finds. */
export function searchHits(
  db: Database,
  expression: string,
  { after = START }: ListingQuery,
  wanted: HitQuery,
): Statement<HitRow> {
  const { published, article } = after
  return ask(db, SEARCH, expression, published, article, wanted.limit + 1, mostBytes(wanted))
}

// An empty body has 0 bytes: where none is asked for, not even that one is given.
function mostBytes({ bodyBytes, keysOnly }: HitQuery): number {
  if (keysOnly) return NO_DATA
  return bodyBytes === 0 ? -1 : bodyBytes
}

/**
 * SQL: the articles of `hits` (published, article, size, hit), numbered in this order by `nth`. Each has its body as
 * long as the bodies up to it stay within so many bytes. The sums are taken over the sizes alone, before any body is
 * read, because a hundred of the largest bodies would not fit into a Worker's memory.
 */
function articlesOfHits(order: string, bodyBytes: string): string {
  return `
    totals AS (
      SELECT published, article, hit, ROW_NUMBER() OVER newest AS nth, SUM(size) OVER newest AS total
      FROM hits WINDOW newest AS (ORDER BY ${order}))
    SELECT t.nth, t.published, t.article, t.hit, a.id, a.revision,
      CASE WHEN ${bodyBytes} > ${NO_DATA} THEN a.data END AS data, CASE WHEN t.total <= ${bodyBytes} THEN a.body END AS body
    FROM totals t LEFT JOIN articles a ON a.key = t.article AND t.hit = 1`
}
