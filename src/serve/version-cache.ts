import { type KeepAlive, SingleFlight } from './single-flight.ts'

/** What the validators of a document are made of. */
export interface Version {
  /** The number of the write that the document is as new as. */
  readonly revision: number
  /** Seconds since 1970-01-01T00:00:00Z of the last change. */
  readonly modified: number
}

/** For how long a version that was read is taken for the current one, in milliseconds. */
export const FRESH_MS = 1000

/** How many versions are remembered. */
const LIMIT = 20_000

/**
 * Remembers versions for a second, so that an isolate reads each at most that often, whatever the number of
 * its requests. What it gives is never older than what it gave before.
 */
export class VersionCache<Known extends Version> {
  readonly #known = new Map<string, { readonly version: Known; readonly at: number }>()
  readonly #flights = new SingleFlight<Known | null>(FRESH_MS)

  /** The version of that name at `now`, in ms; `read` is asked where none is known. `null`: there is none. */
  current(
    name: string,
    now: number,
    keepAlive: KeepAlive,
    read: () => Promise<Known | null>,
  ): Known | Promise<Known | null> {
    const known = this.#known.get(name)
    if (known && isFresh(known.at, now)) return known.version
    return this.#flights.share(name, now, keepAlive, async () => {
      const version = await read()
      if (version) return this.learn(name, version, now)
      this.#known.delete(name)
      return null
    })
  }

  /** Whether this is known to be the revision of that name at `now`, in ms, without reading. */
  isCurrent(name: string, revision: number, now: number): boolean {
    const known = this.#known.get(name)
    return known !== undefined && known.version.revision === revision && isFresh(known.at, now)
  }

  /** Takes note of a version that was read, beginning at `at`; returns the newest one that is known. */
  learn(name: string, version: Known, at: number): Known {
    const known = this.#known.get(name)
    const newest = known && known.version.revision > version.revision ? known.version : version
    if (this.#known.size >= LIMIT) this.#known.clear()
    this.#known.set(name, { version: newest, at: Math.max(at, known?.at ?? at) })
    return newest
  }
}

function isFresh(at: number, now: number): boolean {
  return Math.abs(now - at) < FRESH_MS
}
