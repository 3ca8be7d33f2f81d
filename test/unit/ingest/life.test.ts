import { describe, expect, it } from 'vitest'
import { readLife } from '../../../src/ingest/life.ts'
import { expiryOf, NEVER } from '../../../src/model/lifecycle.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 0, 1)
const at = (instant: number) => ({ instant, offset: 420 })

describe('what the fields of an article say of its life', () => {
  it('It is public from the later of publication and embargo on, and published then', () => {
    const both = readLife({ published: at(NOW + HOUR), embargo: at(NOW + 2 * HOUR) }, NOW)
    expect(both).toMatchObject({ life: { hold: NOW + 2 * HOUR }, published: at(NOW + 2 * HOUR), faults: [] })
    const over = readLife({ published: at(NOW - HOUR), embargo: at(NOW - DAY) }, NOW)
    expect(over).toMatchObject({ life: {}, published: at(NOW - HOUR) })
    expect(readLife({ published: at(NOW - HOUR), embargo: null }, NOW).life).toEqual({ hold: NEVER })
  })

  it('The last correction moves the time of its update, wherever it stands in the list', () => {
    const corrections = [at(NOW - HOUR), at(NOW - 2 * HOUR)].map((one) => ({ at: one, text: 'x' }))
    const read = readLife({ published: at(NOW - DAY), updated: at(NOW - 3 * HOUR), corrections }, NOW)
    expect(read).toMatchObject({ updated: at(NOW - HOUR), faults: [] })
    expect(readLife({ published: at(NOW - DAY) }, NOW).updated).toBeUndefined()
  })

  it('What contradicts itself is a fault with its place', () => {
    const fields = {
      published: at(NOW - DAY),
      expires: at(NOW - DAY),
      corrections: [
        { at: at(NOW + 1), text: 'x' },
        { at: at(NOW - 2 * DAY), text: 'x' },
      ],
      withdrawn: { kind: 'kill' as const, reason: 'x', at: at(NOW + 1) },
    }
    expect(readLife(fields, NOW).faults.map(({ path }) => path.join('.'))).toEqual([
      'expires',
      'corrections.0.at',
      'corrections.1.at',
      'withdrawn.at',
    ])
  })
})

describe('when an article has to be gone', () => {
  const source = (keep_days?: number) => ({
    id: 'x',
    name: 'X',
    ...(keep_days !== undefined && { keep_days }),
  })

  it('Its own time counts, else the strictest source of its chain, to the full hour before', () => {
    const published = at(NOW + 20 * 60_000)
    const chain = { published, publisher: source(30), sources: [source(), source(7)] }
    expect(expiryOf(chain)).toEqual(at(NOW + 7 * DAY))
    expect(expiryOf({ ...chain, expires: at(NOW + 60 * DAY) })).toEqual(at(NOW + 60 * DAY))
    expect(expiryOf({ published, publisher: source(), sources: [] })).toBeUndefined()
  })
})
