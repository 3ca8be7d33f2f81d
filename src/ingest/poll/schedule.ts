const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** No feed is asked again sooner than this, in milliseconds. */
export const SHORTEST_WAIT = 5 * MINUTE

/** When to ask a feed again that does not say how long it may be kept, in milliseconds. */
export const USUAL_WAIT = 30 * MINUTE

/** The longest wait, however long a feed says that it may be kept, and however often it has failed; in milliseconds. */
export const LONGEST_WAIT = 24 * HOUR

/** The longest Retry-After that is obeyed, in milliseconds. */
const LONGEST_RETRY_AFTER = 7 * LONGEST_WAIT

/** What a feed says about when to ask again, in milliseconds. */
export interface Freshness {
  /** Cache-Control: max-age. */
  readonly maxAge?: number | undefined
  /** The `ttl` of RSS. */
  readonly ttl?: number | undefined
  readonly retryAfter?: number | undefined
}

/** Milliseconds to wait after a success: the longest time that the feed asks for, within our limits. */
export function waitAfterSuccess({ maxAge = 0, ttl = 0, retryAfter = 0 }: Freshness): number {
  const asked = Math.max(maxAge, ttl)
  const wait = Math.min(Math.max(asked || USUAL_WAIT, SHORTEST_WAIT), LONGEST_WAIT)
  return Math.max(wait, Math.min(retryAfter, LONGEST_RETRY_AFTER))
}

/**
 * Milliseconds to wait after the nth failure in a row (from 1): 5 minutes, doubled each time up to 24 hours.
 * `jitter`, from 0 to 1, takes up to a fifth off, so that feeds which failed together are not asked together again.
 * Retry-After may make the wait longer.
 */
export function waitAfterFailure(failures: number, jitter: number, retryAfter = 0): number {
  const longest = Math.min(SHORTEST_WAIT * 2 ** (failures - 1) * 1.25, LONGEST_WAIT)
  return Math.max(Math.round(longest * (1 - jitter / 5)), Math.min(retryAfter, LONGEST_RETRY_AFTER))
}

/** A Retry-After header (RFC 9110 10.2.3), seconds or a date, as milliseconds from `now` (ms). */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const date = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** The max-age of a Cache-Control header (RFC 9111 5.2.2.1), in milliseconds. */
export function readMaxAge(header: string | null): number | undefined {
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})(?!\d)/i.exec(header ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}
