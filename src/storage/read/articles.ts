import type { Article } from '../../model/article.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { DEFAULT_SITE } from '../../model/site.ts'
import { ask, type Database, firstRow, type Query } from '../database.ts'
import { type StoredSite, toStoredSite } from '../site-row.ts'
import { WITHDRAWAL_COLUMNS, type Withdrawal } from './withdrawn.ts'

/** A stored article, the revision of its last change, and the site by then. */
export interface StoredArticle {
  readonly article: Article
  readonly revision: number
  readonly site: StoredSite
  /** When it expires, in ms since the epoch; missing where it does not. */
  readonly until?: number
}

/** Why a slug leads to no article: it has another slug now, it was removed, or there never was one. */
export type NoArticle =
  | { readonly kind: 'renamed'; readonly slug: string }
  | { readonly kind: 'gone'; readonly withdrawal?: Withdrawal }
  | { readonly kind: 'unknown' }

export interface ArticleRow {
  readonly key: number
  readonly published: number
  readonly data: string
  readonly body: string
  readonly revision: number
  readonly expires: number | null
  readonly sited: number | null
  readonly site: string | null
}

export const FIND_ARTICLE: Query<[slug: string], ArticleRow> = {
  name: 'article by slug',
  sql: `SELECT a.key, a.published, a.data, a.body, a.revision, a.expires, s.revision AS sited, s.data AS site
    FROM articles a LEFT JOIN site s ON s.id = 1 WHERE a.slug = ?1`,
  rows: () => 2,
}

type FormerRow = Omit<Withdrawal, 'id'> & { readonly id: string | null; readonly current: string | null }

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
 * Looks a slug up. Reads two rows for an article, that of the site among them, and at most two for a slug of the past. `now`
 * is in ms since the epoch.
 */
export async function findArticle(
  db: Database,
  slug: string,
  now = 0,
): Promise<Result<StoredArticle, NoArticle>> {
  const row = await firstRow(ask(db, FIND_ARTICLE, slug))
  return row ? success(toStored(row)) : failed(await findFormer(db, slug, now))
}

/** An article from its row. */
export function toStored(row: ArticleRow): StoredArticle {
  const article = { ...(JSON.parse(row.data) as Omit<Article, 'body'>), body: row.body }
  const { revision, expires } = row
  return { article, revision, site: siteIn(row), ...(expires !== null && { until: expires }) }
}

/** Why a slug leads to no article. Reads two rows at most. */
export async function findFormer(db: Database, slug: string, now: number): Promise<NoArticle> {
  const former = await firstRow(ask(db, FIND_FORMER, slug, now))
  if (!former) return { kind: 'unknown' }
  const { current, id, ...withdrawal } = former
  if (current !== null) return { kind: 'renamed', slug: current }
  return { kind: 'gone', ...(id !== null && { withdrawal: { id, ...withdrawal } }) }
}

function siteIn({ sited, site }: ArticleRow): StoredSite {
  if (sited === null || site === null) return { revision: 0, site: DEFAULT_SITE }
  return toStoredSite({ revision: sited, data: site })
}
