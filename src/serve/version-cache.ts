/** What the validators of a document are made of. */
export interface Version {
  /** The number of the write that the document is as new as. */
  readonly revision: number
  /** Seconds since 1970-01-01T00:00:00Z of the last change. */
  readonly modified: number
  /**
   * The state of a document that most writes do not change. Two versions with the same stamp have the same bytes, whatever
   * their revisions. Where there is a stamp, the entity tag is made from it and not from the revision.
   */
  readonly stamp?: Stamp
  /** See Validators. */
  readonly unchangedSince?: number
  /** When something of it expires, in ms since the epoch: from then on nobody is answered with it. */
  readonly until?: number
}

/** Whether something of a version has expired at `now`, in ms. */
export function isOver({ until }: Version, now: number): boolean {
  return until !== undefined && until <= now
}

/** The state of a document: the newest revision of anything in it, and a digest of what that does not tell. */
export interface Stamp {
  readonly revision: number
  readonly digest: string
}

/** Whether two stamps are there and name the same state. */
export function isSameState(one: Stamp | undefined, other: Stamp | undefined): boolean {
  return one !== undefined && one.revision === other?.revision && one.digest === other.digest
}

/** For how long a version that was read is taken for the current one, in milliseconds. */
export const FRESH_MS = 1000

/** How many versions are remembered. */
const LIMIT = 20_000

/**
 * Remembers versions for a second. A request that finds none reads the version itself and leaves it here for the next
 * ones. What the cache gives is never older than what it gave before.
 */
export class VersionCache<Known extends Version> {
  readonly #known = new Map<string, { readonly version: Known; readonly at: number }>()

  /** How many versions are remembered. */
  get size(): number {
    return this.#known.size
  }

  /** The version of that name at `now`, in ms: the remembered one, else what `read` gives. `null`: there is none. */
  async current(name: string, now: number, read: () => Promise<Known | null>): Promise<Known | null> {
    const known = this.#known.get(name)
    if (known && isFresh(known.at, now)) return known.version
    const version = await read()
    if (version) return this.learn(name, version, now)
    this.#known.delete(name)
    return null
  }

  /** Whether this is known to be the revision of that name at `now`, in ms, without reading. */
  isCurrent(name: string, revision: number, now: number): boolean {
    const known = this.#known.get(name)
    return known !== undefined && known.version.revision === revision && isFresh(known.at, now)
  }

  /** Forgets everything, so that whoever asks next reads. */
  clear(): void {
    this.#known.clear()
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
