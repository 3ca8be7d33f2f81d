import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANGING, lifetimeWithin, longestUse } from '../../../src/http/caching.ts'

describe('a lifetime that ends with what it is of', () => {
  it.each([
    [CHANGING, 1500, CHANGING],
    [CHANGING, 1499, 'public, max-age=300, stale-while-revalidate=600, stale-if-error=599'],
    [CHANGING, 301, 'public, max-age=300, stale-while-revalidate=1, stale-if-error=0'],
    [CHANGING, 1, 'public, max-age=1, stale-while-revalidate=0, stale-if-error=0'],
    [CHANGING, 0, 'no-store'],
    [CHANGING, -5, 'no-store'],
    ['public, max-age=86400', 90, 'public, max-age=90'],
    ['private, no-cache', 0, 'private, no-cache'],
  ])('%s is cut to %s seconds', (lifetime, seconds, cut) => {
    expect(lifetimeWithin(lifetime, seconds)).toBe(cut)
  })

  it('No copy is used for longer than that, fresh or stale', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 4000 }), (seconds) => {
        expect(longestUse(lifetimeWithin(CHANGING, seconds))).toBeLessThanOrEqual(Math.max(0, seconds))
      }),
    )
  })
})
