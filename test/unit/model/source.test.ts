import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  creditName,
  registrySchema,
  rightsNotice,
  type Source,
  sourceSchema,
  sourceUrl,
} from '../../../src/model/source.ts'
import { ANTARA, REPUBLIKA } from '../../support/article.ts'

describe('a source', () => {
  it('needs an id and a name, and nothing more', () => {
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
  ])('refuses %s', (_, field) => {
    expect(v.is(sourceSchema, { ...ANTARA, ...field })).toBe(false)
  })

  it('accepts every field of the registry', () => {
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

  it('is found at its feed, else its home page, else nowhere', () => {
    const feed = 'https://www.republika.co.id/rss/'
    expect(sourceUrl({ ...REPUBLIKA, feed })).toBe(feed)
    expect(sourceUrl(REPUBLIKA)).toBe('https://www.republika.co.id/')
    expect(sourceUrl(ANTARA)).toBeUndefined()
  })
})

describe('the words of a source', () => {
  const source: Source = {
    id: 'reuters',
    name: 'Reuters',
    credit: { id: 'Kantor Berita Reuters' },
    rights: { id: '© {year} Reuters, {year}', en: 'material from Reuters', 'en-GB': '© {year} Reuters' },
  }

  it('are those of the language, also for a region of it', () => {
    expect(creditName(source, 'id')).toBe('Kantor Berita Reuters')
    expect(creditName(source, 'id-ID')).toBe('Kantor Berita Reuters')
    expect(rightsNotice(source, 'en-US', 2022)).toBe('material from Reuters')
  })

  it('prefer those of the region itself', () => {
    expect(rightsNotice(source, 'en-GB', 2022)).toBe('© 2022 Reuters')
  })

  it('fall back to the name for credit, and to nothing for rights', () => {
    expect(creditName(source, 'fr')).toBe('Reuters')
    expect(rightsNotice(source, 'fr', 2022)).toBeUndefined()
    expect(rightsNotice(ANTARA, 'id', 2022)).toBeUndefined()
  })

  it('have the year wherever {year} stands', () => {
    expect(rightsNotice(source, 'id', 2022)).toBe('© 2022 Reuters, 2022')
  })
})
