import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { registrySchema, sourceSchema } from '../../../src/model/source-fields.ts'
import { ANTARA, REPUBLIKA } from '../../support/article.ts'

describe('sourceSchema', () => {
  it('a source needs an id and a name, and nothing more', () => {
    expect(v.parse(sourceSchema, { id: 'antara', name: 'Antara' })).toEqual(ANTARA)
    expect(v.is(sourceSchema, { id: 'antara' })).toBe(false)
    expect(v.is(sourceSchema, { name: 'Antara' })).toBe(false)
  })

  it.each([
    ['an unknown field', { url: 'https://a.example/' }],
    ['an id that is no slug', { id: 'Kantor Berita' }],
    ['a home page that is no URL', { home: 'www.antaranews.com' }],
    ['a time zone that IANA does not know', { timezone: 'Asia/Nanping' }],
    ['a way to syndicate that there is not', { syndication: 'none' }],
    ['a credit keyed by what is no language', { credit: { 'not a language': 'x' } }],
  ])('a source with %s is refused', (_, field) => {
    expect(v.is(sourceSchema, { ...ANTARA, ...field })).toBe(false)
  })

  it('a source may have every field of the registry', () => {
    const whole = {
      ...REPUBLIKA,
      feed: 'https://www.republika.co.id/rss/',
      language: 'id',
      timezone: 'Asia/Jakarta',
      logo: 'https://www.republika.co.id/logo.png',
      credit: { id: 'Republika Online' },
    }
    expect(v.parse(registrySchema, { sources: [whole] })).toEqual({ sources: [whole] })
  })
})
