import type { Source } from '../../model/source.ts'
import type { Database } from '../database.ts'
import { registrySql } from '../registry.ts'
import { NUMBER, STAMP } from '../revision.ts'
import { indexSql, unindexSql } from '../search-index.ts'
import { countArrivingSql, countLeavingSql } from './channel-counts.ts'
import { aliasSql, contentWinsSql } from './content-wins.ts'
import { channelSql } from './touched-channels.ts'
import { departSql, entrySql } from './touched-entries.ts'

/**
 * A staged run becomes the stored articles, in one transaction:
 *
 *   a registry that is new is kept, and the polls that it asks for
 *   polled articles that give way to what content/ has are staged too
 *   staged rows that change nothing are set to 'keep'
 *   the revision moves, if anything changes; if another write came between, it becomes NULL, which its
 *     column refuses, and the whole transaction with it
 *   the slugs that are given up are remembered
 *   touched articles are taken out of the search index
 *   channels that list a touched article now are stamped; entries that end are taken out, and off their counts
 *   articles are removed and written
 *   channels that list a touched article from now on are made or stamped; its new entries are put in
 *   the archives of all these entries are stamped
 *   the words of the articles are put into the search index
 *   what the articles are known again by is kept
 *   the staged rows go
 */
export async function switchOver(db: Database, change: Change): Promise<SwitchOver> {
  const before = [...registrySql(db, change), ...contentWinsSql(db, change.run)]
  const statements = [
    ...before,
    ...revisionSql(db, change),
    ...leaveSql(db, change.run),
    ...unindexSql(db, change.run),
    countLeavingSql(db, change.run),
    ...departSql(db, change.run),
    ...articleSql(db, change.run),
    ...channelSql(db, change),
    ...entrySql(db, change.run),
    countArrivingSql(db, change.run),
    ...indexSql(db, change.run),
    ...aliasSql(db, change.run),
  ]
  const finish = [
    db.prepare('DELETE FROM staged_articles WHERE run = ?1').bind(change.run),
    db.prepare('SELECT number FROM revision WHERE id = 1'),
  ]
  try {
    const results = await db.batch<Record<string, number>>([...statements, ...finish])
    const counts = results[before.length + COUNTS]?.results[0]
    const { added = 0, changed = 0, removed = 0 } = counts ?? {}
    return { done: true, added, changed, removed, revision: results.at(-1)?.results[0]?.number ?? 0 }
  } catch (error) {
    if (error instanceof Error && error.message.includes('revision.number')) return { done: false }
    throw error
  }
}

export interface Change {
  readonly run: string
  /** The revision that the change was planned on. */
  readonly expected: number
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Digest of the source registry. */
  readonly registry: string
  /** Every source of the registry. */
  readonly sources: readonly Source[]
}

/** The numbers of articles touched and the revision after it; not done where another write came between. */
export type SwitchOver =
  | {
      readonly done: true
      readonly added: number
      readonly changed: number
      readonly removed: number
      readonly revision: number
    }
  | { readonly done: false }

const TOUCHED = `
  SELECT a.key FROM staged_articles s JOIN articles a ON a.id = s.id
  WHERE s.run = ?1 AND s.action IN ('write', 'remove')`

/** Which of these statements counts. */
const COUNTS = 2

function revisionSql(db: Database, { run, expected, now, registry }: Change): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `UPDATE staged_articles AS s SET action = 'keep'
         WHERE run = ?1 AND action = 'write' AND EXISTS (
           SELECT 1 FROM articles a WHERE a.id = s.id AND a.origin = s.origin AND a.data = s.data AND a.body = s.body)`,
      )
      .bind(run),
    db
      .prepare(
        `UPDATE revision SET registry = ?4, number = CASE
           WHEN number <> ?2 THEN NULL
           WHEN registry <> ?4 OR EXISTS (
             SELECT 1 FROM staged_articles WHERE run = ?1 AND action <> 'keep') THEN MAX(number + 1, ?3)
           ELSE number END
         WHERE id = 1`,
      )
      .bind(run, expected, now, registry),
    db
      .prepare(
        `SELECT COUNT(*) FILTER (WHERE s.action = 'write' AND a.id IS NULL) AS added,
           COUNT(*) FILTER (WHERE s.action = 'write' AND a.id IS NOT NULL) AS changed,
           COUNT(*) FILTER (WHERE s.action = 'remove') AS removed
         FROM staged_articles s LEFT JOIN articles a ON a.id = s.id WHERE s.run = ?1`,
      )
      .bind(run),
  ]
}

function leaveSql(db: Database, run: string): D1PreparedStatement[] {
  const statements = [
    `INSERT OR REPLACE INTO former_slugs (slug, article_id)
     SELECT a.slug, COALESCE(s.heir, a.id) FROM staged_articles s JOIN articles a ON a.id = s.id
     WHERE s.run = ?1 AND (s.action = 'remove' OR s.action = 'write' AND s.slug <> a.slug)`,
    `UPDATE channels SET ${STAMP}
     WHERE key IN (SELECT channel FROM entries WHERE article IN (${TOUCHED}))`,
  ]
  return statements.map((sql) => db.prepare(sql).bind(run))
}

function articleSql(db: Database, run: string): D1PreparedStatement[] {
  const statements = [
    `DELETE FROM articles WHERE id IN (SELECT id FROM staged_articles WHERE run = ?1 AND action = 'remove')`,
    // Two articles may exchange slugs or update times, so all of them let go of theirs first.
    `UPDATE articles SET slug = char(26) || key, updated = -key
     WHERE id IN (SELECT id FROM staged_articles WHERE run = ?1 AND action = 'write')`,
    `INSERT INTO articles (id, slug, origin, path, digest, published, updated, revision, size, data, body)
     SELECT id, slug, origin, path, digest, published, updated, ${NUMBER}, size, data, body
     FROM staged_articles WHERE run = ?1 AND action = 'write' ORDER BY path
     ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, origin = excluded.origin, path = excluded.path,
       digest = excluded.digest, published = excluded.published, updated = excluded.updated,
       revision = excluded.revision, size = excluded.size, data = excluded.data, body = excluded.body`,
    `UPDATE articles SET path = s.path, digest = s.digest FROM staged_articles s
     WHERE s.run = ?1 AND s.action = 'keep' AND articles.id = s.id`,
    `DELETE FROM former_slugs WHERE slug IN (
       SELECT slug FROM staged_articles WHERE run = ?1 AND action = 'write')`,
  ]
  return statements.map((sql) => db.prepare(sql).bind(run))
}
