import type { ChunkName, DeliverMessage, Rest } from '../model/subscription.ts'
import type { KeepAlive } from '../serve/single-flight.ts'
import type { Statement } from '../storage/database.ts'
import {
  CLAIM_MS,
  type ClaimedChunk,
  claimChunk,
  giveUpChunk,
  isBehind,
  keepChunk,
  type Member,
  membersOf,
  urgentChunk,
} from '../storage/hub/chunks.ts'
import { endRun, outcomeSql, parkSql, type RunEnd, reachedSql } from '../storage/hub/outcomes.ts'
import type { Hub } from './hub-context.ts'
import { type PushedDocument, pushedDocument } from './pushed-document.ts'
import { SendingRun } from './sending-run.ts'
import { TIMEOUT_MS } from './verify.ts'

/**
 * Serves a chunk of subscriptions: each of them gets its topic as it is now. Before that it serves a chunk of a topic that
 * lost something, where one waits. What hangs is left to `keepAlive`. A message whose chunk is served by another run, or
 * has got all, does nothing.
 */
export async function deliver(hub: Hub, message: DeliverMessage, keepAlive: KeepAlive): Promise<void> {
  const urgent = message.rest ? null : await urgentChunk(hub.db, hub.now())
  if (urgent && !isSame(urgent, message)) await serve(hub, { kind: 'deliver', ...urgent }, keepAlive)
  await serve(hub, message, keepAlive)
}

function isSame(one: ChunkName, other: ChunkName): boolean {
  return one.topic === other.topic && one.chunk === other.chunk
}

async function serve(hub: Hub, message: DeliverMessage, keepAlive: KeepAlive): Promise<void> {
  const { rest } = message
  const chunk = rest
    ? await keepChunk(hub.db, { ...message, claim: rest.claim }, hub.now())
    : await claim(hub, message)
  if (chunk) await orGiveUp(hub, chunk, () => serveClaimed(hub, chunk, rest, keepAlive))
}

// Where the database fails, the message comes again after a while: by then nothing is under way, and the chunk is free.
async function orGiveUp(hub: Hub, chunk: ClaimedChunk, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await giveUpChunk(hub.db, chunk, hub.now() + TIMEOUT_MS)
    throw error
  }
}

function claim({ db, now }: Hub, message: DeliverMessage): Promise<ClaimedChunk | null> {
  return claimChunk(db, message, { claim: crypto.randomUUID(), now: now() })
}

/** Sends to all members of a chunk, and begins anew where the topic has changed in the meantime. */
async function serveClaimed(
  hub: Hub,
  chunk: ClaimedChunk,
  rest: Rest | undefined,
  keepAlive: KeepAlive,
): Promise<void> {
  // Who is tried again gets the whole feed.
  const since = isBehind(chunk) ? chunk.revision : undefined
  const document = await pushedDocument(hub, chunk.topicOf, since)
  // Nobody can be told anything. What comes back later is pushed then.
  if (!document) return end(hub, { chunk, revision: chunk.pushed, freeAt: 0, noted: [] })
  // Another version than the one that the first members got: all of them get this one.
  const isOther = rest !== undefined && rest.revision !== document.revision
  const members = await membersOf(hub.db, chunk, isOther ? 0 : (rest?.after ?? 0), hub.now())
  const run = new SendingRun(hub, { chunk, document, members })
  const served = { hub, chunk, document, run, freeAt: rest?.until ?? 0 }
  const left = await run.send()
  if (left === 'lost') return settle(served)
  if (left === 'changed') {
    await settle(served)
    const kept = await keepChunk(hub.db, chunk, hub.now())
    return kept ? serveClaimed(hub, kept, undefined, keepAlive) : undefined
  }
  if (left !== undefined) {
    await leaveRest(served, left)
    return keepAlive(settle(served))
  }
  if (run.isIdle) return finish(served)
  await leaveLast(served)
  keepAlive(orGiveUp(hub, chunk, () => finish(served)))
}

/** A run that has begun all deliveries that it could. */
interface Served {
  readonly hub: Hub
  readonly chunk: ClaimedChunk
  readonly document: PushedDocument
  readonly run: SendingRun
  /** Until when deliveries of earlier runs of the chunk may go on. */
  readonly freeAt: number
}

// Callbacks that hang hold all connections: another run has its own.
async function leaveRest(served: Served, { key }: Member): Promise<void> {
  const { hub, chunk, document } = served
  const { topic, claim } = chunk
  const until = hangingUntil(served)
  await park(served, until).run()
  const rest = { claim, revision: document.revision, after: key, until }
  await hub.deliveries.send({ kind: 'deliver', topic, chunk: chunk.chunk, rest })
}

// Callbacks that hang must not keep the messages waiting that come after this one. What was sent is written down, so that
// nobody gets it twice where this process ends before they do.
async function leaveLast(served: Served): Promise<void> {
  const { hub, chunk } = served
  const reached = reachedSql(hub.db, chunk, { revision: revisionOf(served), now: hub.now() })
  await hub.db.batch([park(served, hangingUntil(served)), ...endedSql(served), reached])
}

function hangingUntil({ hub, freeAt }: Served): number {
  return Math.max(freeAt, hub.now() + TIMEOUT_MS)
}

function park({ hub, run }: Served, until: number): Statement {
  return parkSql(hub.db, run.park(), until + CLAIM_MS)
}

async function finish(served: Served): Promise<void> {
  const { hub, chunk, run, freeAt } = served
  await run.end()
  await end(hub, { chunk, revision: revisionOf(served), freeAt, noted: endedSql(served) })
}

// A run of retries has served only some.
function revisionOf({ chunk, document }: Served): number {
  return isBehind(chunk) ? document.revision : chunk.revision
}

/** Waits for the deliveries under way, and takes note of what became of all. */
async function settle(served: Served): Promise<void> {
  await served.run.end()
  const sql = endedSql(served)
  if (sql.length > 0) await served.hub.db.batch(sql)
}

/** SQL that takes note of the deliveries that have ended. */
function endedSql({ hub, chunk, run, document }: Served): Statement[] {
  const now = hub.now()
  const delivered = run.takeEnded().map(({ member, outcome }) => ({
    member,
    outcome,
    retryAt: outcome.kind === 'failed' ? retryAt(member.attempts, now, hub.random()) : null,
  }))
  return outcomeSql(hub.db, chunk, { delivered, revision: document.revision, now })
}

// What was pushed in the meantime found the chunk taken: its message comes again, as soon as another run may have it.
async function end(hub: Hub, { chunk, ...ended }: Ended): Promise<void> {
  const now = hub.now()
  const pushed = await endRun(hub.db, chunk, { ...ended, now })
  if (pushed === undefined) return
  const message = { kind: 'deliver', topic: chunk.topic, chunk: chunk.chunk, pushed } as const
  await hub.deliveries.send(message, { delaySeconds: Math.ceil(Math.max(ended.freeAt - now, 0) / 1000) })
}

interface Ended extends Omit<RunEnd, 'now'> {
  readonly chunk: ClaimedChunk
}

const MINUTE = 60_000

/** How long after each attempt the next one comes, in ms. */
const WAITS = [1, 2, 8, 30, 120, 480].map((minutes) => minutes * MINUTE)

/** Each wait is up to a fifth shorter or longer, so that not all come back at the same time. */
const JITTER = 0.2

/**
 * When a delivery that failed is tried again, after so many attempts before this one: in ms since the epoch, with `random`
 * from 0 to 1. `null` where this was the last one: the next change of the feed is tried then.
 */
export function retryAt(attempts: number, now: number, random: number): number | null {
  const wait = WAITS[attempts]
  return wait === undefined ? null : Math.round(now + wait * (1 + JITTER * (2 * random - 1)))
}
