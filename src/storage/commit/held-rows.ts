import { KILLS, NEVER } from '../../model/lifecycle.ts'
import { allRows, type Database, prepare, type Statement } from '../database.ts'
import { WRITES } from '../revision.ts'

/** The columns that held articles and staged ones share. */
const SHARED = [
  ...['origin', 'id', 'slug', 'path', 'digest', 'published', 'updated', 'size', 'listed', 'expires'],
  ...['channels', 'aliases', 'media', 'words', 'data', 'body'],
]

/** SQL: whether an ending is one that nobody but the operator undoes. */
export const IS_KILL = (kind: string) => `${kind} IN (${KILLS.map((one) => `'${one}'`)})`

/** SQL: what stands in articles under the id of the staged row `s`, if that is for its origin to remove. */
const OWN_PUBLIC = 'SELECT 1 FROM articles a WHERE a.id = s.id AND (s.origin IS NULL OR a.origin = s.origin)'

/** SQL: the staged rows `s` of kills that are kept under another id than that of their article. */
const UNSEEN = `s.run = ?1 AND s.ending ->> 'unseen' IS NOT NULL AND NOT EXISTS (${OWN_PUBLIC})`

const HOLDS = "s.run = ?1 AND s.action = 'write' AND s.hold > ?2"

/** Counts the articles that a run holds. Comes before they are. `now` is in ms since the epoch. */
export function countHeldSql(db: Database, run: number, now: number): Statement<{ readonly held: number }> {
  return prepare(db, `SELECT COUNT(*) AS held FROM staged_articles s WHERE ${HOLDS}`, run, now)
}

/**
 * Puts aside what readers are not to see, before anything else of a run is looked at: articles that are killed, that have
 * expired, or whose time has not come. Held ones go into a table of their own. What of them is public is staged to be
 * taken out, and a removal of what is not public is done here.
 */
export function holdSql(db: Database, run: number, now: number): Statement[] {
  const of = (sql: string) => prepare(db, sql, run)
  const at = (sql: string) => prepare(db, sql, run, now)
  return [
    of('UPDATE revision SET writes = writes + 1 WHERE id = 1 AND EXISTS (SELECT 1 FROM runs WHERE key = ?1)'),
    of(`DELETE FROM staged_articles WHERE run = ?1 AND action <> 'remove'
      AND id IN (SELECT id FROM withdrawals WHERE ${IS_KILL('kind')})`),
    at(`UPDATE staged_articles SET action = 'remove', ending = '{"kind":"expired"}'
      WHERE run = ?1 AND action = 'write' AND expires <= ?2`),
    of(`UPDATE receipts SET data = NULL, etag = '' WHERE (origin, id) IN (
      SELECT origin, id FROM staged_articles WHERE run = ?1 AND action = 'remove' AND ending ->> 'kind' = 'expired')`),
    at(`INSERT OR REPLACE INTO held_articles (at, writes, ${SHARED})
      SELECT MIN(s.hold, ${NEVER}), ${WRITES}, ${SHARED.map((name) => `s.${name}`)} FROM staged_articles s
      WHERE ${HOLDS}`),
    at(`UPDATE staged_articles AS s SET action = 'remove', ending = '{"kind":"held"}'
      WHERE ${HOLDS} AND EXISTS (${OWN_PUBLIC})`),
    at(`DELETE FROM staged_articles AS s WHERE ${HOLDS}`),
    // Whatever is written, or removed for good, is not held any more.
    of(`DELETE FROM held_articles WHERE (origin, id) IN (
      SELECT h.origin, h.id FROM staged_articles s JOIN held_articles h ON h.id = s.id
      WHERE s.run = ?1 AND (s.action = 'write' AND s.origin = h.origin
        OR s.action = 'remove' AND COALESCE(s.ending ->> 'kind', '') <> 'held' AND (s.origin IS NULL OR s.origin = h.origin)))`),
    // A kill that comes before its article. Nobody has seen it, so nobody is told.
    at(`INSERT INTO withdrawals (id, kind, at, revision, reason, by, actor, purged)
      SELECT COALESCE(s.ending ->> 'unseen', s.id), s.ending ->> 'kind', COALESCE(s.ending ->> 'at', ?2), 0, s.ending ->> 'reason', s.ending ->> 'by',
        r.actor, 1
      FROM staged_articles s JOIN runs r ON r.key = s.run
      WHERE s.run = ?1 AND s.action = 'remove' AND ${IS_KILL("s.ending ->> 'kind'")} AND NOT EXISTS (${OWN_PUBLIC})
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, by = excluded.by
      WHERE kind <> 'legal'`),
    // Its desk finds it by the id that it had, and by its key.
    of(`UPDATE receipts SET id = s.ending ->> 'unseen' FROM staged_articles s
      WHERE ${UNSEEN} AND receipts.origin = s.origin AND receipts.id = s.id`),
    at(`INSERT OR IGNORE INTO receipts (origin, name, id, etag, at)
      SELECT s.origin, s.id, s.ending ->> 'unseen', '', ?2 FROM staged_articles s WHERE ${UNSEEN}`),
    // Runs that nobody has ended keep their texts for an hour.
    of(`DELETE FROM staged_articles WHERE run <> ?1 AND EXISTS (
      SELECT 1 FROM staged_articles s WHERE s.run = ?1 AND s.id = staged_articles.id AND ${IS_KILL("s.ending ->> 'kind'")}
        AND (s.origin IS NULL OR s.origin = staged_articles.origin))`),
    of(
      `DELETE FROM staged_articles AS s WHERE run = ?1 AND action = 'remove' AND NOT EXISTS (${OWN_PUBLIC})`,
    ),
  ]
}

/** The ids of the held articles of an origin, by those of these names that they have. Nobody else may learn of them. */
export async function findHeldNames(
  db: Database,
  origin: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const sql = `
    SELECT k.value AS name, h.id FROM held_articles h, json_each(h.aliases) k
    WHERE h.origin = ?1 AND k.value IN (SELECT value FROM json_each(?2))`
  const rows = await allRows(prepare<{ name: string; id: string }>(db, sql, origin, JSON.stringify(names)))
  return new Map(rows.map(({ name, id }) => [name, id]))
}

/** A held article whose time has come. */
export interface DueArticle {
  readonly origin: string
  readonly id: string
  readonly slug: string
  readonly writes: number
  /** Milliseconds since the epoch. */
  readonly published: number
  readonly updated: number
  /** Whether what had its id was killed for everybody. */
  readonly killed: 0 | 1
}

/** Held articles that are due at `now`, in ms since the epoch, the first ones first. */
export async function dueArticles(db: Database, now: number, limit: number): Promise<DueArticle[]> {
  const sql = `
    SELECT origin, id, slug, writes, published, updated,
      EXISTS (SELECT 1 FROM withdrawals w WHERE w.id = held_articles.id AND ${IS_KILL('w.kind')}) AS killed
    FROM held_articles WHERE at <= ?1 AND blocked IS NULL ORDER BY at, origin, id LIMIT ?2`
  return (await prepare(db, sql, now, limit).all<DueArticle>()).results
}

/** What of a released article is not as it was held. */
const SETTLED: Readonly<Record<string, string>> = {
  slug: "d.value ->> 'slug'",
  updated: "d.value ->> 'updated'",
  data: "json_set(h.data, '$.slug', d.value ->> 'slug', '$.updated.instant', d.value ->> 'updated')",
}

const RELEASE = `
  INSERT OR IGNORE INTO staged_articles (run, action, released, ${SHARED})
  SELECT ?1, 'write', h.writes, ${SHARED.map((name) => SETTLED[name] ?? `h.${name}`)}
  FROM json_each(?2) d JOIN held_articles h
    ON h.origin = d.value ->> 'origin' AND h.id = d.value ->> 'id' AND h.writes = d.value ->> 'writes'`

/** Stages held articles to be written, with the slug and the update time that are given here. */
export async function stageReleases(db: Database, run: number, due: readonly DueArticle[]): Promise<void> {
  await prepare(db, RELEASE, run, JSON.stringify(due)).run()
}

/** Takes note of why a held article can't be released. It waits until somebody writes it again. */
export async function blockRelease(db: Database, { origin, id, writes }: DueArticle, reason: string) {
  const sql = 'UPDATE held_articles SET blocked = ?4 WHERE origin = ?1 AND id = ?2 AND writes = ?3'
  await prepare(db, sql, origin, id, writes, reason).run()
}
