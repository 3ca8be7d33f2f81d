import { CHUNK_SIZE } from '../../model/subscription.ts'
import { allRows, type Database, firstRow, prepare, type Statement } from '../database.ts'
import { EXPIRES_MS, forgetSql, type PendingRequest, TAKEN } from './requests.ts'

/** The most subscriptions that one statement takes out. */
const MOST_REMOVED = 5000

const TOPIC = '(SELECT key FROM topics WHERE url = ?1)'
const OWN = `SELECT 1 FROM subscriptions WHERE topic = ${TOPIC} AND callback = ?2`
const OPEN = `SELECT chunk FROM hub_chunks WHERE topic = ${TOPIC} AND slow = 0 AND size < ${CHUNK_SIZE}`

const THERE = `EXISTS (SELECT 1 FROM topics h JOIN channels USING (kind, slug) WHERE h.url = ?1)`

// Feeds can be subscribed to while their channel is there. Who subscribes while a push goes on gets the whole document
// at once: it may have read the feed before.
const ADD = {
  topic: `
    INSERT OR IGNORE INTO topics (url, kind, slug, format, seen, pushed)
    SELECT ?1, kind, slug, ?4, revision, revision FROM channels WHERE kind = ?2 AND slug = ?3`,
  chunk: `
    INSERT INTO hub_chunks (topic, chunk, slow, revision, at)
    SELECT t.key, COALESCE((SELECT MAX(chunk) FROM hub_chunks WHERE topic = t.key), 0) + 1, 0, t.pushed, ?3
    FROM topics t WHERE t.url = ?1 AND ${THERE} AND NOT EXISTS (${OWN}) AND NOT EXISTS (${OPEN})`,
  host: `
    INSERT INTO hub_hosts (host, subscriptions)
    SELECT ?3, 1 WHERE NOT EXISTS (${OWN}) AND ${THERE}
    ON CONFLICT (host) DO UPDATE SET subscriptions = subscriptions + 1`,
  subscription: `
    INSERT INTO subscriptions (topic, chunk, callback, host, secret, since, lease_until, request, missed, retry_at,
      spelling)
    SELECT key, COALESCE((${OPEN} ORDER BY chunk LIMIT 1), 0), ?2, ?3, ?4, ?5, ?6, ?7, 1 - settled,
      CASE settled WHEN 1 THEN NULL ELSE ?5 END, ?8
    FROM topics WHERE url = ?1 AND ${THERE}
    ON CONFLICT (topic, callback) DO UPDATE SET secret = excluded.secret, lease_until = excluded.lease_until,
      request = excluded.request, spelling = excluded.spelling WHERE request < excluded.request`,
  size: `
    UPDATE hub_chunks SET size = (SELECT COUNT(*) FROM subscriptions s
      WHERE s.topic = hub_chunks.topic AND s.chunk = hub_chunks.chunk)
    WHERE (topic, chunk) IN (SELECT topic, chunk FROM subscriptions WHERE topic = ${TOPIC} AND callback = ?2)`,
}

/**
 * Makes the subscription that a verified request asks for, or renews it, with all that it says. `now` is in ms since the
 * epoch, and so is `sent`, when its callback was asked: the lease begins then. Returns whether there is such a feed.
 */
export async function subscribe(
  db: Database,
  request: PendingRequest,
  sent: number,
  now: number,
): Promise<boolean> {
  const { key, topic, spelling, callback, host, secret, lease } = request
  const { url, kind, slug, format } = topic
  const results = await db.batch<{ readonly key: number }>([
    prepare(db, ADD.topic, url, kind, slug, format),
    prepare(db, ADD.chunk, url, callback, now),
    prepare(db, ADD.host, url, callback, host),
    prepare(db, ADD.subscription, url, callback, host, secret, now, sent + lease * 1000, key, spelling),
    prepare(db, ADD.size, url, callback),
    ...doneSql(db, request, THERE),
    prepare(db, `SELECT 1 AS key WHERE ${THERE}`, url),
  ])
  return (results.at(-1)?.results.length ?? 0) > 0
}

/** Whether a callback has a subscription. */
export async function isSubscribed(db: Database, { topic, callback }: PendingRequest): Promise<boolean> {
  return (await firstRow(prepare(db, OWN, topic.url, callback))) !== null
}

/** Ends the subscription that a verified request names, unless a later request has made it. */
export async function unsubscribe(db: Database, request: PendingRequest): Promise<void> {
  const { key, topic, callback } = request
  const where = `topic = ${TOPIC} AND callback = ?2 AND request < ?3`
  await db.batch([...removeSql(db, where, topic.url, callback, key), ...doneSql(db, request)])
}

// What was asked before it is void, so that answers in the other order change nothing.
function doneSql(db: Database, { key, topic, callback }: PendingRequest, condition = 'true'): Statement[] {
  const where = `url = ?1 AND callback = ?2 AND key <= ?3 AND ${condition}`
  return forgetSql(db, where, topic.url, callback, key)
}

/** SQL that takes out the subscriptions for which `where` holds. */
export function removeSql(db: Database, where: string, ...values: readonly (string | number)[]): Statement[] {
  const doomed = `FROM subscriptions s WHERE ${where}`
  // Counted in one go: of thousands that end at once, each may be of another chunk.
  return [
    `UPDATE hub_chunks SET size = size - n FROM
       (SELECT s.topic AS t, s.chunk AS c, COUNT(*) AS n ${doomed} GROUP BY 1, 2) WHERE topic = t AND chunk = c`,
    `UPDATE hub_hosts SET subscriptions = subscriptions - n FROM
       (SELECT s.host AS h, COUNT(*) AS n ${doomed} GROUP BY 1) WHERE host = h`,
    `DELETE FROM hub_hosts WHERE subscriptions <= 0 AND host IN (SELECT s.host ${doomed})`,
    `DELETE FROM subscriptions WHERE key IN (SELECT s.key ${doomed})`,
  ].map((sql) => prepare(db, sql, ...values))
}

/**
 * Ends a subscription at `now`, in ms since the epoch, and takes down that its callback is to be told. Returns whether there
 * was one of this key.
 */
export async function denySubscription(db: Database, key: number, now: number): Promise<boolean> {
  const deny = `
    INSERT INTO hub_requests (key, mode, url, kind, slug, format, spelling, callback, host, lease, next_at, expires)
    SELECT (SELECT taken FROM hub WHERE id = 1) + 1, 'denied', t.url, t.kind, t.slug, t.format, s.spelling, s.callback, s.host, 0, ?2, ?3
    FROM subscriptions s JOIN topics t ON t.key = s.topic WHERE s.key = ?1 RETURNING key`
  const [denied] = await db.batch<{ readonly key: number }>([
    prepare(db, deny, key, now, now + EXPIRES_MS),
    prepare(db, TAKEN),
    ...removeSql(db, 's.key = ?1', key),
  ])
  return denied?.results.length === 1
}

/** Takes out subscriptions whose lease has ended by `now`, in ms since the epoch, a part of them where they are many. */
export async function removeEnded(db: Database, now: number): Promise<void> {
  const ended = `SELECT key FROM subscriptions WHERE lease_until <= ?1 ORDER BY lease_until LIMIT ${MOST_REMOVED}`
  if ((await allRows(prepare(db, ended.replace(String(MOST_REMOVED), '1'), now))).length === 0) return
  await db.batch(removeSql(db, `s.key IN (${ended})`, now))
}
