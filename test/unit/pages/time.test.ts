import { describe, expect, it } from 'vitest'
import { isoTime, timeText } from '../../../src/pages/time.tsx'
import { wordsOf } from '../../../src/words/index.ts'

const NOON = { instant: Date.UTC(2022, 8, 20, 5, 32, 7), offset: 420 }

describe('timeText', () => {
  it.each([
    ['id', 420, 'Selasa, 20 September 2022, 12.32 WIB'],
    ['id', 540, 'Selasa, 20 September 2022, 14.32 WIT'],
    ['id', 60, 'Selasa, 20 September 2022, 06.32 UTC+1'],
    ['en', 420, 'Tuesday, 20 September 2022, 12:32 UTC+7'],
    ['en', 0, 'Tuesday, 20 September 2022, 05:32 UTC'],
    ['en', -210, 'Tuesday, 20 September 2022, 02:02 UTC−3:30'],
    ['ar', 420, 'Tuesday, 20 September 2022, 12:32 UTC+7'],
  ])(
    'a moment is written in the words of "%s", by the clock of its offset of %i minutes',
    (language, offset, text) => {
      expect(timeText({ ...NOON, offset }, wordsOf(language).dates)).toBe(text)
    },
  )

  it('a moment is written without its weekday where there is little room', () => {
    expect(timeText(NOON, wordsOf('en').dates, false)).toBe('20 September 2022, 12:32 UTC+7')
  })
})

describe('isoTime', () => {
  it('a moment is written for machines to the second, at its own offset', () => {
    expect(isoTime(NOON)).toBe('2022-09-20T12:32:07+07:00')
  })
})
