import { groupOmissions, type Omission } from '../../model/omission.ts'
import { failed, type Result } from '../../model/result.ts'
import { oneLine, withoutSecrets } from '../../model/text.ts'
import type { Poll } from '../../storage/polls.ts'
import type { Guess, Refusal } from '../import/common/importer.ts'
import type { Fetched } from './fetch.ts'
import { type Freshness, readMaxAge, readRetryAfter, waitAfterFailure, waitAfterSuccess } from './schedule.ts'

/** The most that is kept of why a feed fails, in characters: a server may have written most of it. */
const LONGEST_REASON = 500

/** What a feed had: articles, or nothing new since the last poll (304). */
export type PollNews =
  | {
      readonly kind: 'written'
      readonly answer: Fetched
      readonly ttl: number | undefined
      readonly added: number
      readonly changed: number
      /** The items that were not taken. */
      readonly refused: readonly Refusal[]
      /** What the feed does not say of its items and was therefore guessed. */
      readonly guesses: readonly Guess[]
      /** All that was left out; the refused items are among it. */
      readonly omitted: readonly Omission[]
    }
  | { readonly kind: 'unchanged'; readonly answer: Fetched }

type WrittenNews = Extract<PollNews, { kind: 'written' }>

/** Why a poll brought nothing. */
export type PollFailure =
  /** The feed does not answer, or with nothing that could be read. `retryAfter` is in ms. */
  | { readonly kind: 'failing'; readonly reason: string; readonly retryAfter?: number | undefined }
  /** The feed says that it is gone for good (410). */
  | { readonly kind: 'gone' }
  /** We could not store what the feed has. */
  | { readonly kind: 'internal'; readonly error: unknown }

/** What a poll came to. */
export type PollResult = Result<PollNews, PollFailure>

/** What is known of a feed between polls. */
export type PollState = Omit<Poll, 'source' | 'feed'>

const DAY = 86_400_000

/** How many new articles a feed has brought so far on the day (by UTC) of `now`, in ms since the epoch. */
export function addedToday({ day, added }: PollState, now: number): number {
  return day === Math.floor(now / DAY) ? added : 0
}

/** An answer with news (200) or without (304); fails with every other one. `now` is in ms since the epoch. */
export function judge(fetched: Result<Fetched, string>, now: number): Result<Fetched, PollFailure> {
  if (!fetched.ok) return failed({ kind: 'failing', reason: bounded(fetched.failure) })
  const { status, statusText, headers } = fetched.value
  if (status === 200 || status === 304) return fetched
  if (status === 410) return failed({ kind: 'gone' })
  const retryAfter = readRetryAfter(headers.get('Retry-After'), now)
  const reason = bounded(`It answered ${status}${wordsOf(status, statusText)}.`)
  return failed({ kind: 'failing', reason, retryAfter })
}

// A server that stands between us and the feed may say in its own words why it can't have it; so does `npm start`.
function wordsOf(status: number, statusText: string): string {
  return status === 502 && statusText !== '' && statusText !== 'Bad Gateway' ? ` (${statusText})` : ''
}

function bounded(reason: string): string {
  return oneLine(withoutSecrets(reason)).slice(0, LONGEST_REASON)
}

/** The state after a poll at `now`, in ms since the epoch; `jitter` is from 0 to 1. */
export function stateAfter(before: PollState, result: PollResult, now: number, jitter: number): PollState {
  return result.ok
    ? stateAfterNews(before, result.value, now)
    : stateAfterFailure(before, result.failure, now, jitter)
}

function stateAfterFailure(before: PollState, failure: PollFailure, now: number, jitter: number): PollState {
  switch (failure.kind) {
    case 'gone':
      return { ...before, isGone: true, lastError: 'It is gone for good (410).' }
    case 'failing': {
      const failures = before.failures + 1
      const nextPoll = now + waitAfterFailure(failures, jitter, failure.retryAfter)
      return { ...before, failures, nextPoll, lastError: failure.reason }
    }
    // Not the feed's fault: it is asked at its usual time, and for the same as now.
    case 'internal':
      return { ...before, nextPoll: now + waitAfterSuccess({ ttl: before.ttl ?? undefined }) }
  }
}

function stateAfterNews(before: PollState, news: PollNews, now: number): PollState {
  const { headers, moved } = news.answer
  const ttl = news.kind === 'written' ? news.ttl : (before.ttl ?? undefined)
  const validator = (name: string, old: string | null) =>
    isToComeAgain(news) ? null : (headers.get(name) ?? (news.kind === 'unchanged' ? old : null))
  return {
    ...(news.kind === 'written' ? countedIn(before, news, now) : before),
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

// A document that has more for the next poll must not be answered with a 304 then.
function isToComeAgain(news: PollNews): boolean {
  return news.kind === 'written' && news.omitted.some(({ kind }) => kind === 'waiting')
}

function countedIn(
  before: PollState,
  { omitted, added }: Pick<WrittenNews, 'omitted' | 'added'>,
  now: number,
) {
  return {
    omitted: groupOmissions(omitted),
    day: Math.floor(now / DAY),
    added: addedToday(before, now) + added,
  }
}

function freshnessOf(headers: Headers, ttl: number | undefined, now: number): Freshness {
  return {
    maxAge: readMaxAge(headers.get('Cache-Control')),
    ttl,
    retryAfter: readRetryAfter(headers.get('Retry-After'), now),
  }
}
