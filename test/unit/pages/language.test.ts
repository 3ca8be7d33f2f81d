import { describe, expect, it } from 'vitest'
import { directionOf, interfaceLanguage, partIn } from '../../../src/pages/language.ts'

describe('the direction of a language', () => {
  it.each(['ar', 'he', 'fa-IR', 'ur', 'dv', 'ckb', 'ms-Arab', 'pa-PK', 'az-Arab'])(
    '%s is written from right to left',
    (tag) => {
      expect(directionOf(tag)).toBe('rtl')
    },
  )

  it.each(['id', 'en-GB', 'ms', 'ar-Latn', 'zh-Hant', 'en-x-foo', 'x-foo', ''])(
    '"%s" is written from left to right',
    (tag) => {
      expect(directionOf(tag)).toBe('ltr')
    },
  )
})

describe('the words around a text', () => {
  it('are in its language where we speak it, else English', () => {
    expect(['id', 'id-ID', 'en-GB', 'ar', 'ide', 'enm'].map(interfaceLanguage)).toEqual([
      'id',
      'id-ID',
      'en-GB',
      'en',
      'en',
      'en',
    ])
  })

  it('leave a text of another language marked', () => {
    expect(partIn('ar', 'en')).toEqual({ lang: 'ar', dir: 'rtl' })
    expect(partIn('id', 'en')).toEqual({ lang: 'id', dir: 'ltr' })
    expect(partIn('en', 'en')).toEqual({})
  })
})
