import type { Article } from '../../model/article.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { ask, type Database, firstRow, type Query } from '../database.ts'

/** A stored article and the revision of its last change. */
export interface StoredArticle {
  readonly article: Article
  readonly revision: number
}

/** Why a slug leads to no article: it has another slug now, it was removed, or there never was one. */
export type NoArticle =
  | { readonly kind: 'renamed'; readonly slug: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown' }

export interface ArticleRow {
  readonly key: number
  readonly published: number
  readonly data: string
  readonly body: string
  readonly revision: number
}

export const FIND_ARTICLE: Query<[slug: string], ArticleRow> = {
  name: 'article by slug',
  sql: 'SELECT key, published, data, body, revision FROM articles WHERE slug = ?1',
  rows: () => 1,
}

export const FIND_FORMER: Query<[slug: string], { readonly current: string | null }> = {
  name: 'former slug',
  sql: `SELECT f.slug AS former, a.slug AS current
    FROM former_slugs f LEFT JOIN articles a ON a.id = f.article_id
    WHERE f.slug = ?1`,
  rows: () => 2,
}

/** Looks a slug up. Reads one row for an article, at most two for a slug of the past. */
export async function findArticle(db: Database, slug: string): Promise<Result<StoredArticle, NoArticle>> {
  const row = await firstRow(ask(db, FIND_ARTICLE, slug))
  return row ? success(toStored(row)) : failed(await findFormer(db, slug))
}

/** An article from its row. */
export function toStored({ data, body, revision }: ArticleRow): StoredArticle {
  return { article: { ...(JSON.parse(data) as Omit<Article, 'body'>), body }, revision }
}

/** Why a slug leads to no article. Reads two rows at most. */
export async function findFormer(db: Database, slug: string): Promise<NoArticle> {
  const former = await firstRow(ask(db, FIND_FORMER, slug))
  if (!former) return { kind: 'unknown' }
  return former.current === null ? { kind: 'gone' } : { kind: 'renamed', slug: former.current }
}
