import type { Article } from '../../model/article.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { DEFAULT_SITE } from '../../model/site.ts'
import { ask, type Database, firstRow, type Query } from '../database.ts'
import { type StoredSite, toStoredSite } from '../site.ts'

/** A stored article, the revision of its last change, and the site by then. */
export interface StoredArticle {
  readonly article: Article
  readonly revision: number
  readonly site: StoredSite
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
  readonly sited: number | null
  readonly site: string | null
}

export const FIND_ARTICLE: Query<[slug: string], ArticleRow> = {
  name: 'article by slug',
  sql: `SELECT a.key, a.published, a.data, a.body, a.revision, s.revision AS sited, s.data AS site
    FROM articles a LEFT JOIN site s ON s.id = 1 WHERE a.slug = ?1`,
  rows: () => 2,
}

export const FIND_FORMER: Query<[slug: string], { readonly current: string | null }> = {
  name: 'former slug',
  sql: `SELECT f.slug AS former, a.slug AS current
    FROM former_slugs f LEFT JOIN articles a ON a.id = f.article_id
    WHERE f.slug = ?1`,
  rows: () => 2,
}

/** Looks a slug up. Reads two rows for an article, that of the site among them, and at most two for a slug of the past. */
export async function findArticle(db: Database, slug: string): Promise<Result<StoredArticle, NoArticle>> {
  const row = await firstRow(ask(db, FIND_ARTICLE, slug))
  return row ? success(toStored(row)) : failed(await findFormer(db, slug))
}

/** An article from its row. */
export function toStored(row: ArticleRow): StoredArticle {
  const article = { ...(JSON.parse(row.data) as Omit<Article, 'body'>), body: row.body }
  return { article, revision: row.revision, site: siteIn(row) }
}

/** Why a slug leads to no article. Reads two rows at most. */
export async function findFormer(db: Database, slug: string): Promise<NoArticle> {
  const former = await firstRow(ask(db, FIND_FORMER, slug))
  if (!former) return { kind: 'unknown' }
  return former.current === null ? { kind: 'gone' } : { kind: 'renamed', slug: former.current }
}

function siteIn({ sited, site }: ArticleRow): StoredSite {
  if (sited === null || site === null) return { revision: 0, site: DEFAULT_SITE }
  return toStoredSite({ revision: sited, data: site })
}
