import { type Kind, REACHABLE, type Receipt } from './callbacks.ts'

/** What came of one publication, or of several. */
export interface Verdict {
  /** How many callbacks that take what they get have got the newest edition. */
  readonly reached: number
  /** How many of them have not. */
  readonly lost: number
  /** Deliveries to them of an edition that they had. */
  readonly duplicates: number
  /** Deliveries to anybody of an edition that is older than what they had. */
  readonly disordered: number
  /** Deliveries without a valid signature. */
  readonly unsigned: number
}

/** Judges deliveries, in the order in which they came. `callbacks` has those that are subscribed, `edition` is the newest. */
export function verdictOf(
  receipts: readonly Receipt[],
  callbacks: ReadonlyMap<number, Kind>,
  edition: number,
): Verdict {
  const had = new Map<number, number>()
  let [duplicates, disordered, unsigned] = [0, 0, 0]
  for (const { kind, callback, edition, isSigned } of receipts) {
    const last = had.get(callback) ?? 0
    if (edition < last) disordered++
    if (edition === last && isReachable(kind)) duplicates++
    if (!isSigned) unsigned++
    had.set(callback, Math.max(last, edition))
  }
  const expected = [...callbacks].filter(([, kind]) => isReachable(kind))
  const reached = expected.filter(([callback]) => had.get(callback) === edition).length
  return { reached, lost: expected.length - reached, duplicates, disordered, unsigned }
}

function isReachable(kind: Kind): boolean {
  return REACHABLE.includes(kind)
}

/** How long deliveries to one kind of callbacks took. */
export interface Times {
  readonly perSecond: number
  /** Milliseconds from the write of the article to the receipt. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** The times of deliveries to fast callbacks, of an edition that was written at a time in ms since the epoch. */
export function timesOf(receipts: readonly Receipt[], written: number): Times {
  const fast = receipts.filter(({ kind }) => kind === 'fast')
  const times = fast.map(({ at }) => at - written).sort((a, b) => a - b)
  const at = (part: number) =>
    times[Math.min(Math.floor(times.length * part), times.length - 1)] ?? Number.NaN
  return { perSecond: (fast.length / (at(1) - at(0))) * 1000, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
