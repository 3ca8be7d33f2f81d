import { describe, expect, it } from 'vitest'
import {
  LANGUAGES,
  SITE_LANGUAGE,
  spokenLanguage,
  spokenLanguages,
  wordsOf,
} from '../../../src/words/index.ts'

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

describe('LANGUAGES', () => {
  it('a page without a language of its own can be had in every language, the first is that of the site', () => {
    expect(SITE_LANGUAGE).toBe('id')
    expect(spokenLanguages()).toEqual([...LANGUAGES.keys()])
  })

  it('no language leaves a word empty', () => {
    for (const words of LANGUAGES.values()) expect(textsOf(words), words.language).not.toContain('')
  })
})

/** All texts of a language. Functions are called with names that stand out. */
function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return [words('NAMA', 'NAMA')]
  return Object.values(words ?? {}).flatMap(textsOf)
}
