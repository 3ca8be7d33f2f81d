import { type Article, pictureOf, SITE_MARK } from '../../model/article.ts'
import { NEVER } from '../../model/lifecycle.ts'
import { type Database, prepare, type Statement } from '../database.ts'

// SITE_MARK as it stands in JSON and in a body, and a path behind it up to what can end one.
const IN_DATA = /\\u001a(\/media\/[^"\\\s,]+)/g
const IN_BODY = new RegExp(`${SITE_MARK}(/media/[^"\\s,<>]+)`, 'g')

/**
 * The paths of our own pictures and recordings that an article shows, in all their sizes: whatever stands behind
 * SITE_MARK in its data, which is `json`, or in its body.
 */
export function ownFiles({ image, pictures = [], body }: Pictured, json: string): string[] {
  const found = [...json.matchAll(IN_DATA), ...body.matchAll(IN_BODY)].map(([, path = '']) => path)
  const smaller = [image, ...pictures].flatMap((one) => smallerOf(one?.url ?? '', one?.widths ?? []))
  return [...new Set([...found, ...smaller])].sort()
}

function smallerOf(url: string, widths: readonly number[]): string[] {
  if (!url.startsWith(SITE_MARK)) return []
  return widths.map((width) => pictureOf(url.slice(SITE_MARK.length), width))
}

type Pictured = Pick<Article, 'image' | 'pictures' | 'body'>

/** SQL: the articles of run ?1 whose pictures it knows, or that it removes, by their keys. */
const TOUCHED = `
  SELECT a.key FROM staged_articles s JOIN articles a ON a.id = s.id
  WHERE s.run = ?1 AND (s.action = 'remove' OR s.media IS NOT NULL)`

/** Takes note of what the articles of a run no longer show. Comes before they are removed. */
export function hideMediaSql(db: Database, run: number): Statement[] {
  const statements = [
    `UPDATE revision SET media = number WHERE id = 1 AND EXISTS (
       SELECT 1 FROM staged_articles s JOIN articles a ON a.id = s.id JOIN media m ON m.article = a.key
       WHERE s.run = ?1 AND s.action IN ('write', 'remove')
         AND m.path NOT IN (SELECT value FROM json_each(COALESCE(s.media, '[]'))))`,
    `DELETE FROM media WHERE article IN (${TOUCHED})`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}

/** What they show from now on. Comes after they are written. */
export function showMediaSql(db: Database, run: number): Statement {
  const sql = `
    INSERT OR IGNORE INTO media (path, until, article)
    SELECT m.value, COALESCE(a.expires, ${NEVER}), a.key
    FROM staged_articles s JOIN articles a ON a.id = s.id, json_each(s.media) m
    WHERE s.run = ?1 AND s.action IN ('write', 'relist', 'keep')`
  return prepare(db, sql, run)
}
