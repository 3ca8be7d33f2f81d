import type { Context } from '../context.ts'
import { HubSite, settled } from '../lab/hub-site.ts'
import { type Kind, secretOf } from '../lab/receivers/callbacks.ts'
import { Receivers } from '../lab/receivers/receivers.ts'
import { timesOf, type Verdict, verdictOf } from '../lab/receivers/verdict.ts'
import { atMost, number, type Row } from '../table.ts'

/** Of a hundred callbacks so many are of each kind; the others are fast. */
const OTHERS: readonly Kind[] = ['slow', 'hanging', 'moved', 'gone', 'broken', 'endless']
const EACH = 2

/** After so many ms without a delivery there will be no more: slow callbacks answer after nine seconds. */
const STILL_MS = 15_000

/** A chunk that a dead process had is served again after a minute, and its topic is looked at each minute. */
const AFTER_KILL_MS = 150_000

/** The most subscriptions of a chunk. */
const CHUNK = 200

/** Ten thousand callbacks of all kinds, hundreds of which subscribe by themselves: who gets what, also after `kill -9`. */
export async function hubReceivers(context: Context): Promise<Row[]> {
  const [count, asking] = context.quick ? [2000, 100] : [10_000, 500]
  const callbacks = new Map(Array.from({ length: count }, (_, n) => [n, kindOf(n)] as const))
  using receivers = await Receivers.start()
  using site = await HubSite.start()
  const filledOf = (n: number) => ({ callback: receivers.callback(kindOf(n), n), secret: secretOf(n) })
  const verified = await subscribeAll(
    receivers,
    site,
    Array.from({ length: asking }, (_, n) => filledOf(n)),
  )
  await site.stopServer()
  site.fill(Array.from({ length: count - asking }, (_, n) => filledOf(asking + n)))
  await site.startServer()

  const first = await publication(context, { receivers, site, callbacks, edition: 1 })
  const second = await publication(context, { receivers, site, callbacks, edition: 2 })
  const killed = await publication(context, { receivers, site, callbacks, edition: 3, isKilled: true })
  const what = `${number(count)} local callbacks: fast, 9 s slow, hanging, 302, 410, 500, endless; one publication`
  const against = `${number(count - asking)} of them put into the database, ${number(asking)} by POST /hub`
  return [
    verdictRow(what, against, first),
    verdictRow('the next publication', '', second),
    {
      what: 'the next one, with kill -9 of the server in the middle of it',
      against: '',
      measured: `${number(killed.lost)} lost, ${number(killed.disordered)} out of order, ${number(killed.duplicates)} duplicates (${number(killed.reached)} reached)`,
      bar: `0 lost, 0 out of order, at most ${CHUNK} duplicates`,
      reached: killed.lost + killed.disordered === 0 && killed.duplicates <= CHUNK,
    },
    {
      what: `verification of ${number(asking)} subscriptions by POST /hub, from the 202 on, p95`,
      against: '',
      measured: `${number(verified / 1000)} s`,
      ...atMost(verified / 1000, 5, ' s'),
    },
  ]
}

function kindOf(n: number): Kind {
  return OTHERS[Math.floor((n % 100) / EACH)] ?? 'fast'
}

function verdictRow(what: string, against: string, verdict: Verdict): Row {
  const { reached, lost, disordered, duplicates, unsigned } = verdict
  return {
    what,
    against,
    measured: `${number(lost)} lost, ${number(disordered)} out of order, ${number(duplicates)} duplicates, ${number(unsigned)} badly signed (${number(reached)} reached)`,
    ...atMost(lost + disordered + duplicates + unsigned, 0),
  }
}

/** Subscribes, a few at a time. Returns the ms from the 202 to the question that 95 % stayed below. */
async function subscribeAll(
  receivers: Receivers,
  site: HubSite,
  all: readonly { callback: string; secret: string }[],
) {
  const accepted: number[] = []
  const waiting = all.entries()
  const lane = async () => {
    for (const [n, one] of waiting) {
      const status = await site.subscribe(one)
      if (status !== 202) throw new Error(`POST /hub answered ${status}`)
      accepted[n] = Date.now()
    }
  }
  await Promise.all(Array.from({ length: 10 }, lane))
  await settled(async () => (await receivers.count()).asks, {
    end: all.length,
    still: STILL_MS,
    limit: 60_000,
  })
  const { questions } = await receivers.received()
  const times = questions.map(({ callback, at }) => Math.max(0, at - (accepted[callback] ?? 0)))
  if (times.length < all.length) throw new Error(`${times.length} of ${all.length} callbacks were asked`)
  // The last answers are still to be taken note of.
  await settled(async () => site.count('subscriptions'), { end: all.length, still: 5000, limit: 30_000 })
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN
}

interface Publication {
  readonly receivers: Receivers
  readonly site: HubSite
  readonly callbacks: ReadonlyMap<number, Kind>
  readonly edition: number
  readonly isKilled?: boolean
}

async function publication(context: Context, options: Publication): Promise<Verdict> {
  const { receivers, site, callbacks, edition, isKilled = false } = options
  const count = async () => (await receivers.count()).count
  const written = await site.publish(edition)
  if (isKilled) {
    await settled(count, { end: callbacks.size / 2, still: STILL_MS, limit: 60_000 })
    await site.killServer()
    await site.startServer()
  }
  await settled(count, { still: isKilled ? AFTER_KILL_MS : STILL_MS, limit: 240_000 })
  const { receipts } = await receivers.received()
  const verdict = verdictOf(receipts, callbacks, edition)
  const { p50, p95 } = timesOf(receipts, written)
  context.say(`  edition ${edition}: ${JSON.stringify(verdict)}, fast ones p50 ${p50} ms, p95 ${p95} ms`)
  return verdict
}
