import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rfc822, rfc3339 } from '../../../src/formats/dates.ts'
import { parseMoment } from '../../../src/model/moment.ts'

const date = new Date(Date.UTC(2022, 8, 20, 5, 32))
const offsets = fc.integer({ min: -840, max: 840 })
const dates = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9998-12-30T00:00:00Z'),
  noInvalidDate: true,
})

describe('an RFC 822 date', () => {
  it.each([
    [420, 'Tue, 20 Sep 2022 12:32:00 +0700'],
    [0, 'Tue, 20 Sep 2022 05:32:00 +0000'],
    [-600, 'Mon, 19 Sep 2022 19:32:00 -1000'],
    [-210, 'Tue, 20 Sep 2022 02:02:00 -0330'],
  ])('at %d minutes is %s', (offset, expected) => {
    expect(rfc822(date, offset)).toBe(expected)
  })

  it('is UTC, as a number, where no offset is known', () => {
    expect(rfc822(date)).toBe('Tue, 20 Sep 2022 05:32:00 +0000')
  })

  it('has four digits of year', () => {
    expect(rfc822(new Date('0099-03-01T00:00:00Z'))).toBe('Sun, 01 Mar 0099 00:00:00 +0000')
  })

  it('has the names of day and month that the platform gives', () => {
    fc.assert(
      fc.property(dates, (any) => {
        expect(rfc822(any)).toBe(any.toUTCString().replace('GMT', '+0000'))
      }),
    )
  })

  it('is read back by Date as the same second', () => {
    fc.assert(
      fc.property(dates, offsets, (any, offset) => {
        fc.pre(any.getUTCFullYear() > 99)
        expect(Date.parse(rfc822(any, offset))).toBe(Math.floor(any.getTime() / 1000) * 1000)
      }),
    )
  })
})

describe('an RFC 3339 date', () => {
  it('shows the wall clock and its offset', () => {
    expect(rfc3339(date, 420)).toBe('2022-09-20T12:32:00+07:00')
    expect(rfc3339(date, 0)).toBe('2022-09-20T05:32:00+00:00')
  })

  it('is Z where no offset is known', () => {
    expect(rfc3339(date)).toBe('2022-09-20T05:32:00Z')
  })

  it('has a fraction only where there is one', () => {
    expect(rfc3339(new Date(date.getTime() + 1), 420)).toBe('2022-09-20T12:32:00.001+07:00')
  })

  it('is read back as the same moment', () => {
    fc.assert(
      fc.property(dates, offsets, (any, offset) => {
        expect(parseMoment(rfc3339(any, offset))).toEqual({ instant: any.getTime(), offset })
      }),
    )
  })
})
