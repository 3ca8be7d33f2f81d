import { sendAll } from '../ingest/queue-messages.ts'
import { takeRetries } from '../storage/hub/chunks.ts'
import { takeDueRequests } from '../storage/hub/requests.ts'
import { removeEnded } from '../storage/hub/subscriptions.ts'
import { settleTopics, takeUnsettled } from '../storage/hub/topics.ts'
import { announce, queueBehind } from './announce.ts'
import type { Hub } from './hub-context.ts'

/** How many of each are taken up at a time. */
const MOST = 500

export interface Clock {
  readonly wait: (milliseconds: number) => Promise<unknown>
  /** Milliseconds between two looks. */
  readonly pause: number
}

/** Does what is due, for so many milliseconds; with 0 once. */
export async function watchHub(hub: Hub, { wait, pause }: Clock, milliseconds: number): Promise<void> {
  for (const end = hub.now() + milliseconds; ; ) {
    await doDue(hub)
    const left = end - hub.now()
    if (left <= 0) return
    await wait(Math.min(pause, left))
  }
}

/**
 * Does what is due: announces what was written, asks callbacks whose message was lost or that are asked again, makes
 * retries, takes note of feeds that have reached everybody, puts chunks into the queue again that are behind, and ends
 * leases. Where nothing is due it costs a few rows.
 */
async function doDue(hub: Hub): Promise<void> {
  const { db, tasks, deliveries, now } = hub
  if (await announce(hub)) await tasks.send({ kind: 'announce' })
  const requests = await takeDueRequests(db, now(), MOST)
  await sendAll(
    tasks,
    requests.map((request) => ({ kind: 'verify', request })),
  )
  const retries = await takeRetries(db, now(), MOST)
  await sendAll(
    deliveries,
    retries.map((chunk) => ({ kind: 'deliver', ...chunk, retries: true })),
  )
  await settleTopics(db)
  await queueBehind(hub, await takeUnsettled(db, now(), MOST))
  await removeEnded(db, now())
}
