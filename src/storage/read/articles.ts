import type { Article } from '../../model/article.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { ask, type Database, firstRow, type Query } from '../database.ts'
import { WITHDRAWAL_COLUMNS, type Withdrawal } from './withdrawn.ts'

/** A stored article and the revision of its last change. */
export interface StoredArticle {
  readonly article: Article
  readonly revision: number
  /** When it expires, in ms since the epoch; missing where it does not. */
  readonly until?: number
}

/** Why a slug leads to no article: it has another slug now, it was removed, or there never was one. */
export type NoArticle =
  | { readonly kind: 'renamed'; readonly slug: string }
  | { readonly kind: 'gone'; readonly withdrawal?: Withdrawal }
  | { readonly kind: 'unknown' }

interface ArticleRow {
  readonly data: string
  readonly body: string
  readonly revision: number
  readonly expires: number | null
}

type FormerRow = Omit<Withdrawal, 'id'> & {
  readonly id: string | null
  readonly current: string | null
}

export const FIND_ARTICLE: Query<[slug: string], ArticleRow> = {
  name: 'article by slug',
  sql: 'SELECT data, body, revision, expires FROM articles WHERE slug = ?1',
  rows: () => 1,
}

// An article that has expired is gone, whether it was taken out already or not.
export const FIND_FORMER: Query<[slug: string, now: number], FormerRow> = {
  name: 'former slug',
  sql: `SELECT a.slug AS current, ${WITHDRAWAL_COLUMNS}
    FROM former_slugs f
    LEFT JOIN articles a ON a.id = f.article_id AND (a.expires IS NULL OR a.expires > ?2)
    LEFT JOIN withdrawals w ON w.id = f.article_id AND a.id IS NULL
    WHERE f.slug = ?1`,
  rows: () => 2,
}

/**
 * Looks a slug up. Reads one row for an article, at most two for a slug of the past. `now` is in ms since the epoch.
 */
export async function findArticle(
  db: Database,
  slug: string,
  now = 0,
): Promise<Result<StoredArticle, NoArticle>> {
  const row = await firstRow(ask(db, FIND_ARTICLE, slug))
  if (row) {
    const article = { ...(JSON.parse(row.data) as Omit<Article, 'body'>), body: row.body }
    const { revision, expires } = row
    return success({ article, revision, ...(expires !== null && { until: expires }) })
  }
  const former = await firstRow(ask(db, FIND_FORMER, slug, now))
  if (!former) return failed({ kind: 'unknown' })
  const { current, id, ...withdrawal } = former
  if (current !== null) return failed({ kind: 'renamed', slug: current })
  return failed({ kind: 'gone', ...(id !== null && { withdrawal: { id, ...withdrawal } }) })
}
