import { type Cursor, type ListingQuery, START } from '../../model/listing.ts'
import { ask, type Database, firstRow, type Query } from '../database.ts'
import { hourOf, hourOfTime, placeSql, startOfHour } from '../search-index.ts'
import { stretchOf } from '../search-periods.ts'
import type { Beginnings } from './beginnings.ts'
import type { FilterChannels } from './filter-channels.ts'
import { matchExpression, partsOf, type SearchParts } from './search-expression.ts'

/** How many articles that have the rarest word of a search are looked through for one page. */
export const SEARCH_WALK = 20_000

// Each word is walked once to find out which is the rarest, and a beginning has all its words looked at in each step.
// Many of them get shorter walks, so that all together take no longer.
const STEPS = 60_000
const WORDS_A_STEP = 10

/** Where a walk begins and ends: a publication time in ms, and a place in the index. */
interface WalkRow {
  readonly newest: number | null
  readonly oldest: number | null
}

/**
 * How far a search has to go at most: from the newest article of all down to `oldest`, where the rarest of its words has
 * been in so many articles. That is NULL where one is in fewer. `words` is a JSON array of expressions.
 */
export const WALK_ENDS: Query<[words: string, published: number, article: number, walk: number], WalkRow> = {
  name: 'walk of a search',
  sql: `
  SELECT
    (SELECT published FROM entries
     WHERE channel = (SELECT key FROM channels WHERE kind = 'all' AND slug = '') AND published <= ?2
     ORDER BY published DESC LIMIT 1) AS newest,
    CASE WHEN COUNT(place) = COUNT(*) THEN MIN(place) END AS oldest
  FROM (
    SELECT (
      SELECT rowid FROM search WHERE search MATCH w.value AND rowid < ${placeSql('?2', '?3')}
      ORDER BY rowid DESC LIMIT 1 OFFSET ?4) AS place
    FROM json_each(?1) w)`,
  rows: (words, _published, _article, walk) => (2 * walk + 40) * JSON.parse(words).length + 20,
}

/** What to ask FTS5 for a page of a search. */
export interface SearchPlan {
  readonly expression: string
  /** Where the page ends though it may not be full; none where everything is looked through. */
  readonly end?: Cursor
}

/**
 * Plans a page of a search. One word is found article by article. With several FTS5 may have to go through all articles
 * that have the rarest of them: then it goes through so many for one page, and the next page goes on behind them.
 */
export async function planSearch(
  db: Database,
  { search, after = START }: ListingQuery,
  channels: FilterChannels,
  beginnings: Beginnings,
  walk: number,
): Promise<SearchPlan> {
  const parts = partsOf(search ?? { text: '', terms: [] }, channels, beginnings)
  const { words, sizes } = parts
  if (sizes.length < 2) return { expression: matchExpression(parts) }
  const expressions = JSON.stringify(words)
  const { published, article } = after
  const row = await firstRow(
    ask(db, WALK_ENDS, expressions, published, article, Math.min(walk, mostSteps(parts))),
  )
  if (!row || row.newest === null || row.oldest === null) return { expression: matchExpression(parts) }
  const stretch = stretchOf(hourOfTime(row.newest), hourOf(row.oldest))
  return {
    expression: matchExpression(parts, stretch.words),
    end: { published: startOfHour(stretch.begins), article: 0 },
  }
}

function mostSteps({ sizes }: SearchParts): number {
  const cost = sizes.reduce((sum, size) => sum + 1 + size / WORDS_A_STEP, 0)
  return Math.floor(STEPS / cost)
}
