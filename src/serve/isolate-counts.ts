import { ANSWER_BUCKETS, bucketOf, type Counts } from '../model/operation.ts'

/** How often an isolate writes what it has counted, in ms. */
const WRITE_EVERY_MS = 300_000

/** What an isolate has counted since it wrote the last time, by names such as `answers feed 304`. */
export class IsolateCounts {
  readonly #counts = new Map<string, number>()
  #written = 0
  /** The last hour since the epoch that this isolate has added up. */
  foldedHour = 0

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count)
  }

  /** Counts a time in ms: in its bucket, `NAME 250`, the last of which is `NAME inf`, and in `NAME sum`. */
  addTime(name: string, ms: number): void {
    if (ms > 0) this.add(`${name} sum`, ms)
    this.add(`${name} ${bucketOf(ms, ANSWER_BUCKETS)}`)
  }

  /** Whether it is time to write, at `now` in ms since the epoch. An isolate that may end soon writes at once. */
  isDue(now: number): boolean {
    return now - this.#written >= WRITE_EVERY_MS
  }

  /** Gives away all that was counted, to be written at `now`. */
  take(now: number): Counts {
    const counts = Object.fromEntries(this.#counts)
    this.#counts.clear()
    this.#written = now
    return counts
  }
}
