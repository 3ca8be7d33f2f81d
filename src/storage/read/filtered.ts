import { type Cursor, START } from '../../model/listing.ts'
import type { Database } from '../database.ts'
import { ask, type Query } from '../query.ts'
import type { FilterChannels } from './filter-channels.ts'
import { articlesOfHits } from './hits.ts'
import type { FeedQuery } from './newest-entries.ts'

/** How many entries of the rarest channel are looked at for one page. */
export const WALK = 2000

const ORDER = 'published DESC, article DESC'

/** SQL: the entries of channel ?1 behind the cursor (?2, ?3). */
const RANGE = `entries WHERE channel = ?1 AND (published, article) < (?2, ?3) ORDER BY ${ORDER}`

/**
 * Reads a page of the articles that are in all of these channels and in none of those. Walks the entries of
 * the rarest one, newest first, looking each up in the other ones, and stops with the page. Where the walk
 * ends before, its last entry comes as a row that is no hit.
 */
export function filteredHits(
  db: Database,
  { after = START }: { readonly after?: Cursor },
  { included: [rarest = 0, ...others], excluded }: FilterChannels,
  { limit, bodyBytes }: FeedQuery,
): D1PreparedStatement {
  const within = (index: number) =>
    `EXISTS (SELECT 1 FROM entries e
       WHERE e.channel = ?${6 + index} AND e.published = w.published AND e.article = w.article)`
  const conditions = [
    ...others.map((_, index) => within(index)),
    ...excluded.map((_, index) => `NOT ${within(others.length + index)}`),
  ]
  // The second half is run only where the first has not filled the page.
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
  const query: Query<number[]> = {
    name: 'filtered entries',
    sql,
    // The walk, a look into each other channel at every step, and the entry on which the next page begins.
    rows: () => WALK * (2 + others.length + excluded.length) + 2 * limit + 2,
  }
  const bytes = bodyBytes === 0 ? -1 : bodyBytes
  return ask(db, query, rarest, published, article, limit + 1, bytes, ...others, ...excluded)
}
