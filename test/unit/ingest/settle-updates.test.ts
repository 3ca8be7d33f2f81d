import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settleUpdates, type Wish } from '../../../src/ingest/settle-updates.ts'

const second = fc.integer({ min: 0, max: 3 }).map((n) => 1_663_651_920_000 + n * 1000)

/** Articles with ties in the times that they wish for; no two of them are stored with the same time. */
const wishes: fc.Arbitrary<Wish[]> = fc
  .uniqueArray(
    fc.record({ wanted: second, shift: fc.integer({ min: -5, max: 5 }), isStored: fc.boolean() }),
    { maxLength: 30, selector: ({ wanted, shift, isStored }) => (isStored ? wanted + shift : {}) },
  )
  .map((all) =>
    all.map(({ wanted, shift, isStored }, n) => ({
      id: `urn:x:${n}`,
      wanted,
      stored: isStored ? wanted + shift : undefined,
    })),
  )

/** Times of stored articles: those of the wishes and of articles that the sync does not touch. */
const others = fc.array(fc.tuple(second, fc.nat({ max: 6 })).map(([time, shift]) => time + shift))

function takenBy(all: readonly Wish[], more: readonly number[]): Set<number> {
  return new Set([...all.flatMap(({ stored }) => (stored === undefined ? [] : [stored])), ...more])
}

function isKept({ stored, wanted }: Wish): boolean {
  return stored !== undefined && stored >= wanted && stored - wanted < 1000
}

describe('the update times of a sync', () => {
  it('Update times are all different, also from those of articles that are not touched', () => {
    fc.assert(
      fc.property(wishes, others, (all, more) => {
        const taken = takenBy(all, more)
        const times = settleUpdates(all, taken)
        expect(new Set(times.values()).size).toBe(all.length)
        for (const wish of all) {
          const time = times.get(wish.id) ?? Number.NaN
          if (!isKept(wish)) expect(taken.has(time)).toBe(false)
        }
      }),
    )
  })

  it('An update time is never earlier than written: that time, or the first free one after it', () => {
    fc.assert(
      fc.property(wishes, others, (all, more) => {
        const taken = takenBy(all, more)
        const times = settleUpdates(all, taken)
        const used = new Set([...taken, ...times.values()])
        for (const wish of all) {
          const time = times.get(wish.id) ?? Number.NaN
          expect(time).toBeGreaterThanOrEqual(wish.wanted)
          if (!isKept(wish)) for (let at = wish.wanted; at < time; at++) expect(used.has(at)).toBe(true)
        }
      }),
    )
  })

  it('Update times stay as they are stored while the written second stays', () => {
    fc.assert(
      fc.property(wishes, others, (all, more) => {
        const times = settleUpdates(all, takenBy(all, more))
        for (const wish of all) if (isKept(wish)) expect(times.get(wish.id)).toBe(wish.stored)
      }),
    )
  })

  it('Update times come out the same again, and stay for good once stored', () => {
    fc.assert(
      fc.property(wishes, others, (all, more) => {
        const taken = takenBy(all, more)
        const times = settleUpdates(all, taken)
        expect(settleUpdates(all, taken)).toEqual(times)
        const stored = all.map((wish) => ({ ...wish, stored: times.get(wish.id) }))
        expect(settleUpdates(stored, takenBy(stored, more))).toEqual(times)
      }),
    )
  })

  it('Update times are those written where nothing ties', () => {
    const times = settleUpdates(
      [
        { id: 'a', wanted: 5000, stored: undefined },
        { id: 'b', wanted: 7000, stored: 5000 },
      ],
      new Set([5000]),
    )
    expect(Object.fromEntries(times)).toEqual({ a: 5001, b: 7000 })
  })

  it('Free update times are found for thousands of ties in no time', () => {
    const all = Array.from({ length: 20_000 }, (_, n) => ({ id: `${n}`, wanted: 0, stored: undefined }))
    expect(Math.max(...settleUpdates(all, new Set()).values())).toBe(19_999)
  })
})
