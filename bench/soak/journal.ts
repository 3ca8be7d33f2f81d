import type { Answer } from './clients.ts'
import type { Visit } from './visits.ts'

/** A request that the server could not answer: a 5xx, or a connection that failed. */
export interface Failure {
  readonly kind: string
  readonly path: string
  readonly status: number | string
  /** The beginning of the body. */
  readonly excerpt: string
  /** Seconds since the beginning. */
  readonly at: number
}

/** How long answers of a kind took, in ms; NaN where there were none. */
export interface Times {
  readonly count: number
  readonly p50: number
  readonly p99: number
}

export const TENTHS = 10

/** Keeps what was answered, by kind and by tenth of the run. */
export class Journal {
  readonly #begin: number
  readonly #tenth: number
  readonly #times = new Map<string, number[][]>()
  readonly statuses = new Map<number | string, number>()
  readonly failures: Failure[] = []
  requests = 0

  /** `begin` and `end` in ms since 1970. */
  constructor(begin: number, end: number) {
    this.#begin = begin
    this.#tenth = (end - begin) / TENTHS
  }

  note(kind: string, { path }: Visit, { status, milliseconds, excerpt }: Answer): void {
    const passed = Date.now() - this.#begin
    this.requests++
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
    if (typeof status === 'string' || status >= 500) {
      this.failures.push({ kind, path, status, excerpt, at: passed / 1000 })
    }
    const tenths = this.#times.get(kind) ?? Array.from({ length: TENTHS }, () => [])
    this.#times.set(kind, tenths)
    tenths[Math.min(TENTHS - 1, Math.floor(passed / this.#tenth))]?.push(milliseconds)
  }

  get kinds(): string[] {
    return [...this.#times.keys()].sort()
  }

  /** The times of one kind, or of all, in a tenth of the run: 0 is the first. */
  times(tenth: number, kind?: string): Times {
    const kinds = kind === undefined ? [...this.#times.values()] : [this.#times.get(kind) ?? []]
    const sorted = kinds.flatMap((tenths) => tenths[tenth] ?? []).sort((a, b) => a - b)
    const part = (of: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN
    return { count: sorted.length, p50: part(0.5), p99: part(0.99) }
  }
}
