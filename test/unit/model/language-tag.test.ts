import { describe, expect, it } from 'vitest'
import {
  canonicalLanguage,
  directionOf,
  isolated,
  primaryLanguage,
  unisolated,
} from '../../../src/model/language-tag.ts'

describe('directionOf', () => {
  it.each(['ar', 'he', 'fa-IR', 'ur', 'dv', 'ckb', 'ms-Arab', 'pa-PK', 'az-Arab'])(
    'text in the language "%s" is written from right to left',
    (tag) => {
      expect(directionOf(tag)).toBe('rtl')
    },
  )

  it.each(['id', 'en-GB', 'ms', 'ar-Latn', 'zh-Hant', 'en-x-foo', 'x-foo', ''])(
    'text in the language "%s" is written from left to right',
    (tag) => {
      expect(directionOf(tag)).toBe('ltr')
    },
  )
})

describe('isolated', () => {
  it('plain text that is written from right to left stands between RLI and PDI, and other text is left as it is', () => {
    expect(isolated('قمة SCO!', 'ar')).toBe('\u2067قمة SCO!\u2069')
    expect(isolated('KTT SCO!', 'id')).toBe('KTT SCO!')
    expect(isolated('', 'ar')).toBe('')
  })

  it('a text that was isolated at its beginning comes back without RLI and PDI, and every other text as it is', () => {
    expect(unisolated(`${isolated('قمة SCO!', 'ar')} Report by X.`)).toBe('قمة SCO! Report by X.')
    expect(unisolated('a \u2067قمة\u2069')).toBe('a \u2067قمة\u2069')
    expect(unisolated('\u2067قمة')).toBe('\u2067قمة')
  })
})

describe('canonicalLanguage', () => {
  it('a language tag is written in the one case that it is known by', () => {
    expect(['ID', 'en-gb', 'zh-hans-cn'].map(canonicalLanguage)).toEqual(['id', 'en-GB', 'zh-Hans-CN'])
  })

  it.each(['', 'en_GB', 'i'])('"%s" is not a language tag', (tag) => {
    expect(canonicalLanguage(tag)).toBeUndefined()
  })
})

describe('primaryLanguage', () => {
  it('the primary language of a tag is its first part', () => {
    expect(['id', 'en-GB', 'zh-Hans-CN', ''].map(primaryLanguage)).toEqual(['id', 'en', 'zh', ''])
  })
})
