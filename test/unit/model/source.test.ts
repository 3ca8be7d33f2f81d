import { describe, expect, it } from 'vitest'
import {
  creditName,
  indexingOf,
  linkedOriginal,
  rightsNotice,
  type Source,
  sourceUrl,
} from '../../../src/model/source.ts'
import type { Syndication } from '../../../src/model/source-fields.ts'
import { ANTARA, REPUBLIKA } from '../../support/article.ts'

describe('sourceUrl', () => {
  it('the URL of a source is its feed, else its home page, else there is none', () => {
    const feed = 'https://www.republika.co.id/rss/'
    expect(sourceUrl({ ...REPUBLIKA, feed })).toBe(feed)
    expect(sourceUrl(REPUBLIKA)).toBe('https://www.republika.co.id/')
    expect(sourceUrl(ANTARA)).toBeUndefined()
  })
})

describe('creditName and rightsNotice', () => {
  const source: Source = {
    id: 'reuters',
    name: 'Reuters',
    credit: { id: 'Kantor Berita Reuters' },
    rights: { id: '© {year} Reuters, {year}', en: 'material from Reuters', 'en-GB': '© {year} Reuters' },
  }

  it('the words of a source are those of the language, also for a region of it', () => {
    expect(creditName(source, 'id')).toBe('Kantor Berita Reuters')
    expect(creditName(source, 'id-ID')).toBe('Kantor Berita Reuters')
    expect(rightsNotice(source, 'en-US', 2022)).toBe('material from Reuters')
  })

  it('the words of a source prefer those of the region itself', () => {
    expect(rightsNotice(source, 'en-GB', 2022)).toBe('© 2022 Reuters')
  })

  it('a source without words in the language is credited by its name, and has no notice of rights', () => {
    expect(creditName(source, 'fr')).toBe('Reuters')
    expect(rightsNotice(source, 'fr', 2022)).toBeUndefined()
    expect(rightsNotice(ANTARA, 'id', 2022)).toBeUndefined()
  })

  it('a notice of rights has the year wherever {year} stands', () => {
    expect(rightsNotice(source, 'id', 2022)).toBe('© 2022 Reuters, 2022')
  })
})

const ORIGINAL = 'https://www.example.org/asli'
const OPEN = { noindex: false }
const NAMED = { noindex: false, canonical: ORIGINAL }

type Wanted = Syndication | undefined

describe('indexingOf', () => {
  it.each<[publisher: Wanted, source: Wanted, original: string | undefined, expected: object]>([
    [undefined, undefined, ORIGINAL, OPEN],
    ['index', 'index', ORIGINAL, OPEN],
    ['noindex', undefined, ORIGINAL, { noindex: true }],
    ['index', 'noindex', undefined, { noindex: true }],
    ['canonical', 'noindex', ORIGINAL, { noindex: true }],
    ['canonical', undefined, ORIGINAL, NAMED],
    ['index', 'canonical', ORIGINAL, NAMED],
    ['canonical', undefined, undefined, OPEN],
  ])(
    'a copy of which the publisher wants %s and the source %s, of the original %s, is presented as %o',
    (publisher, source, original, expected) => {
      const article = {
        publisher: { ...REPUBLIKA, ...(publisher && { syndication: publisher }) },
        sources: [{ ...ANTARA, ...(source && { syndication: source }) }],
        ...(original && { original }),
      }
      expect(indexingOf(article)).toEqual(expected)
    },
  )

  it.each<[links: 'original' | undefined, publisher: Wanted, original: string | undefined, expected: object]>(
    [
      ['original', undefined, ORIGINAL, { noindex: true, canonical: ORIGINAL }],
      ['original', 'index', ORIGINAL, { noindex: true, canonical: ORIGINAL }],
      ['original', 'noindex', ORIGINAL, { noindex: true }],
      ['original', undefined, undefined, OPEN],
      [undefined, undefined, ORIGINAL, OPEN],
    ],
  )(
    'a publisher with links %s and syndication %s, of whose article the original is %s, has our page presented as %o',
    (links, syndication, original, expected) => {
      const publisher = { ...REPUBLIKA, ...(links && { links }), ...(syndication && { syndication }) }
      const article = { publisher, sources: [ANTARA], ...(original && { original }) }
      expect(indexingOf(article)).toEqual(expected)
      expect(linkedOriginal(article)).toBe(links && original)
    },
  )

  it('a source that is not the publisher does not lead readers away', () => {
    const article = {
      publisher: REPUBLIKA,
      sources: [{ ...ANTARA, links: 'original' as const }],
      original: ORIGINAL,
    }
    expect(linkedOriginal(article)).toBeUndefined()
    expect(indexingOf(article)).toEqual(OPEN)
  })
})
