import { describe, expect, it } from 'vitest'
import { canonicalLanguage, directionOf, primaryLanguage } from '../../../src/model/language-tag.ts'

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
