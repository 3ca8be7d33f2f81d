import type { Refusal } from '../import/common/importer.ts'
import type { Fetched } from './fetch.ts'
import { type Freshness, readMaxAge, readRetryAfter, waitAfterFailure, waitAfterSuccess } from './schedule.ts'

/** What a server said to a poll. */
export type Answer =
  | Extract<Fetched, { kind: 'answered' }>
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfter?: number | undefined }
  | { readonly kind: 'gone' }

/** What a poll came to. */
export type PollResult =
  | {
      readonly kind: 'written'
      readonly answer: Extract<Answer, { kind: 'answered' }>
      readonly ttl: number | undefined
      readonly added: number
      readonly changed: number
      /** The items that were not taken. */
      readonly refused: readonly Refusal[]
    }
  | { readonly kind: 'unchanged'; readonly answer: Extract<Answer, { kind: 'answered' }> }
  | Exclude<Answer, { kind: 'answered' }>

/** What is known of a feed between polls; times are ms since the epoch, durations ms. */
export interface PollState {
  readonly moved: string | null
  readonly etag: string | null
  readonly lastModified: string | null
  readonly ttl: number | null
  readonly lastSuccess: number | null
  readonly nextPoll: number
  readonly failures: number
  readonly lastError: string | null
  readonly isGone: boolean
}

/** Tells an answer with news (200), or without (304), from a refusal. `now` is ms since the epoch. */
export function judge(fetched: Fetched, now: number): Answer {
  if (fetched.kind === 'failed') return fetched
  const { status, headers } = fetched
  if (status === 200 || status === 304) return fetched
  if (status === 410) return { kind: 'gone' }
  const retryAfter = readRetryAfter(headers.get('Retry-After'), now)
  return { kind: 'failed', reason: `It answered ${status}.`, retryAfter }
}

/** The state after a poll at `now`, in ms since the epoch; `jitter` is from 0 to 1. */
export function stateAfter(before: PollState, result: PollResult, now: number, jitter: number): PollState {
  if (result.kind === 'gone') return { ...before, isGone: true, lastError: 'It is gone for good (410).' }
  if (result.kind === 'failed') {
    const failures = before.failures + 1
    const nextPoll = now + waitAfterFailure(failures, jitter, result.retryAfter)
    return { ...before, failures, nextPoll, lastError: result.reason }
  }
  const { headers, moved } = result.answer
  const ttl = result.kind === 'written' ? result.ttl : (before.ttl ?? undefined)
  const validator = (name: string, old: string | null) =>
    headers.get(name) ?? (result.kind === 'unchanged' ? old : null)
  return {
    moved: moved ?? before.moved,
    etag: validator('ETag', before.etag),
    lastModified: validator('Last-Modified', before.lastModified),
    ttl: ttl ?? null,
    lastSuccess: now,
    nextPoll: now + waitAfterSuccess(freshnessOf(headers, ttl, now)),
    failures: 0,
    lastError: null,
    isGone: false,
  }
}

function freshnessOf(headers: Headers, ttl: number | undefined, now: number): Freshness {
  return {
    maxAge: readMaxAge(headers.get('Cache-Control')),
    ttl,
    retryAfter: readRetryAfter(headers.get('Retry-After'), now),
  }
}
