import { bucketOf } from '../../model/operation.ts'
import { CHUNK_SIZE, type Outcome, RECEIPT_BUCKETS } from '../../model/subscription.ts'
import { type Database, prepare, type Statement } from '../database.ts'
import type { ClaimedChunk, Member } from './chunks.ts'
import { removeSql } from './subscriptions.ts'

/** What became of a delivery to a subscription. */
export interface Delivered {
  readonly member: Member
  readonly outcome: Outcome
  /** When it is tried again, in ms since the epoch; null where it is not. */
  readonly retryAt: number | null
}

/** What a run has done, and at which revision the documents were that it sent. */
export interface RunOutcome {
  readonly delivered: readonly Delivered[]
  readonly revision: number
  readonly now: number
}

const HOUR_MS = 3_600_000

/**
 * Takes note of deliveries. Of those that succeeded as usual nothing is written but their number. Whoever was slow or failed
 * moves among the slow ones of its topic, and whoever was quick there moves back.
 */
export function outcomeSql(db: Database, chunk: ClaimedChunk, { delivered, revision, now }: RunOutcome) {
  const gone = keysOf(delivered.filter(({ outcome }) => outcome.kind === 'gone'))
  const failed = delivered.flatMap(({ member: { key, attempts }, outcome, retryAt }) =>
    outcome.kind === 'failed'
      ? [{ key, retryAt, attempts: retryAt === null ? 0 : attempts + 1, status: outcome.status }]
      : [],
  )
  const healed = keysOf(
    delivered.filter(({ member, outcome }) => outcome.kind === 'delivered' && isUnwell(member)),
  )
  const moved = delivered.filter(({ outcome }) => outcome.kind !== 'gone' && isSlow(outcome) !== chunk.isSlow)
  return [
    ...(gone.length > 0 ? removeSql(db, 's.key IN (SELECT value FROM json_each(?1))', json(gone)) : []),
    ...(failed.length > 0 ? [prepare(db, FAILED, json(failed))] : []),
    ...(healed.length > 0 ? [prepare(db, HEALED, json(healed))] : []),
    ...(moved.length > 0 ? moveSql(db, chunk, keysOf(moved), { revision, now }) : []),
    ...countSql(db, delivered, now),
  ]
}

/** Members whose deliveries another run does not wait for: each is tried again at a time, unless it ends before. */
export function parkSql(db: Database, members: readonly Member[], retryAt: number): Statement {
  const sql = `
    UPDATE subscriptions SET missed = 1, retry_at = ?2 WHERE key IN (SELECT value FROM json_each(?1))`
  return prepare(db, sql, json(members.map(({ key }) => key)), retryAt)
}

/** Takes note that all of a chunk were sent a revision, while the run that sent it goes on. */
export function reachedSql(
  db: Database,
  { topic, chunk, claim }: ClaimedChunk,
  { revision, now }: { readonly revision: number; readonly now: number },
): Statement {
  const reach =
    'UPDATE hub_chunks SET revision = ?4, at = ?5 WHERE topic = ?1 AND chunk = ?2 AND claim = ?3 AND revision < ?4'
  return prepare(db, reach, topic, chunk, claim, revision, now)
}

/** How a run ended. Times are in ms since the epoch. */
export interface RunEnd {
  /** What its chunk has. */
  readonly revision: number
  readonly now: number
  readonly freeAt: number
  readonly noted: readonly Statement[]
}

/**
 * Ends a run, after what is `noted` of its deliveries: the chunk has what was sent. Another run may serve it from `freeAt`
 * on, in ms since the epoch. All of it is one transaction. Returns what has been pushed since; `undefined` where nothing was.
 */
export async function endRun(
  db: Database,
  { topic, chunk, claim }: ClaimedChunk,
  { revision, now, freeAt, noted }: RunEnd,
): Promise<number | undefined> {
  const end = `
    UPDATE hub_chunks SET revision = MAX(revision, ?4), at = CASE WHEN ?4 > revision THEN ?5 ELSE at END, claim = NULL,
      busy_until = ?6
    WHERE topic = ?1 AND chunk = ?2 AND claim = ?3`
  const results = await db.batch<{ readonly pushed: number }>([
    ...noted,
    prepare(db, end, topic, chunk, claim, revision, now, freeAt),
    prepare(db, 'SELECT pushed FROM topics WHERE key = ?1 AND pushed > ?2', topic, revision),
  ])
  return results.at(-1)?.results[0]?.pushed
}

const FAILED = `
  UPDATE subscriptions SET missed = 1, retry_at = v.value ->> 'retryAt', attempts = v.value ->> 'attempts',
    status = v.value ->> 'status' FROM json_each(?1) v WHERE subscriptions.key = v.value ->> 'key'`
const HEALED = `
  UPDATE subscriptions SET missed = 0, retry_at = NULL, attempts = 0, status = NULL
  WHERE key IN (SELECT value FROM json_each(?1))`

function isUnwell({ missed, attempts }: Member): boolean {
  return missed === 1 || attempts > 0
}

function isSlow(outcome: Outcome): boolean {
  return outcome.kind === 'failed' || (outcome.kind === 'delivered' && outcome.isSlow)
}

const TARGET = `
  SELECT chunk FROM hub_chunks WHERE topic = ?1 AND slow = ?2 AND size <= ${CHUNK_SIZE} - json_array_length(?3)
  AND size < ${CHUNK_SIZE}`

/**
 * Moves subscriptions to a chunk of the other kind. That may have got more by now, or less: so each takes along what it has,
 * and who has not got all by then gets the whole document at once.
 */
function moveSql(
  db: Database,
  { topic, chunk, isSlow }: ClaimedChunk,
  keys: readonly number[],
  { revision, now }: Pick<RunOutcome, 'revision' | 'now'>,
): Statement[] {
  const slow = isSlow ? 0 : 1
  const list = json(keys)
  const make = `
    INSERT INTO hub_chunks (topic, chunk, slow, revision, at)
    SELECT ?1, MAX(chunk) + 1, ?2, ?4, ?5 FROM hub_chunks WHERE topic = ?1 AND NOT EXISTS (${TARGET}) HAVING COUNT(*) > 0`
  const move = `
    UPDATE subscriptions SET chunk = (${TARGET} ORDER BY chunk LIMIT 1), has = CASE missed WHEN 1 THEN has ELSE ?4 END,
      missed = MAX(missed, (SELECT pushed > ?4 FROM topics WHERE key = ?1)),
      retry_at = CASE (SELECT pushed > ?4 FROM topics WHERE key = ?1) WHEN 1 THEN ?5 ELSE retry_at END
    WHERE key IN (SELECT value FROM json_each(?3))`
  // All were moved to one chunk, but for those that have left in the meantime.
  const recount = `
    UPDATE hub_chunks SET size = (SELECT COUNT(*) FROM subscriptions s WHERE s.topic = ?1 AND s.chunk = hub_chunks.chunk)
    WHERE topic = ?1 AND chunk IN (?2, (SELECT chunk FROM subscriptions WHERE key IN (SELECT value FROM json_each(?3)) LIMIT 1))`
  return [
    prepare(db, make, topic, slow, list, revision, now),
    prepare(db, move, topic, slow, list, revision, now),
    prepare(db, recount, topic, chunk, list),
  ]
}

function countSql(db: Database, delivered: readonly Delivered[], now: number): Statement[] {
  const counts = new Map<string, readonly [count: number, ms: number]>()
  for (const { outcome } of delivered) {
    const took = outcome.kind === 'delivered' ? outcome.milliseconds : 0
    const name = outcome.kind === 'delivered' ? bucketOf(took, RECEIPT_BUCKETS) : outcome.kind
    const [count, ms] = counts.get(name) ?? [0, 0]
    counts.set(name, [count + 1, ms + took])
  }
  if (counts.size === 0) return []
  const sql = `
    INSERT INTO hub_deliveries (hour, outcome, count, ms)
    SELECT ?2, value ->> 0, value ->> '$[1][0]', value ->> '$[1][1]' FROM json_each(?1) WHERE true
    ON CONFLICT (hour, outcome) DO UPDATE SET count = count + excluded.count, ms = ms + excluded.ms`
  return [prepare(db, sql, json([...counts]), Math.floor(now / HOUR_MS))]
}

function keysOf(delivered: readonly Delivered[]): number[] {
  return delivered.map(({ member }) => member.key)
}

function json(value: unknown): string {
  return JSON.stringify(value)
}
