import {
  CHUNK_SIZE,
  type ChunkBehind,
  type ChunkName,
  type DeliverMessage,
  type Topic,
} from '../../model/subscription.ts'
import { allRows, type Database, firstRow, prepare } from '../database.ts'

/** A chunk that one run serves, and no other until it ends. */
export interface ClaimedChunk extends ChunkName {
  /** By what the run is known. */
  readonly claim: string
  readonly topicOf: Topic
  /** What is to be pushed, and what the chunk has. */
  readonly pushed: number
  readonly revision: number
  /** When it got that, in ms since the epoch. */
  readonly at: number
  readonly isSlow: boolean
}

/** Whether a chunk had not got what was pushed when it was claimed. Else it was claimed for retries. */
export function isBehind({ revision, pushed }: ClaimedChunk): boolean {
  return revision < pushed
}

/** A subscription to be served. */
export interface Member {
  readonly key: number
  readonly callback: string
  readonly host: string
  readonly secret: string | null
  readonly since: number
  readonly has: number
  readonly missed: number
  readonly attempts: number
}

/** For how long a run may go on without a word, in ms: then it is taken for dead. */
export const CLAIM_MS = 60_000

/** Retries that are due within so many ms are made at once. */
const RETRIES_MS = 60_000

const IS_BEHIND = 'hub_chunks.revision < COALESCE(?7, (SELECT pushed FROM topics WHERE key = ?1))'
const HAS_RETRIES = `EXISTS (SELECT 1 FROM subscriptions s WHERE s.topic = ?1 AND s.chunk = ?2 AND s.retry_at <= ?4)`

interface ClaimRow extends Omit<ClaimedChunk, 'topicOf' | 'isSlow' | 'pushed'> {
  readonly slow: number
  /** Its topic, as JSON. */
  readonly data: string
}

const CLAIMED = `
  topic, chunk, slow, revision, at, claim, (SELECT json_object('pushed', pushed, 'url', url, 'kind', kind, 'slug', slug,
    'format', format) FROM topics WHERE key = ?1) AS data`

/**
 * Claims a chunk at `now`, in ms since the epoch. Returns `null` where another run serves it, and where there is nothing to
 * do for it: it has got what was pushed, and where retries are to be made none is due either.
 */
export async function claimChunk(
  db: Database,
  { topic, chunk, pushed, retries }: DeliverMessage,
  { claim, now }: { readonly claim: string; readonly now: number },
): Promise<ClaimedChunk | null> {
  const isDue = retries ? `(${IS_BEHIND} OR ${HAS_RETRIES})` : IS_BEHIND
  const take = `
    UPDATE hub_chunks SET claim = ?3, busy_until = ?5
    WHERE topic = ?1 AND chunk = ?2 AND busy_until <= ?6 AND ${isDue} AND ?4 > 0 RETURNING ${CLAIMED}`
  const values = [topic, chunk, claim, now + RETRIES_MS, now + CLAIM_MS, now, pushed ?? null]
  return toClaimed(await firstRow(prepare<ClaimRow>(db, take, ...values)))
}

/**
 * Keeps a chunk for another while, and reads again what is to be pushed. `null` where another run has it by now, because
 * this one was silent for too long.
 */
export async function keepChunk(
  db: Database,
  { topic, chunk, claim }: Pick<ClaimedChunk, 'topic' | 'chunk' | 'claim'>,
  now: number,
): Promise<ClaimedChunk | null> {
  const keep = `
    UPDATE hub_chunks SET busy_until = ?4 WHERE topic = ?1 AND chunk = ?2 AND claim = ?3 RETURNING ${CLAIMED}`
  return toClaimed(await firstRow(prepare<ClaimRow>(db, keep, topic, chunk, claim, now + CLAIM_MS)))
}

/** Gives a chunk up that could not be served: another run may have it from a time on, in ms since the epoch. */
export async function giveUpChunk(
  db: Database,
  { topic, chunk, claim }: Pick<ClaimedChunk, 'topic' | 'chunk' | 'claim'>,
  freeAt: number,
): Promise<void> {
  const sql = `
    UPDATE hub_chunks SET claim = NULL, busy_until = ?4 WHERE topic = ?1 AND chunk = ?2 AND claim = ?3`
  await prepare(db, sql, topic, chunk, claim, freeAt).run()
}

/**
 * Frees what runs have begun and not ended, so that others go on with it at once. Only a server that is alone and has just
 * started may call this: it knows that no run is under way, and that no message of one is in a queue.
 */
export async function forgetRuns(db: Database): Promise<void> {
  await db.batch([
    prepare(db, 'UPDATE hub_chunks SET claim = NULL, busy_until = 0 WHERE claim IS NOT NULL'),
    prepare(db, 'UPDATE topics SET announced = 0 WHERE settled = 0'),
  ])
}

function toClaimed(row: ClaimRow | null): ClaimedChunk | null {
  if (!row) return null
  const { data, slow, ...rest } = row
  const { pushed, ...topicOf } = JSON.parse(data) as Topic & { readonly pushed: number }
  return { ...rest, pushed, topicOf, isSlow: slow === 1 }
}

const MEMBERS = `
  SELECT key, callback, host, secret, since, has, missed, attempts FROM subscriptions
  WHERE topic = ?1 AND chunk = ?2 AND key > ?3 AND lease_until > ?4`

/**
 * The subscriptions of a chunk after a key whose leases go on at `now`, in ms since the epoch. Of one that was claimed for
 * retries those that are to be tried again.
 */
export function membersOf(
  db: Database,
  claimed: ClaimedChunk,
  after: number,
  now: number,
): Promise<Member[]> {
  const { topic, chunk } = claimed
  const isRetry = !isBehind(claimed)
  const until = isRetry ? [now + RETRIES_MS] : []
  // No chunk has more. With the limit the row behind its end is not read.
  const sql = `${MEMBERS} ${isRetry ? 'AND retry_at <= ?5' : ''} ORDER BY key LIMIT ${CHUNK_SIZE}`
  return allRows(prepare<Member>(db, sql, topic, chunk, after, now, ...until))
}

const urgentSql = (slow: 0 | 1) => `
  SELECT c.topic, c.chunk, t.pushed FROM topics t INDEXED BY topics_unsettled
  CROSS JOIN hub_chunks c ON c.topic = t.key AND c.revision < t.pushed
  WHERE t.settled = 0 AND t.urgent = 1 AND c.busy_until <= ?1 AND c.slow = ${slow}`

/**
 * A chunk of a topic that lost something, which has not got that and is not served: it goes before all others. Reads nothing
 * where no topic did.
 */
export async function urgentChunk(db: Database, now: number): Promise<ChunkBehind | null> {
  const sql = `${urgentSql(0)} UNION ALL ${urgentSql(1)} LIMIT 1`
  return firstRow(prepare<ChunkBehind>(db, sql, now))
}

/** The chunks with subscriptions that are to be tried again by `now`. They are due again where nobody takes them up. */
export async function takeRetries(db: Database, now: number, limit: number): Promise<ChunkName[]> {
  const sql = `
    UPDATE subscriptions SET retry_at = ?2 WHERE key IN
      (SELECT key FROM subscriptions WHERE retry_at <= ?1 ORDER BY retry_at LIMIT ?3) RETURNING topic, chunk`
  const rows = await allRows(prepare<ChunkName>(db, sql, now, now + RETRIES_MS, limit))
  return [...new Map(rows.map((row) => [`${row.topic} ${row.chunk}`, row])).values()]
}
