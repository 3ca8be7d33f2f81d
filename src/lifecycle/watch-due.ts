import { markPurged, readDue } from '../storage/commit/expiries.ts'
import type { Database } from '../storage/database.ts'
import { readRevision } from '../storage/revision.ts'
import { applyDue } from './apply-due.ts'

/**
 * When caches are purged for the second time, in ms after a withdrawal. For two seconds after a write an isolate elsewhere
 * may give old bytes, which the cache in front of it would keep for minutes.
 */
const PURGE_AGAIN_MS = 15_000

/** What could not be done at once, because another write came between, is tried again after so many ms. */
const SHORTEST_PAUSE_MS = 50

export interface Watch {
  /** The clock, in ms since the epoch. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<unknown>
  /** The longest time, in ms, after which it looks again whether something has become due. */
  readonly pause: number
  /** Takes what was written after a revision out of the caches in front of the Worker. */
  readonly purge: (since: number) => Promise<unknown>
}

/**
 * Does what is due by the clock, as soon as it is, for so many milliseconds; with 0 it looks once. Each look costs a row.
 * Several may watch at the same time: what one has done is not due any more.
 */
export async function watchDue(db: Database, watch: Watch, milliseconds: number): Promise<void> {
  const { now, wait, pause } = watch
  for (const end = now() + milliseconds; ; ) {
    const due = await doDue(db, watch)
    const left = end - now()
    if (left <= 0) return
    await wait(Math.min(Math.max(due - now(), SHORTEST_PAUSE_MS), pause, left))
  }
}

/** Does what is due now. Returns when there is something to be done again, in ms since the epoch. */
async function doDue(db: Database, { now, purge }: Watch): Promise<number> {
  const time = now()
  const { due, unpurged } = await readDue(db)
  if (due <= time) {
    const before = await readRevision(db)
    await applyDue(db, time)
    await purge(before)
  }
  // A revision is the time of its write.
  if (unpurged !== null && unpurged <= time - PURGE_AGAIN_MS) {
    await purge(unpurged - 1)
    await markPurged(db, time - PURGE_AGAIN_MS)
  }
  return due <= time ? time : due
}
