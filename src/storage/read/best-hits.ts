import type { SearchQuery } from '../../model/search-query.ts'
import { ask, type Database, firstRow, type Query, type Statement } from '../database.ts'
import { keySql } from '../search-index.ts'
import type { Beginnings } from './beginnings.ts'
import type { FilterChannels } from './filter-channels.ts'
import type { HitQuery, HitRow } from './hits.ts'
import { matchExpression, partsOf } from './search-expression.ts'

// FTS5 goes through all articles that have a word to find out how rare it is. So a search is ranked only where none of its
// words, filters and exclusions is in more articles than this, and where more words are looked for in still fewer.
const COMMON = 20_000
const STEPS = 60_000

/** Weights of title, summary, body and channels, which say nothing of how well an article fits. */
const WEIGHTS = '8.0, 3.0, 1.0, 0.0'

export const COMMONEST: Query<[expressions: string, limit: number], { readonly most: number | null }> = {
  name: 'commonest word',
  sql: `
  SELECT MAX(n) AS most FROM (
    SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM search WHERE search MATCH w.value LIMIT ?2)) AS n
    FROM json_each(?1) w)`,
  rows: (expressions, limit) => (2 * limit + 40) * JSON.parse(expressions).length + 20,
}

export const RANKED: Query<[expression: string, limit: number], { readonly article: number }> = {
  name: 'ranked search',
  sql: `SELECT ${keySql('rowid')} AS article FROM search
    WHERE search MATCH ?1 AND rank MATCH 'bm25(${WEIGHTS})' ORDER BY rank LIMIT ?2`,
  rows: () => 4 * COMMON + 100,
}

export const FOUND: Query<[keys: string, share: number], HitRow> = {
  name: 'articles found',
  sql: `SELECT k.key AS nth, a.published, a.key AS article, a.id, a.revision, 1 AS hit, a.data,
      CASE WHEN a.size <= ?2 THEN a.body END AS body
    FROM json_each(?1) k CROSS JOIN articles a ON a.key = k.value`,
  rows: (keys) => 2 * JSON.parse(keys).length,
}

export const COUNTED: Query<[expression: string, limit: number], { readonly count: number }> = {
  name: 'count of a search',
  sql: 'SELECT COUNT(*) AS count FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)',
  rows: (_, limit) => 2 * limit + 100,
}

/** The most articles that are counted: there may be more where a count is as large. */
export const COUNT_LIMIT = 1001

/**
 * Reads which articles fit a search best, by BM25: a word counts for more where it is rare, where it stands in the title,
 * and where the text is short. Gives their keys; `undefined` where words are in too many articles to be ranked.
 */
export async function bestKeys(
  db: Database,
  search: SearchQuery,
  channels: FilterChannels,
  beginnings: Beginnings,
  limit: number,
): Promise<readonly number[] | undefined> {
  const parts = partsOf(search, channels, beginnings)
  const expressions = [...parts.words, ...parts.unwanted]
  const common = Math.min(COMMON, Math.floor(STEPS / expressions.length))
  const counted = await firstRow(ask(db, COMMONEST, JSON.stringify(expressions), common + 1))
  if ((counted?.most ?? 0) > common) return undefined
  const ranked = await ask(db, RANKED, matchExpression(parts), limit).all<{ article: number }>()
  return ranked.results.map(({ article }) => article)
}

/** Reads the articles of these keys, in their order. */
export function foundHits(
  db: Database,
  keys: readonly number[],
  { limit, bodyBytes }: HitQuery,
): Statement<HitRow> {
  return ask(db, FOUND, JSON.stringify(keys), bodyBytes === 0 ? -1 : Math.floor(bodyBytes / limit))
}
