import { describe, expect, it } from 'vitest'
import { rfc3339 } from '../../../../../src/formats/dates.ts'
import { zoneOf } from '../../../../../src/ingest/import/common/assumptions.ts'
import { readDate } from '../../../../../src/ingest/import/common/written-dates.ts'

const shown = (text: string, language = 'en') => {
  const read = readDate(text, zoneOf({}, language))
  return read && rfc3339(new Date(read.moment.instant), read.moment.offset)
}

describe('dates of feeds', () => {
  it.each([
    ['Tue, 20 Sep 2022 12:32:00 +0700', '2022-09-20T12:32:00+07:00'],
    ['20 Sep 22 12:32 WIB', '2022-09-20T12:32:00+07:00'],
    ['Tue, 20 Sep 2022 12:32:00 WITA', '2022-09-20T12:32:00+08:00'],
    ['Selasa, 20 September 2022 12:32 WIT', '2022-09-20T12:32:00+09:00'],
    ['Rab, 5 Okt 2022 01.02 GMT', '2022-10-05T01:02:00+00:00'],
    ['Thu, 01 Jan 2004 19:48:21 EST', '2004-01-01T19:48:21-05:00'],
    ['Thu, 01 Jan 98 19:48:21 GMT', '1998-01-01T19:48:21+00:00'],
    ['Thu, 01 Jan 2004 19:48:60 +0000 (UTC)', '2004-01-01T19:48:59+00:00'],
    ['Thu Jan  1 19:48:21 2004', '2004-01-01T19:48:21+00:00'],
    ['2022-09-20T12:32:00.5Z', '2022-09-20T12:32:00.500+00:00'],
    ['2022-09-20 12:32:00 +0700', '2022-09-20T12:32:00+07:00'],
    ['2022-09-20T12:32', '2022-09-20T12:32:00+00:00'],
    ['2022-09', '2022-09-01T00:00:00+00:00'],
    ['2022', '2022-01-01T00:00:00+00:00'],
  ])('the date "%s" of a document is read as %s', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  it.each([
    '',
    'kemarin',
    '31 Feb 2022 10:00 GMT',
    '2022-13-01',
    'Tue, 20 Sep 2022 12:32:00 XYZ',
    '20 Foo 2022 12:00 GMT',
  ])('the text "%s" is read as no date', (text) => {
    expect(shown(text)).toBeUndefined()
  })

  it('a time without a zone is taken to be WIB where the text is Indonesian', () => {
    expect(readDate('2022-09-20T12:32:00', zoneOf({}, 'id'))).toEqual({
      moment: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
      guesses: ['The time zone was not given and was taken to be WIB.'],
    })
  })
})
