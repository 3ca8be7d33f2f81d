import { describe, expect, it } from 'vitest'
import { correctionText, noticeText } from '../../../src/words/notices.ts'

// Still 20 September where it was written, already 21 in UTC+9.
const AT = { instant: Date.UTC(2022, 8, 20, 20), offset: -60 }

describe('what readers are told of corrections and withdrawals', () => {
  it('A correction has the day where it was written, in the words of its article', () => {
    expect(correctionText({ at: AT, text: 'Salah.' }, 'id')).toBe('Ralat 20/9/2022: Salah.')
    expect(correctionText({ at: AT, text: 'Wrong.' }, 'en-GB')).toBe('Correction, 20 September 2022: Wrong.')
    expect(correctionText({ at: { ...AT, offset: 540 }, text: 'x' }, 'ar')).toBe(
      'Correction, 21 September 2022: x',
    )
  })

  it.each([
    ['id', 'kill', 'Redaksi', 'Ditarik', 'Artikel ini ditarik oleh Redaksi pada 20/9/2022. Alasan: Salah.'],
    [
      'id',
      'legal',
      undefined,
      'Ditarik',
      'Artikel ini ditarik pada 20/9/2022 atas dasar hukum. Alasan: Salah.',
    ],
    ['en', 'kill', undefined, 'Withdrawn', 'This article was withdrawn on 20 September 2022. Reason: Salah.'],
    [
      'de',
      'legal',
      'Warta',
      'Withdrawn',
      'This article was withdrawn by Warta on 20 September 2022 for legal reasons. Reason: Salah.',
    ],
  ] as const)(
    'A notice in %s of a withdrawal of the kind %s says when, by whom and why',
    (language, kind, by, title, text) => {
      const notice = { kind, at: AT.instant, offset: AT.offset, language, reason: 'Salah.', by }
      expect(noticeText(notice)).toMatchObject({ title, text })
    },
  )
})
