import { describe, expect, it } from 'vitest'
import { rfc3339 } from '../../../../../src/formats/dates.ts'
import { restrictionOf } from '../../../../../src/ingest/import/common/restrictions.ts'

const NOW = Date.parse('2024-05-01T12:00:00Z')

const kindOf = (status: string | undefined, embargo?: string, now: number | undefined = NOW) =>
  restrictionOf({ status, embargo }, {}, now)?.kind

const endOf = (embargo: string, timezone?: string) => {
  const restricted = restrictionOf({ status: undefined, embargo }, timezone ? { timezone } : {}, NOW)
  const until = restricted?.kind === 'embargo' ? restricted.until : undefined
  return until && rfc3339(new Date(until.instant), until.offset)
}

describe('what keeps an item of a wire from being published', () => {
  it.each([
    [undefined, undefined],
    ['stat:usable', undefined],
    ['http://cv.iptc.org/newscodes/pubstatusg2/usable', undefined],
    ['stat:canceled', 'canceled'],
    ['Cancelled', 'canceled'],
    ['stat:withheld', 'withheld'],
    ['Embargoed', 'embargo'],
    ['', 'withheld'],
  ])('the status %s counts as %s', (status, kind) => {
    expect(kindOf(status)).toBe(kind)
  })

  it('an embargo that has passed by the clock of the caller is none, and runs to its very end', () => {
    expect(kindOf('stat:usable', '2024-05-01T12:00:00.001Z')).toBe('embargo')
    expect(kindOf('stat:usable', '2024-05-01T12:00:00Z')).toBeUndefined()
    expect(kindOf('Embargoed', '2024-05-01T11:00:00Z')).toBeUndefined()
  })

  it('without a clock every embargo counts as running', () => {
    expect(restrictionOf({ status: undefined, embargo: '2001-01-01T00:00:00Z' }, {}, undefined)?.kind).toBe(
      'embargo',
    )
  })

  it('a cancelation counts more than an embargo, and an embargo more than being withheld', () => {
    expect(kindOf('stat:canceled', '2025-01-01T00:00:00Z')).toBe('canceled')
    expect(kindOf('stat:withheld', '2025-01-01T00:00:00Z')).toBe('embargo')
  })

  it.each([
    ['2024-05-02T08:00:00+07:00', '2024-05-02T08:00:00+07:00'],
    ['20240502T080000Z', '2024-05-02T08:00:00+00:00'],
    ['2024-05-02', '2024-05-03T00:00:00-12:00'],
    ['2024-05-02T08:00:00', '2024-05-02T08:00:00-12:00'],
    ['2024-06', undefined],
    ['besok', undefined],
    ['', undefined],
  ])('the embargo "%s" of an unknown zone ends at %s', (embargo, end) => {
    expect(endOf(embargo)).toBe(end)
    expect(kindOf(undefined, embargo)).toBe('embargo')
  })

  it('an embargo without a zone ends in the zone of its source', () => {
    expect(endOf('2024-05-02T08:00:00', 'Asia/Jakarta')).toBe('2024-05-02T08:00:00+07:00')
    expect(endOf('2024-05-02', 'Asia/Jakarta')).toBe('2024-05-03T00:00:00+07:00')
  })
})
