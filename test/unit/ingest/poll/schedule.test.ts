import { describe, expect, it } from 'vitest'
import {
  readMaxAge,
  readRetryAfter,
  waitAfterFailure,
  waitAfterSuccess,
} from '../../../../src/ingest/poll/schedule.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Date.UTC(2026, 0, 1)

describe('the wait after a success', () => {
  it.each([
    ['is half an hour where the feed says nothing', {}, 30 * MINUTE],
    ['is its max-age', { maxAge: 10 * MINUTE }, 10 * MINUTE],
    ['is its ttl', { ttl: HOUR }, HOUR],
    ['is the longer of both', { maxAge: 2 * HOUR, ttl: HOUR }, 2 * HOUR],
    ['is never less than five minutes', { maxAge: 1000 }, 5 * MINUTE],
    ['is half an hour for max-age=0, which says nothing', { maxAge: 0 }, 30 * MINUTE],
    ['is never more than a day on account of its age', { maxAge: 8760 * HOUR }, 24 * HOUR],
    ['is not shorter than Retry-After', { maxAge: MINUTE, retryAfter: 48 * HOUR }, 48 * HOUR],
  ])('The wait after a success %s', (_, freshness, wait) => {
    expect(waitAfterSuccess(freshness)).toBe(wait)
  })
})

describe('the wait after failures', () => {
  it('The wait after failures doubles from five minutes to a day', () => {
    const waits = [1, 2, 3, 4, 8, 9, 10, 1000].map((failures) => waitAfterFailure(failures, 1) / MINUTE)
    expect(waits).toEqual([5, 10, 20, 40, 640, 1152, 1152, 1152])
    expect(waitAfterFailure(1000, 0)).toBe(24 * HOUR)
  })

  it('The wait after failures is spread by the jitter, and never less than five minutes or more than a day', () => {
    expect(waitAfterFailure(3, 0)).toBe(25 * MINUTE)
    expect(waitAfterFailure(3, 0.5)).toBe(22.5 * MINUTE)
    for (const failures of [1, 5, 9, 40]) {
      for (const jitter of [0, 0.3, 1]) {
        const wait = waitAfterFailure(failures, jitter)
        expect(wait).toBeGreaterThanOrEqual(5 * MINUTE)
        expect(wait).toBeLessThanOrEqual(24 * HOUR)
      }
    }
  })

  it('The wait after failures is not shorter than Retry-After, up to a week', () => {
    expect(waitAfterFailure(1, 0, 3 * HOUR)).toBe(3 * HOUR)
    expect(waitAfterFailure(9, 0, HOUR)).toBe(24 * HOUR)
    expect(waitAfterFailure(1, 0, 9999 * HOUR)).toBe(168 * HOUR)
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:10:00 GMT', 10 * MINUTE],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ])('Retry-After "%s" is so many milliseconds from now: %i', (header, wait) => {
    expect(readRetryAfter(header, NOW)).toBe(wait)
  })

  it.each([null, '', 'soon', '-5', '1.5', '99999999999'])('Retry-After %s says nothing', (header) => {
    expect(readRetryAfter(header, NOW)).toBeUndefined()
  })
})

describe('max-age', () => {
  it('max-age is read among other directives, in any case', () => {
    expect(readMaxAge('public, Max-Age=600, must-revalidate')).toBe(600_000)
    expect(readMaxAge('max-age="60"')).toBe(60_000)
  })

  it.each([null, 'no-store', 's-maxage=600', 'x-max-age=600', 'max-age=-1', 'max-age=9999999999'])(
    'There is no max-age in %s',
    (header) => {
      expect(readMaxAge(header)).toBeUndefined()
    },
  )
})
