import type { SubscriptionRequest } from '../../model/subscription.ts'
import { allRows, type Database, firstRow, prepare, type Statement } from '../database.ts'

/** A request as it is stored, until its callback has answered. */
export interface PendingRequest extends SubscriptionRequest {
  readonly key: number
  /** How often its callback was asked. */
  readonly attempts: number
}

/** How many requests may wait in all, and how many subscriptions the callbacks of one host may have. */
const PENDING_LIMIT = 10_000
const HOST_LIMIT = 100_000

/** After so many ms a message is taken for lost, and a request is forgotten. */
const LOST_MS = 60_000
export const EXPIRES_MS = 600_000

type Row = Omit<PendingRequest, 'topic'> & PendingRequest['topic']

const COLUMNS = 'key, mode, url, kind, slug, format, spelling, callback, host, secret, lease, attempts'

const FULL = `
  (SELECT pending FROM hub WHERE id = 1) >= ${PENDING_LIMIT} OR EXISTS
  (SELECT 1 FROM hub_hosts WHERE host = ?7 AND subscriptions >= ${HOST_LIMIT})`

// What waits already is not asked twice.
const SAME = `
  EXISTS (SELECT 1 FROM hub_requests WHERE url = ?2 AND callback = ?6 AND mode = ?1 AND secret IS ?8 AND lease = ?9
    AND spelling IS ?12)`

/** SQL that counts the request which was stored before it in the same batch, where it was. */
export const TAKEN = `
  UPDATE hub SET taken = taken + 1, pending = pending + 1
  WHERE EXISTS (SELECT 1 FROM hub_requests WHERE key = hub.taken + 1)`

/**
 * Stores a request at `now`, in ms since the epoch. Returns its number; `undefined` where the same one waits already, and
 * `full` where too many wait, or where the host of its callback has too many subscriptions.
 */
export async function addRequest(
  db: Database,
  { mode, topic, spelling, callback, host, secret, lease }: SubscriptionRequest,
  now: number,
): Promise<number | 'full' | undefined> {
  const { url, kind, slug, format } = topic
  const values = [
    mode,
    url,
    kind,
    slug,
    format,
    callback,
    host,
    secret,
    lease,
    now + LOST_MS,
    now + EXPIRES_MS,
    spelling,
  ]
  const insert = `
    INSERT INTO hub_requests (key, mode, url, kind, slug, format, callback, host, secret, lease, next_at, expires,
      spelling)
    SELECT (SELECT taken FROM hub WHERE id = 1) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
    WHERE NOT (${FULL}) AND NOT ${SAME} RETURNING key`
  const [inserted, , full] = await db.batch<{ readonly key: number; readonly isFull: number }>([
    prepare(db, insert, ...values),
    prepare(db, TAKEN),
    prepare(db, `SELECT ${FULL.replace('?7', '?1')} AS isFull`, host),
  ])
  const key = inserted?.results[0]?.key
  return key ?? (full?.results[0]?.isFull ? 'full' : undefined)
}

/** The request of this number, `null` where it is answered or forgotten. */
export async function readRequest(db: Database, key: number): Promise<PendingRequest | null> {
  const row = await firstRow(prepare<Row>(db, `SELECT ${COLUMNS} FROM hub_requests WHERE key = ?1`, key))
  if (!row) return null
  const { url, kind, slug, format, ...request } = row
  return { ...request, topic: { url, kind, slug, format } }
}

/**
 * Takes note that a callback is asked now. Returns whether it is: each attempt is made once, however often a queue gives the
 * message of it.
 */
export async function beginAttempt(
  db: Database,
  key: number,
  attempts: number,
  now: number,
): Promise<boolean> {
  const sql = `
    UPDATE hub_requests SET attempts = attempts + 1, next_at = ?3 WHERE key = ?1 AND attempts = ?2 RETURNING key`
  return (await firstRow(prepare(db, sql, key, attempts, now + LOST_MS))) !== null
}

/** Puts the next attempt off until a time in ms since the epoch. */
export async function putOff(db: Database, key: number, until: number): Promise<void> {
  await prepare(db, 'UPDATE hub_requests SET next_at = ?2 WHERE key = ?1', key, until).run()
}

/** Turns a request into the denial of it, which its callback is told next. */
export async function turnIntoDenial(db: Database, key: number, now: number): Promise<void> {
  const sql = "UPDATE hub_requests SET mode = 'denied', attempts = 0, next_at = ?2 WHERE key = ?1"
  await prepare(db, sql, key, now).run()
}

/** SQL that forgets the requests for which `where` holds. */
export function forgetSql(db: Database, where: string, ...values: readonly (string | number)[]): Statement[] {
  return [
    prepare(
      db,
      `UPDATE hub SET pending = pending - (SELECT COUNT(*) FROM hub_requests WHERE ${where}) WHERE id = 1`,
      ...values,
    ),
    prepare(db, `DELETE FROM hub_requests WHERE ${where}`, ...values),
  ]
}

/** Forgets one request. */
export async function forgetRequest(db: Database, key: number): Promise<void> {
  await db.batch(forgetSql(db, 'key = ?1', key))
}

/**
 * The numbers of at most `limit` requests whose callbacks are to be asked at `now`, in ms since the epoch. They are due
 * again where nobody takes them up. What is too old is forgotten.
 */
export async function takeDueRequests(db: Database, now: number, limit: number): Promise<number[]> {
  const due = await allRows(
    prepare<{ readonly key: number; readonly expires: number }>(
      db,
      `UPDATE hub_requests SET next_at = ?2 WHERE key IN
       (SELECT key FROM hub_requests WHERE next_at <= ?1 ORDER BY next_at LIMIT ?3) RETURNING key, expires`,
      now,
      now + LOST_MS,
      limit,
    ),
  )
  const old = due.filter(({ expires }) => expires <= now)
  if (old.length > 0) {
    const keys = JSON.stringify(old.map(({ key }) => key))
    await db.batch(forgetSql(db, 'key IN (SELECT value FROM json_each(?1))', keys))
  }
  return due.filter(({ expires }) => expires > now).map(({ key }) => key)
}
