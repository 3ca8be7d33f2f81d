import type { Context } from '../context.ts'
import { HubSite, settled } from '../lab/hub-site.ts'
import { PeerHub } from '../lab/peer-hub.ts'
import { type Kind, secretOf } from '../lab/receivers/callbacks.ts'
import { Receivers } from '../lab/receivers/receivers.ts'
import { type Times, timesOf } from '../lab/receivers/verdict.ts'
import { median } from '../median.ts'
import { atLeast, atMost, MEASURED, number, type Row } from '../table.ts'

const ROUNDS = 3

/** After so many ms without a delivery there will be no more. */
const STILL_MS = 5000

/** Callbacks that hang are given up after ten seconds. */
const HANG_MS = 12_000

/** What a run came to: its editions, the first of them first. */
interface Run {
  readonly editions: readonly Times[]
  readonly bytes: number
}

/** Deliveries a second to callbacks that answer at once, beside another hub, and what callbacks that hang do to the others. */
export async function hubSpeed(context: Context): Promise<Row[]> {
  const count = context.quick ? 1000 : 4000
  const plain = await runSite(context, count, () => 'fast')
  const best = fastest(plain.editions)
  const rows: Row[] = [
    {
      what: `deliveries of the hub, ${number(count)} callbacks that answer at once, signed, ${number(plain.bytes / 1000)} KB`,
      against: '',
      measured: `${number(best.perSecond)}/s; publish-to-receipt p50 ${number(best.p50 / 1000)} s, p99 ${number(best.p99 / 1000)} s`,
      ...atLeast(best.perSecond, 1500, '/s'),
      note: `the best of ${ROUNDS} publications: ${plain.editions.map(({ perSecond }) => number(perSecond)).join(', ')}/s`,
    },
  ]
  const peer = await PeerHub.find()
  if (peer) rows.push(await besidePeer(context, peer, best))
  const hanging = await runSite(context, count, (n) => (n % 20 === 7 ? 'hanging' : 'fast'), HANG_MS)
  const usual = median(plain.editions.map(({ p95 }) => p95))
  for (const [n, name] of ['first', 'second'].entries()) {
    const p95 = hanging.editions[n]?.p95 ?? Number.NaN
    rows.push({
      what: `publish-to-receipt p95 of the others while 5 % of ${number(count)} callbacks hang, ${name} publication`,
      against: 'none hangs',
      measured: `${number(p95 / usual)} times (${number(p95 / 1000)} against ${number(usual / 1000)} s)`,
      ...atMost(p95 / usual, 2, ' times'),
    })
  }
  return rows
}

async function runSite(
  context: Context,
  count: number,
  kindOf: (n: number) => Kind,
  pause = 0,
): Promise<Run> {
  using receivers = await Receivers.start()
  using site = await HubSite.start()
  const filledOf = (n: number) => ({ callback: receivers.callback(kindOf(n), n), secret: secretOf(n) })
  await site.subscribe(filledOf(0))
  await settled(async () => site.count('subscriptions'), { end: 1, still: STILL_MS, limit: 20_000 })
  await site.stopServer()
  site.fill(Array.from({ length: count - 1 }, (_, n) => filledOf(n + 1)))
  await site.startServer()
  const editions: Times[] = []
  let bytes = 0
  for (let edition = 1; edition <= ROUNDS; edition++) {
    await receivers.received()
    const written = await site.publish(edition)
    await settled(async () => (await receivers.count()).count, { end: count, still: STILL_MS, limit: 60_000 })
    const { receipts } = await receivers.received()
    bytes = receipts.at(-1)?.bytes ?? 0
    const times = timesOf(receipts, written)
    editions.push(times)
    context.say(`  ${receipts.length} deliveries of ${bytes} bytes: ${JSON.stringify(times)}`)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return { editions, bytes }
}

async function besidePeer(context: Context, peer: PeerHub, ours: Times): Promise<Row> {
  const count = context.quick ? 200 : 1000
  using receivers = await Receivers.start()
  const editions: Times[] = []
  await peer.begin(receivers, count)
  for (let edition = 1; edition <= ROUNDS; edition++) {
    await receivers.received()
    const pinged = await peer.publish(edition)
    await settled(async () => (await receivers.count()).count, { end: count, still: STILL_MS, limit: 30_000 })
    const { receipts } = await receivers.received()
    editions.push(timesOf(receipts, pinged))
    context.say(`  ${peer.name}: ${receipts.length} deliveries: ${JSON.stringify(editions.at(-1))}`)
  }
  peer[Symbol.dispose]()
  const theirs = fastest(editions)
  return {
    what: `deliveries a second, beside ${peer.name} on the same receivers`,
    against: `${peer.name} with SQLite, ${number(count)} callbacks, the same bytes in size`,
    measured: `${number(ours.perSecond / theirs.perSecond)} times as many (${number(ours.perSecond)} against ${number(theirs.perSecond)}/s; its p50 ${number(theirs.p50 / 1000)} s, p99 ${number(theirs.p99 / 1000)} s)`,
    ...MEASURED,
  }
}

function fastest(editions: readonly Times[]): Times {
  const [best] = editions.toSorted((a, b) => b.perSecond - a.perSecond)
  if (!best) throw new Error('Nothing was measured')
  return best
}
