import { describe, expect, it } from 'vitest'
import { formatOffset, parseMoment, wallClock } from '../../../src/model/moment.ts'

const INSTANT = Date.UTC(2022, 8, 20, 5, 32)

describe('parseMoment', () => {
  it.each([
    ['2022-09-20T12:32:00+07:00', INSTANT, 420],
    ['2022-09-20T05:32:00Z', INSTANT, 0],
    ['2022-09-20t05:32:00z', INSTANT, 0],
    ['2022-09-20 12:32:00+07:00', INSTANT, 420],
    ['2022-09-20T02:02:00-03:30', INSTANT, -210],
    ['2022-09-20T12:32:00.5+07:00', INSTANT + 500, 420],
    ['2022-09-20T12:32:00.123456789+07:00', INSTANT + 123, 420],
    ['2024-02-29T00:00:00+14:00', Date.UTC(2024, 1, 28, 10), 840],
  ])('the date-time %s is read', (text, instant, offset) => {
    expect(parseMoment(text)).toEqual({ instant, offset })
  })

  it.each([
    ['without its offset', '2022-09-20T12:32:00'],
    ['without seconds', '2022-09-20T12:32+07:00'],
    ['a date alone', '2022-09-20'],
    ['on 31 February', '2022-02-31T12:32:00+07:00'],
    ['on 29 February of a common year', '2023-02-29T12:32:00+07:00'],
    ['in month 13', '2022-13-01T12:32:00+07:00'],
    ['at hour 24', '2022-09-20T24:00:00+07:00'],
    ['at a leap second, which no Date can hold', '2016-12-31T23:59:60Z'],
    ['at an offset of 15 hours', '2022-09-20T12:32:00+15:00'],
    ['at an offset of a minute more than 14 hours', '2022-09-20T12:32:00-14:01'],
    ['at an offset of 60 minutes', '2022-09-20T12:32:00+06:60'],
    ['at an offset without its colon', '2022-09-20T12:32:00+0700'],
    ['in a zone that is a name', '2022-09-20T12:32:00 WIB'],
    ['after the year 9999 in UTC', '9999-12-31T23:59:59-00:01'],
    ['before the year 0 in UTC', '0000-01-01T00:00:00+00:01'],
    ['surrounded by spaces', ' 2022-09-20T12:32:00+07:00\n'],
  ])('a date-time is refused that is %s', (_, text) => {
    expect(parseMoment(text)).toBeUndefined()
  })
})

describe('wallClock', () => {
  it('the wall clock of a moment shows the time at its own offset', () => {
    expect(wallClock({ instant: INSTANT, offset: 420 }).toISOString()).toBe('2022-09-20T12:32:00.000Z')
    expect(wallClock({ instant: INSTANT, offset: -600 }).toISOString()).toBe('2022-09-19T19:32:00.000Z')
  })
})

describe('formatOffset', () => {
  it.each([
    [420, '+07:00'],
    [0, '+00:00'],
    [-0, '+00:00'],
    [-210, '-03:30'],
    [345, '+05:45'],
  ])('an offset of %d minutes is written %s', (offset, text) => {
    expect(formatOffset(offset)).toBe(text)
    expect(formatOffset(offset, '')).toBe(text.replace(':', ''))
  })
})
