import { describe, expect, it } from 'vitest'
import { datesIn, LANGUAGES, spokenLanguage, wordsOf } from '../../../src/words/index.ts'
import { textsOf } from '../../support/texts-of-words.ts'

describe('wordsOf', () => {
  it.each([
    ['id', 'id'],
    ['id-ID', 'id'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['ido', 'en'],
    ['ms', 'en'],
    ['constructor', 'en'],
    ['', 'en'],
  ])('the words around texts of the language "%s" are those of "%s"', (language, expected) => {
    expect(wordsOf(language).language).toBe(expected)
  })
})

describe('spokenLanguage', () => {
  it('a page is in the language of its texts where there are words for it, else in English', () => {
    expect(['id', 'id-ID', 'en-GB', 'ar', 'ide', 'enm'].map(spokenLanguage)).toEqual([
      'id',
      'id-ID',
      'en-GB',
      'en',
      'en',
      'en',
    ])
  })
})

describe('datesIn', () => {
  it('dates are written as the language does: as Warta has it where it speaks the language, else as Intl has it', () => {
    expect(datesIn('id')).toEqual({ language: 'id', dates: wordsOf('id').dates })
    expect(datesIn('en-US')).toEqual({ language: 'en-US', dates: wordsOf('en').dates })
    expect(datesIn('ar')).toEqual({ language: 'ar', dates: { locale: 'ar', zones: {} } })
  })

  it('dates beside texts in a language that Intl does not know are in English', () => {
    for (const language of ['tlh', 'not a language']) {
      expect(datesIn(language)).toEqual({ language: 'en', dates: wordsOf('en').dates })
    }
  })
})

describe('LANGUAGES', () => {
  it('no language leaves a word empty', () => {
    for (const words of LANGUAGES.values()) expect(textsOf(words, 'NAMA'), words.language).not.toContain('')
  })
})
