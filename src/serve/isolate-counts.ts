/** The upper ends of the buckets of times, in ms. Counts in fixed buckets can be added up over isolates, percentiles cannot. */
export const BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000] as const

/** What an isolate has counted since it wrote the last time, by names such as `answers feed 304`. */
export class IsolateCounts {
  #counts = new Map<string, number>()
  /** When it was written the last time, in ms since the epoch. */
  written = 0
  /** The last hour since the epoch that this isolate has added up. */
  foldedHour = 0

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count)
  }

  /** Counts a time in ms: in its bucket, `NAME 250`, the last of which is `NAME more`, and in `NAME sum`. */
  addTime(name: string, ms: number): void {
    if (ms > 0) this.add(`${name} sum`, ms)
    this.add(`${name} ${BUCKETS_MS.find((end) => ms <= end) ?? 'more'}`)
  }

  /** Gives away all that was counted. */
  take(): Readonly<Record<string, number>> {
    const counts = Object.fromEntries(this.#counts)
    this.#counts.clear()
    return counts
  }
}

/**
 * The time in ms below which a share of all counted times lies, from 0 to 1: the end of the bucket that it is in.
 * `Infinity` where it is longer than every bucket, `undefined` where nothing was counted.
 */
export function timeOfShare(
  counts: Readonly<Record<string, number>>,
  name: string,
  share: number,
): number | undefined {
  const ends = [...BUCKETS_MS, Number.POSITIVE_INFINITY]
  const buckets = [...BUCKETS_MS, 'more'].map((end) => counts[`${name} ${end}`] ?? 0)
  const all = buckets.reduce((sum, count) => sum + count, 0)
  let below = 0
  for (const [index, count] of buckets.entries()) {
    below += count
    if (all > 0 && below >= share * all) return ends[index]
  }
  return undefined
}
