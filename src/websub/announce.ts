import { sendAll } from '../ingest/queue-messages.ts'
import {
  beginPush,
  type ChangedTopic,
  changedTopics,
  chunksBehind,
  markScanned,
  markSeen,
  readScan,
  type Scan,
} from '../storage/hub/topics.ts'
import type { Hub } from './hub-context.ts'

/** The most topics of one run. */
const MOST_TOPICS = 50

/** A topic is pushed once in so many ms at most, unless it lost something. */
const PAUSE_MS = 2000

/**
 * Puts the subscribers of every topic that has changed into the queue: those of topics that lost something first. What was
 * written is found by its revision, whoever wrote it, so nothing can be missed. Returns whether there is more to do.
 */
export async function announce(hub: Hub): Promise<boolean> {
  const { db, now } = hub
  const scan = await readScan(db)
  if (scan.number <= scan.scanned) return false
  const found = await changedTopics(db, scan.scanned, MOST_TOPICS + 1)
  const changed = found.slice(0, MOST_TOPICS)
  // The clock goes on, and what is put off must not be taken for due a moment later.
  const time = now()
  const isDue = ({ isUrgent, announced }: ChangedTopic) => isUrgent || announced <= time - PAUSE_MS
  const news = changed.filter((topic) => topic.isNews && isDue(topic))
  const later = changed.filter((topic) => topic.isNews && !isDue(topic))
  await markSeen(
    db,
    changed.filter(({ isNews }) => !isNews),
  )
  await beginPush(db, news, time)
  await queueBehind(
    hub,
    news.map(({ key }) => key),
  )
  const isMore = found.length > MOST_TOPICS
  await markScanned(db, isMore ? scan.scanned : scannedBefore(scan, later))
  return isMore
}

// What is put off is looked at again.
function scannedBefore({ number }: Scan, later: readonly ChangedTopic[]): number {
  return Math.min(number, ...later.map(({ revision }) => revision - 1))
}

/** Puts the chunks of topics that have not got what was pushed into the queue. */
export async function queueBehind({ db, deliveries }: Hub, topics: readonly number[]): Promise<void> {
  if (topics.length === 0) return
  const chunks = await chunksBehind(db, topics)
  await sendAll(
    deliveries,
    chunks.map(({ topic, chunk, pushed }) => ({ kind: 'deliver', topic, chunk, pushed })),
  )
}
