import type { Article } from '../../model/article.ts'
import { failed, type Result, success } from '../../model/result.ts'
import type { Database } from '../database.ts'
import { ask, type Query } from '../query.ts'

/** A stored article and the revision of its last change. */
export interface StoredArticle {
  readonly article: Article
  readonly revision: number
}

/** Why a slug leads to no article: it has another one now, was withdrawn, or was never heard of. */
export type NoArticle =
  | { readonly kind: 'renamed'; readonly slug: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown' }

export const FIND_ARTICLE: Query<[slug: string]> = {
  name: 'article by slug',
  sql: 'SELECT data, body, revision FROM articles WHERE slug = ?1',
  rows: () => 1,
}

export const FIND_FORMER: Query<[slug: string]> = {
  name: 'former slug',
  sql: `SELECT f.slug AS former, a.slug AS current
    FROM former_slugs f LEFT JOIN articles a ON a.id = f.article_id
    WHERE f.slug = ?1`,
  rows: () => 2,
}

/** Looks a slug up. Reads one row for an article, at most two for a slug of the past. */
export async function findArticle(db: Database, slug: string): Promise<Result<StoredArticle, NoArticle>> {
  const row = await ask(db, FIND_ARTICLE, slug).first<{ data: string; body: string; revision: number }>()
  if (row) {
    const article = { ...(JSON.parse(row.data) as Omit<Article, 'body'>), body: row.body }
    return success({ article, revision: row.revision })
  }
  const former = await ask(db, FIND_FORMER, slug).first<{ current: string | null }>()
  if (!former) return failed({ kind: 'unknown' })
  return failed(former.current === null ? { kind: 'gone' } : { kind: 'renamed', slug: former.current })
}
