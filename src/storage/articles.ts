import type { Article } from '../model/article.ts'
import type { Database } from './database.ts'

/** A stored article and the revision of its last change. */
export interface StoredArticle {
  readonly article: Article
  readonly revision: number
}

/** What a slug leads to: an article, the new slug of a renamed one, one that is gone, or nothing. */
export type SlugLookup =
  | ({ readonly found: 'article' } & StoredArticle)
  | { readonly found: 'moved'; readonly slug: string }
  | { readonly found: 'gone' }
  | { readonly found: 'nothing' }

const FIND = 'SELECT data, body, revision FROM articles WHERE slug = ?1'

const FIND_FORMER = `
  SELECT f.slug AS former, a.slug AS current
  FROM former_slugs f LEFT JOIN articles a ON a.id = f.article_id
  WHERE f.slug = ?1`

/** Looks a slug up. Reads one row for an article, at most two for a slug of the past. */
export async function findArticle(db: Database, slug: string): Promise<SlugLookup> {
  const row = await db.prepare(FIND).bind(slug).first<{ data: string; body: string; revision: number }>()
  if (row) {
    const article = { ...(JSON.parse(row.data) as Omit<Article, 'body'>), body: row.body }
    return { found: 'article', article, revision: row.revision }
  }
  const former = await db.prepare(FIND_FORMER).bind(slug).first<{ current: string | null }>()
  if (!former) return { found: 'nothing' }
  return former.current === null ? { found: 'gone' } : { found: 'moved', slug: former.current }
}
