import { type Ending, NEVER, NOTICE_MS } from '../../model/lifecycle.ts'
import { type Database, prepare, type Statement } from '../database.ts'
import { NUMBER, STAMP } from '../revision.ts'
import { IS_KILL } from './held-rows.ts'

/** SQL: staged removals after which the article is gone, as rows `s`; `kind` says why. */
const GONE = `
  SELECT s.*, COALESCE(s.ending ->> 'kind', 'deleted') AS kind FROM staged_articles s
  WHERE s.run = ?1 AND s.action = 'remove' AND s.heir IS NULL AND COALESCE(s.ending ->> 'kind', '') <> 'held'`

/**
 * Takes note of the articles that a run ends, and in which channels they were, so that feeds can tell of it. Comes before
 * articles and entries are changed. `now` is in ms since the epoch.
 */
export function withdrawSql(db: Database, run: number, now: number): Statement[] {
  const at = (sql: string) => prepare(db, sql, run, now)
  return [
    at(`INSERT INTO withdrawals (id, slug, kind, at, revision, origin, language, "offset", reason, by, actor,
        notice_until)
      SELECT s.id, a.slug, s.kind, MIN(?2, COALESCE(s.ending ->> 'at', ?2)), ${NUMBER}, a.origin, a.data ->> 'language',
        a.data ->> '$.published.offset',
        s.ending ->> 'reason', s.ending ->> 'by', COALESCE(NULLIF(r.actor, ''), a.origin), ?2 + ${NOTICE_MS}
      FROM (${GONE}) s JOIN articles a ON a.id = s.id JOIN runs r ON r.key = s.run WHERE true
      ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, kind = excluded.kind, at = excluded.at,
        revision = excluded.revision, reason = excluded.reason, by = excluded.by, actor = excluded.actor,
        notice_until = excluded.notice_until, purged = 0`),
    at(`INSERT OR IGNORE INTO withdrawn_entries (channel, at, id)
      SELECT e.channel, ?2, s.id FROM (${GONE}) s JOIN articles a ON a.id = s.id JOIN entries e ON e.article = a.key`),
  ]
}

const COME_BACK = `
  SELECT s.id FROM staged_articles s JOIN withdrawals w ON w.id = s.id
  WHERE s.run = ?1 AND s.action = 'write' AND NOT ${IS_KILL('w.kind')}`

/** SQL: the channels that tell of something that run ?1 writes once more. */
export const TELLING = `SELECT channel FROM withdrawn_entries WHERE id IN (${COME_BACK})`

/** What a run writes is not gone any more. Comes after the channels that tell of it are stamped. */
export function comeBackSql(db: Database, run: number): Statement[] {
  return ['withdrawn_entries', 'withdrawals'].map((table) =>
    prepare(db, `DELETE FROM ${table} WHERE id IN (${COME_BACK})`, run),
  )
}

// What has been stamped may have gained or lost notices. One that was emptied has lost what it was called: its slug, which
// is its address, stands in. Only the registry gives names to channels that list nothing.
const CHANNELS = [
  `UPDATE channels SET notices = (SELECT COUNT(*) FROM withdrawn_entries w WHERE w.channel = channels.key)
   WHERE revision = ${NUMBER}`,
  `UPDATE channels SET title = slug
   WHERE revision = ${NUMBER} AND entries = 0 AND kind IN ('tags', 'authors', 'languages')`,
]

/** Brings channels in line with their notices. Comes after entries are counted. */
export function noticeSql(db: Database): Statement[] {
  return CHANNELS.map((sql) => prepare(db, sql))
}

/** Ends versions and begins new ones. Comes after articles are written and before the run goes. */
export function versionSql(db: Database, run: number, now: number): Statement[] {
  const ended = `
    UPDATE versions SET ended = ?2, action = CASE s.action WHEN 'remove' THEN
        CASE WHEN s.heir IS NULL THEN COALESCE(s.ending ->> 'kind', 'deleted') ELSE 'merged' END ELSE versions.action END,
      ended_by = COALESCE(NULLIF(r.actor, ''), s.origin, '')
    FROM staged_articles s JOIN runs r ON r.key = s.run
    WHERE s.run = ?1 AND s.action IN ('write', 'remove') AND versions.id = s.id AND versions.ended IS NULL`
  const begun = `
    INSERT OR REPLACE INTO versions (id, revision, at, digest, origin, action, actor)
    SELECT s.id, ${NUMBER}, ?2, s.digest, s.origin, 'write', COALESCE(NULLIF(r.actor, ''), s.origin)
    FROM staged_articles s JOIN runs r ON r.key = s.run WHERE s.run = ?1 AND s.action = 'write'`
  return [ended, begun].map((sql) => prepare(db, sql, run, now))
}

const MOVE = `
  UPDATE revision SET writes = writes + 1, number = MAX(number + 1, ?1) WHERE id = 1 AND $MOVES`

/** SQL: stamps the channels that tell of the withdrawals `ids`, because what they tell of these changes. */
const STAMP_TELLING = (ids: string) => `
  UPDATE channels SET ${STAMP}, withdrawn = ${NUMBER}
  WHERE key IN (SELECT channel FROM withdrawn_entries WHERE id IN (${ids}))`

/** SQL: makes channels tell no longer of the withdrawals `ids`. */
const FORGET = (ids: string) => [STAMP_TELLING(ids), `DELETE FROM withdrawn_entries WHERE id IN (${ids})`]

/**
 * Lets feeds tell no longer of what was withdrawn long ago, by `now` in ms since the epoch. Channels that have been empty
 * and silent for a day go: until then the caches in front of the Worker are purged by their rows.
 */
export async function endNotices(db: Database, now: number): Promise<void> {
  const ended = `SELECT id FROM withdrawals WHERE notice_until <= ?1`
  const statements = [
    MOVE.replace('$MOVES', `EXISTS (${ended})`),
    ...FORGET(ended),
    `UPDATE withdrawals SET notice_until = NULL WHERE notice_until <= ?1`,
  ]
  const swept = `
    DELETE FROM channels WHERE entries = 0 AND notices = 0 AND kind IN ('tags', 'authors', 'languages')
      AND revision < ?1 - 86400000`
  await db.batch([
    ...statements.map((sql) => prepare(db, sql, now)),
    ...noticeSql(db),
    prepare(db, swept, now),
    dueSql(db),
  ])
}

/**
 * Makes a kill of what was only deleted or had expired, by `now` in ms since the epoch: readers are told why, and it can't
 * come back. Returns whether there was such a thing.
 */
export async function turnIntoKill(
  db: Database,
  {
    id,
    origin,
    ending,
    actor,
    now,
  }: {
    readonly id: string
    /** The origin whose held article of this id goes too; each one where nothing is said. */
    readonly origin?: string | undefined
    readonly ending: Ending
    readonly actor: string
    readonly now: number
  },
): Promise<boolean> {
  const gone = `SELECT id FROM withdrawals WHERE id = ?2 AND NOT ${IS_KILL('kind')}`
  const { kind, reason = null, by = null } = ending
  const results = await db.batch<{ id: string }>([
    prepare(db, MOVE.replace('$MOVES', `EXISTS (${gone})`), now, id),
    prepare(db, STAMP_TELLING(gone), now, id),
    // It may be held once more by now.
    ...['DELETE FROM held_articles', "UPDATE receipts SET data = NULL, etag = ''"].map((sql) =>
      prepare(db, `${sql} WHERE id IN (${gone}) AND origin = COALESCE(?1, origin)`, origin ?? null, id),
    ),
    prepare(
      db,
      `UPDATE withdrawals SET kind = ?3, at = ?1, revision = ${NUMBER}, reason = ?4, by = ?5, actor = ?6,
         notice_until = ?1 + ${NOTICE_MS}, purged = 0
       WHERE id IN (${gone}) RETURNING id`,
      ...[now, id, kind, reason, by, actor],
    ),
    dueSql(db),
  ])
  return results.some(({ results: [row] }) => row?.id === id)
}

/** Undoes a kill, by `now` in ms since the epoch. What was killed is not brought back, but it may come back. */
export async function liftKill(db: Database, id: string, now: number): Promise<boolean> {
  const killed = `SELECT id FROM withdrawals WHERE id = ?2 AND ${IS_KILL('kind')}`
  const statements = [
    MOVE.replace('$MOVES', `EXISTS (SELECT 1 FROM withdrawn_entries WHERE id IN (${killed}))`),
    ...FORGET(killed),
  ]
  const results = await db.batch<{ id: string }>([
    ...statements.map((sql) => prepare(db, sql, now, id)),
    ...noticeSql(db),
    prepare(db, `DELETE FROM withdrawals WHERE id = ?1 AND ${IS_KILL('kind')} RETURNING id`, id),
    ...giveBackSql(db, id),
    dueSql(db),
  ])
  return results.some(({ results: [row] }) => row?.id === id)
}

/**
 * Gives the id that it had back to what was killed under another one, see Ending. That is the name under which its desk
 * finds it without a key.
 */
function giveBackSql(db: Database, id: string): Statement[] {
  const ownId = `SELECT name FROM receipts r WHERE r.id = ?1 AND r.origin = receipts.origin AND r.name GLOB '*:*'
    AND r.name NOT GLOB 'item:*' AND r.name <> ?1`
  const statements = [
    `UPDATE receipts SET id = (${ownId}) WHERE id = ?1 AND name NOT GLOB '*:*' AND EXISTS (${ownId})`,
    `DELETE FROM receipts WHERE id = ?1 AND name GLOB '*:*' AND EXISTS (
       SELECT 1 FROM receipts k WHERE k.id = receipts.name AND k.origin = receipts.origin AND k.name <> receipts.name)`,
    `UPDATE receipts SET id = name WHERE id = ?1 AND name GLOB '*:*' AND name NOT GLOB 'item:*'`,
  ]
  return statements.map((sql) => prepare(db, sql, id))
}

const EXPIRIES = [
  `UPDATE channels SET until = (
     SELECT MIN(expires) FROM entries WHERE channel = channels.key AND expires IS NOT NULL)
   WHERE revision = ${NUMBER}`,
  `UPDATE revision SET until = (SELECT MIN(expires) FROM articles WHERE expires IS NOT NULL) WHERE id = 1`,
]

/** When anything is to be done by the clock, and until when channels are as they are. Comes last in a write. */
export function untilSql(db: Database): Statement[] {
  return [...EXPIRIES.map((sql) => prepare(db, sql)), dueSql(db)]
}

function dueSql(db: Database): Statement {
  const sql = `
    UPDATE revision SET due = MIN(
      COALESCE(until, ${NEVER}),
      COALESCE((SELECT MIN(at) FROM held_articles WHERE blocked IS NULL), ${NEVER}),
      COALESCE((SELECT MIN(notice_until) FROM withdrawals WHERE notice_until IS NOT NULL), ${NEVER}))
    WHERE id = 1`
  return prepare(db, sql)
}
