import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANSWER_BUCKETS, timeOfShare as shareOf } from '../../../src/model/operation.ts'
import { IsolateCounts } from '../../../src/serve/isolate-counts.ts'
import { runs } from '../../support/runs.ts'

const timeOfShare = (counts: Record<string, number>, name: string, share: number) =>
  shareOf(counts, name, ANSWER_BUCKETS, share)

function countsOf(times: readonly number[]) {
  const counts = new IsolateCounts()
  for (const time of times) counts.addTime('time', time)
  return counts.take(0)
}

describe('times in buckets', () => {
  it('tell below which time a share lies', () => {
    const counts = countsOf([1, 5, 6, 30, 40, 60, 70, 80, 90, 3000])
    expect(timeOfShare(counts, 'time', 0.5)).toBe(50)
    expect(timeOfShare(counts, 'time', 0.9)).toBe(100)
    expect(timeOfShare(counts, 'time', 0.99)).toBe(10_000)
    expect(timeOfShare(countsOf([11_000]), 'time', 0.5)).toBe(Number.POSITIVE_INFINITY)
    expect(timeOfShare({}, 'time', 0.5)).toBeUndefined()
  })

  it('of several isolates added up tell the same as those of one', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(times, times, fc.constantFrom(0.5, 0.9, 0.99), (one, other, share) => {
        const [a, b] = [countsOf(one), countsOf(other)]
        const names = new Set([...Object.keys(a), ...Object.keys(b)])
        const sum = Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]))
        expect(sum).toEqual(countsOf([...one, ...other]))
        const all = [...one, ...other].sort((x, y) => x - y)
        const exact = all[Math.ceil(share * all.length) - 1] ?? 0
        const expected = ANSWER_BUCKETS.find((end) => exact <= end) ?? Number.POSITIVE_INFINITY
        expect(timeOfShare(sum, 'time', share)).toBe(expected)
      }),
      { numRuns: runs(200) },
    )
  })

  it('are given away once', () => {
    const counts = new IsolateCounts()
    counts.add('renders', 2)
    counts.add('renders')
    expect(counts.take(0)).toEqual({ renders: 3 })
    expect(counts.take(0)).toEqual({})
  })
})
