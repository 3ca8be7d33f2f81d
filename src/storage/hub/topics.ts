import type { ChunkBehind, Topic } from '../../model/subscription.ts'
import { allRows, type Database, firstRow, jsonPages, prepare } from '../database.ts'

/** A topic whose channel has changed since it was looked at. */
export interface ChangedTopic extends Topic {
  readonly key: number
  /** The revision of its channel, and whether that has to tell subscribers something. */
  readonly revision: number
  readonly isNews: boolean
  /** Whether something was taken out since the last push. */
  readonly isUrgent: boolean
  /** When it was pushed last, in ms since the epoch. */
  readonly announced: number
}

/** What was looked through, and what there is to look through. */
export interface Scan {
  /** Up to this revision all is announced. */
  readonly scanned: number
  /** The last write. */
  readonly number: number
}

/** Which writes are announced. Reads two rows. */
export async function readScan(db: Database): Promise<Scan> {
  const sql = 'SELECT h.scanned, r.number FROM hub h, revision r WHERE h.id = 1 AND r.id = 1'
  return (await firstRow(prepare<Scan>(db, sql))) ?? { scanned: 0, number: 0 }
}

/** How many entries of a channel are looked at for news: no feed shows more. */
const MOST_ENTRIES = 100

const CHANGED = `
  SELECT t.key, t.url, t.kind, t.slug, t.format, t.announced, c.revision, c.withdrawn > t.pushed AS isUrgent,
    c.withdrawn > t.pushed OR EXISTS (SELECT 1 FROM
      (SELECT article FROM entries WHERE channel = c.key ORDER BY published DESC LIMIT ${MOST_ENTRIES}) e
      JOIN articles a ON a.key = e.article WHERE a.revision > t.pushed) AS isNews
  FROM channels c INDEXED BY channels_by_revision JOIN topics t ON t.kind = c.kind AND t.slug = c.slug
  WHERE c.revision > ?1 AND c.revision > t.seen
  ORDER BY isUrgent DESC, c.revision LIMIT ?2`

type ChangedRow = Omit<ChangedTopic, 'isNews' | 'isUrgent'> & {
  readonly isNews: number
  readonly isUrgent: number
}

/** Topics whose channels have changed after a revision, at most `limit`: those that lost something first. */
export async function changedTopics(db: Database, since: number, limit: number): Promise<ChangedTopic[]> {
  const rows = await allRows(prepare<ChangedRow>(db, CHANGED, since, limit))
  return rows.map((row) => ({ ...row, isNews: row.isNews === 1, isUrgent: row.isUrgent === 1 }))
}

/** Takes note that nothing of these changes is news to subscribers: that a channel was given another name, for instance. */
export async function markSeen(db: Database, topics: readonly ChangedTopic[]): Promise<void> {
  const sql = `
    UPDATE topics SET seen = MAX(seen, v.value ->> 'revision') FROM json_each(?1) v WHERE topics.key = v.value ->> 'key'`
  for (const page of jsonPages(topics, 100)) await prepare(db, sql, page).run()
}

/** Every subscriber of these topics is to have them as they are now. `now` is in ms since the epoch. */
export async function beginPush(db: Database, topics: readonly ChangedTopic[], now: number): Promise<void> {
  if (topics.length === 0) return
  const sql = `
    UPDATE topics SET seen = MAX(seen, ?2), pushed = MAX(pushed, ?2), announced = ?3, settled = 0, urgent = MAX(urgent, ?4)
    WHERE key = ?1`
  await db.batch(
    topics.map(({ key, revision, isUrgent }) => prepare(db, sql, key, revision, now, isUrgent ? 1 : 0)),
  )
}

/** Takes note that all writes up to a revision are announced. */
export async function markScanned(db: Database, revision: number): Promise<void> {
  await prepare(db, 'UPDATE hub SET scanned = MAX(scanned, ?1) WHERE id = 1', revision).run()
}

interface BehindRow extends ChunkBehind {
  readonly urgent: number
  readonly slow: number
  readonly place: number
}

/** The chunks of these topics that have not got what was pushed, in the order of the topics: the slow ones last. */
export async function chunksBehind(db: Database, topics: readonly number[]): Promise<ChunkBehind[]> {
  const sql = `
    SELECT c.topic, c.chunk, t.pushed, t.urgent, c.slow, v.key AS place FROM json_each(?1) v JOIN topics t ON t.key = v.value
    JOIN hub_chunks c ON c.topic = t.key AND c.revision < t.pushed`
  const rows = await allRows(prepare<BehindRow>(db, sql, JSON.stringify(topics)))
  // Sorted here, because D1 counts each row that it sorts as one more that is read.
  return rows.sort((a, b) => b.urgent - a.urgent || a.slow - b.slow || a.place - b.place || a.chunk - b.chunk)
}

/** How long, in ms, the chunks of a topic may wait in the queue before they are put there again. */
const QUEUED_MS = 60_000
const URGENT_MS = 5000

/**
 * Topics that have chunks which are behind and served by nobody, and were not put into the queue for a while. They count as
 * put there now. A run that died holds its chunks for a minute: those are put there as soon as that is over.
 */
export async function takeUnsettled(db: Database, now: number, limit: number): Promise<number[]> {
  const sql = `
    UPDATE topics SET announced = ?1 WHERE key IN (
      SELECT key FROM topics WHERE settled = 0 AND announced <= ?1 - CASE urgent WHEN 1 THEN ${URGENT_MS}
        ELSE ${QUEUED_MS} END AND EXISTS
        (SELECT 1 FROM hub_chunks c WHERE c.topic = topics.key AND c.revision < topics.pushed AND c.busy_until <= ?1)
      ORDER BY urgent DESC, announced LIMIT ?2) RETURNING key`
  const rows = await allRows(prepare<{ readonly key: number }>(db, sql, now, limit))
  return rows.map(({ key }) => key)
}

/** Takes note of the topics that have reached all of their subscribers. Reads two rows for each that is on its way. */
export async function settleTopics(db: Database): Promise<void> {
  const sql = `
    UPDATE topics SET settled = 1, urgent = 0 WHERE settled = 0 AND NOT EXISTS
      (SELECT 1 FROM hub_chunks c WHERE c.topic = topics.key AND c.revision < topics.pushed)`
  await prepare(db, sql).run()
}
