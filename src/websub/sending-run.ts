import type { Outcome } from '../model/subscription.ts'
import {
  type ClaimedChunk,
  isBehind,
  keepChunk,
  type Member,
  membersOf,
  urgentChunk,
} from '../storage/hub/chunks.ts'
import { type CallbackPolicy, checkCallback } from './callback.ts'
import { type Hub, policyOf, userAgentOf } from './hub-context.ts'
import type { PushedDocument } from './pushed-document.ts'
import { signatureOf } from './signature.ts'
import { TIMEOUT_MS } from './verify.ts'

/** A delivery, and what became of it. */
export interface Sending {
  readonly member: Member
  readonly outcome: Outcome
}

/** What is sent, and to whom. */
export interface Batch {
  readonly chunk: ClaimedChunk
  readonly document: PushedDocument
  readonly members: readonly Member[]
}

/** After so many ms a delivery takes long. */
const SLOW_MS = 1000

/** So often a run that waits looks for deliveries that have begun to take long, in ms. */
const TICK_MS = 50

/**
 * So long a run waits for its last deliveries at least, in ms, and so many times as long as the slowest of the others took.
 * What takes longer keeps no other chunk waiting.
 */
const LAST_MS = 50
const PATIENCE = 2

/** A run looks every so many ms who is still subscribed, whether its topic has changed, and whether another one lost something. */
const LOOK_MS = 5000

/** After so many callbacks of a host did not answer, and none did, the host is asked no more by this run. */
const HOST_FAILURES = 5

/**
 * Why a run stopped before its last member: its topic changed, another run has its chunk, or it leaves the others to the
 * next run, because too much of it hangs or because another topic lost something.
 */
type Stopped = 'changed' | 'lost' | Member

/** Sends one document to the members of a chunk, a few at a time. */
export class SendingRun {
  readonly #hub: Hub
  readonly #batch: Batch
  readonly #ended: Sending[] = []
  readonly #open = new Map<Promise<void>, { readonly begun: number; member: Member }>()
  readonly #silent = new Map<string, number>()
  readonly #policy: CallbackPolicy
  readonly #headers: Readonly<Record<string, string>>
  /** How many ms the slowest delivery took that has ended and was none of the slow ones. */
  #slowest = 0
  #oneEnded = Promise.withResolvers<void>()
  #tick: Promise<void> | undefined
  #looked = 0
  /** Who is still to be served, and who was last. */
  #left: Member[]
  #last: Member | undefined

  constructor(hub: Hub, batch: Batch) {
    this.#hub = hub
    this.#batch = batch
    this.#left = [...batch.members]
    const { topicOf } = batch.chunk
    this.#policy = policyOf(hub, topicOf.url)
    this.#headers = {
      'Content-Type': batch.document.contentType,
      'User-Agent': userAgentOf(hub.config),
      // A site that has moved has its hub at its new address, and who subscribed before knows the topic by its old one.
      Link: `<${hub.config.siteUrl ?? new URL(topicOf.url).origin}/hub>; rel="hub", <${topicOf.url}>; rel="self"`,
    }
  }

  /** Whether no delivery is under way. */
  get isIdle(): boolean {
    return this.#open.size === 0
  }

  /**
   * Begins the deliveries. Returns when all are begun and the last of them had a moment to end; else why it stopped. Where
   * that is the last member that was begun, the others are left to another run.
   */
  async send(): Promise<Stopped | undefined> {
    this.#looked = this.#hub.now()
    while (this.#left.length > 0) {
      const stopped = await this.#isStopped()
      if (stopped === 'changed' || stopped === 'lost') return stopped
      if (stopped && this.#last) return this.#last
      const member = this.#left.shift()
      if (!member) break
      this.#begin(member)
      this.#last = member
    }
    await this.#awaitLast()
    return undefined
  }

  // Waits until another delivery may begin, or says why none may.
  async #isStopped(): Promise<'changed' | 'lost' | 'stuck' | 'urgent' | undefined> {
    if (!(await this.#makeRoom())) return 'stuck'
    if (this.#isOver()) return 'changed'
    return this.#hub.now() - this.#looked >= LOOK_MS ? this.#look() : undefined
  }

  async #awaitLast(): Promise<void> {
    let isOver = false
    const timer = setTimeout(
      () => {
        isOver = true
      },
      Math.min(Math.max(LAST_MS, this.#slowest * PATIENCE), SLOW_MS),
    )
    while (this.#open.size > 0 && !isOver) await this.#next()
    clearTimeout(timer)
  }

  /** The deliveries that have ended since this was asked last, and what became of them. */
  takeEnded(): readonly Sending[] {
    return this.#ended.splice(0)
  }

  /** Waits for the last delivery. */
  async end(): Promise<void> {
    await Promise.all(this.#open.keys())
  }

  // Waits until another delivery may begin. `false`: all connections are held by slow ones.
  async #makeRoom(): Promise<boolean> {
    const { atOnce, connections } = this.#hub
    for (;;) {
      const young = this.#countYoung()
      if (young < atOnce && this.#open.size < connections) return true
      if (young === 0) return false
      await this.#next()
    }
  }

  /** The members whose deliveries are under way. From now on they count as having missed something until they end. */
  park(): readonly Member[] {
    for (const sending of this.#open.values()) sending.member = { ...sending.member, missed: 1 }
    return [...this.#open.values()].map(({ member }) => member)
  }

  #countYoung(): number {
    const since = this.#hub.now() - SLOW_MS
    let count = 0
    for (const { begun } of this.#open.values()) if (begun > since) count++
    return count
  }

  // Until a delivery ends, or a moment has gone by in which some may have become slow ones.
  async #next(): Promise<void> {
    this.#tick ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#tick = undefined
        resolve()
      }, TICK_MS)
    })
    await Promise.race([this.#tick, this.#oneEnded.promise])
  }

  async #look(): Promise<'changed' | 'lost' | 'urgent' | undefined> {
    const { chunk, document } = this.#batch
    const { db, now } = this.#hub
    this.#looked = now()
    const kept = await keepChunk(db, chunk, now())
    if (!kept) return 'lost'
    if (kept.pushed > document.revision || this.#isOver()) return 'changed'
    // Whose subscription has ended since gets nothing.
    this.#left = await membersOf(db, chunk, this.#last?.key ?? 0, now())
    return (await urgentChunk(db, now())) ? 'urgent' : undefined
  }

  #isOver(): boolean {
    const { until } = this.#batch.document
    return until !== undefined && until <= this.#hub.now()
  }

  #begin(member: Member): void {
    if (member.has >= this.#batch.document.revision) return
    const begun = this.#hub.now()
    const work = this.#deliver(member).then((outcome) => {
      const took = this.#hub.now() - begun
      if (took <= SLOW_MS) this.#slowest = Math.max(this.#slowest, took)
      this.#ended.push({ member: this.#open.get(work)?.member ?? member, outcome })
      this.#open.delete(work)
      this.#oneEnded.resolve()
      this.#oneEnded = Promise.withResolvers()
      // One answer is enough to know that the host is there.
      const silent = this.#silent.get(member.host) ?? 0
      this.#silent.set(member.host, isSilent(outcome) ? silent + 1 : Number.NEGATIVE_INFINITY)
    })
    this.#open.set(work, { begun, member })
  }

  async #deliver(member: Member): Promise<Outcome> {
    const { fetch, now } = this.#hub
    const isRefused = !checkCallback(member.callback, this.#policy).ok
    if (isRefused || (this.#silent.get(member.host) ?? 0) >= HOST_FAILURES) return UNSENT
    const begun = now()
    try {
      const body = await this.#bodyFor(member)
      const response = await fetch(member.callback, {
        method: 'POST',
        headers: {
          ...this.#headers,
          ...(member.secret !== null && { 'X-Hub-Signature': await signatureOf(member.secret, body) }),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      // Whatever the body says is nothing to us, and it may never end.
      await response.body?.cancel()
      return outcomeOf(response.status, { begun, now: now(), revision: this.#batch.document.revision })
    } catch {
      return UNSENT
    }
  }

  // Who has missed something, or came after the last push, may not have what the changes build on.
  #bodyFor({ missed, since }: Member): Uint8Array | Promise<Uint8Array> {
    const { chunk, document } = this.#batch
    const isPartial = isBehind(chunk) && missed === 0 && since < chunk.at
    return (isPartial ? document.changes : undefined) ?? document.whole()
  }
}

/** There was no answer. */
const UNSENT: Outcome = { kind: 'failed', status: 0 }

// Also 502 and 504, with which a gateway says that nobody answers behind it. On Cloudflare it has 520 to 530 for that, and
// a local server's own way out has 502 (see cli/outbound.ts).
function isSilent(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && /^(?:0|50[24]|52\d|530)$/.test(String(outcome.status))
}

function outcomeOf(
  status: number,
  { begun, now, revision }: { readonly begun: number; readonly now: number; readonly revision: number },
): Outcome {
  if (status === 410) return { kind: 'gone' }
  if (status < 200 || status > 299) return { kind: 'failed', status }
  // A revision is the time of its write.
  return { kind: 'delivered', isSlow: now - begun > SLOW_MS, milliseconds: Math.max(now - revision, 0) }
}
