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
    ['20220920T123200Z', '2022-09-20T12:32:00+00:00'],
    ['20220920T123200+0700', '2022-09-20T12:32:00+07:00'],
    ['20220920', '2022-09-20T00:00:00+00:00'],
    ['20/09/2022 12:32 WIB', '2022-09-20T12:32:00+07:00'],
    ['Selasa, 20/09/2022 pukul 12.32 WIB', '2022-09-20T12:32:00+07:00'],
    ['5/7/2022 12:32 WIB', '2022-07-05T12:32:00+07:00'],
    ['20.09.2022', '2022-09-20T00:00:00+00:00'],
    ['09/20/2022 3:15:00 PM', '2022-09-20T15:15:00+00:00'],
    ['9/5/2022 3:15:00 PM', '2022-09-05T15:15:00+00:00'],
    ['9/5/2022 15:15 ET', '2022-09-05T15:15:00-04:00'],
    ['Tue, 20 Sep 2022 12:05 AM GMT', '2022-09-20T00:05:00+00:00'],
    ['Tue, 20 Sep 2022 12:05:00 p.m. ET', '2022-09-20T12:05:00-04:00'],
    ['20 Dec 2022 03:15:00 PM PT', '2022-12-20T15:15:00-08:00'],
    ['September 20, 2022, 3:15 PM ET', '2022-09-20T15:15:00-04:00'],
    ['Sept. 20, 2022 at 3:15 p.m. CT', '2022-09-20T15:15:00-05:00'],
    ['2022-09-20 03:15:00 PM', '2022-09-20T15:15:00+00:00'],
    ['1 January 1789', '1789-01-01T00:00:00+00:00'],
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
    '31/31/2022',
    '20 Sep 2022 13:15 PM GMT',
    '20 Sep 2022 0:15 PM GMT',
    '0001-01-01T00:00:00Z',
    '0001-01-01',
    'Mon, 01 Jan 0001 00:00:00 +0000',
    '1970-01-01',
    '1970-01-01T07:00:00+07:00',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Wed, 31 Dec 1969 19:00:00 -0500',
  ])('the text "%s" is read as no date', (text) => {
    expect(shown(text)).toBeUndefined()
  })

  it.each([
    ['5/7/2022 12:32 WIB', ['The day was taken to stand first in the date.']],
    ['9/5/2022 3:15 PM ET', ['The month was taken to stand first in the date.']],
    ['20/09/2022 12:32 WIB', []],
    ['5/5/2022 12:32 WIB', []],
  ])('what was assumed of the order of "%s" is told', (text, guesses) => {
    expect(readDate(text, zoneOf({}, 'en'))?.guesses).toEqual(guesses)
  })

  it('a time without a zone is taken to be WIB where the text is Indonesian', () => {
    expect(readDate('2022-09-20T12:32:00', zoneOf({}, 'id'))).toEqual({
      moment: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
      guesses: ['The time zone was not given and was taken to be WIB.'],
    })
  })
})
