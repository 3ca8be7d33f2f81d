import fc from 'fast-check'
import { XmlDocument, XmlElement, XsdValidator } from 'libxml2-wasm'
import { afterAll, describe, expect, it } from 'vitest'
import { type MappedPage, writeSitemap, writeSitemapIndex } from '../../src/formats/sitemap.ts'
import { storable } from '../../src/model/text.ts'
import { anyText } from '../support/any-entry.ts'
import { NEWS_XSD, SITEMAP_XSD } from '../support/sitemap-schemas.ts'
import { asRead, type ReadElement, readXml } from '../support/xml.ts'

const schemas = [SITEMAP_XSD, NEWS_XSD].map((xsd) => XmlDocument.fromString(xsd))
const [sitemapSchema, newsSchema] = schemas.map((schema) => XsdValidator.fromDoc(schema))

afterAll(() => {
  for (const one of [sitemapSchema, newsSchema, ...schemas]) one?.dispose()
})

/** @throws XmlValidateError where a document breaks a rule of its schema. */
function validate(text: string): void {
  using document = XmlDocument.fromString(text)
  sitemapSchema?.validate(document)
  const found = document.find('//*[local-name()="news"]')
  for (const element of found) {
    if (!(element instanceof XmlElement)) continue
    using news = XmlDocument.fromString(element.toString().replace('<news:news', NEWS_ROOT))
    newsSchema?.validate(news)
  }
}

// An element alone, as the extension's schema has it, has to declare its prefix itself.
const NEWS_ROOT = '<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

const PAGE: MappedPage = {
  url: 'https://news.example/articles/a?b=1&c=2',
  modified: new Date(1_663_653_600_001),
}
const NEWS = {
  publication: 'Warta',
  language: 'id',
  published: new Date(1_663_653_600_000),
  offset: 420,
  title: 'Judul',
}
const child = (element: ReadElement | undefined, name: string) =>
  element?.children.find((one) => one.name === name)
const languageOf = (language: string) => {
  const [url] = readXml(writeSitemap([{ ...PAGE, news: { ...NEWS, language } }])).children
  return child(child(child(url, 'news:news'), 'news:publication'), 'news:language')?.text
}

describe('a sitemap', () => {
  it('is refused by the schemas where it is wrong, so that they prove something', () => {
    const wrong = [
      writeSitemap([PAGE]).replace('<lastmod>', '<lastmod>kemarin '),
      writeSitemap([PAGE]).replace('loc>', 'lok>').replace('loc>', 'lok>'),
      writeSitemap([{ ...PAGE, news: NEWS }]).replace('>id<', '>id-ID<'),
      writeSitemapIndex([]),
    ]
    for (const text of wrong) expect(() => validate(text)).toThrow()
  })

  it('is valid whatever the titles hold, and keeps them', () => {
    const anyPage = fc.record({
      title: anyText,
      publication: anyText,
      offset: fc.integer({ min: -840, max: 840 }),
    })
    fc.assert(
      fc.property(fc.array(anyPage, { maxLength: 3 }), (any) => {
        const stored = any.map(({ title, publication, offset }) => {
          return { ...NEWS, offset, title: storable(title), publication: storable(publication) }
        })
        const text = writeSitemap(stored.map((news) => ({ ...PAGE, news })))
        validate(text)
        const titles = readXml(text).children.map((url) => child(child(url, 'news:news'), 'news:title')?.text)
        expect(titles).toEqual(stored.map(({ title }) => asRead(title)))
      }),
      { numRuns: 200 },
    )
  })

  it('is valid without news, and empty', () => {
    validate(writeSitemap([PAGE]))
    validate(writeSitemap([]))
    const [url] = readXml(writeSitemap([PAGE])).children
    expect(url?.children.map(({ name, text }) => [name, text])).toEqual([
      ['loc', 'https://news.example/articles/a?b=1&c=2'],
      ['lastmod', '2022-09-20T06:00:00.001Z'],
    ])
  })

  it('leaves out addresses of 2,048 characters, which the protocol does not allow', () => {
    const urls = [2047, 2048].map((length) => `https://news.example/${'a'.repeat(length)}`.slice(0, length))
    const { children } = readXml(writeSitemap(urls.map((url) => ({ ...PAGE, url }))))
    expect(children.map((url) => child(url, 'loc')?.text.length)).toEqual([2047])
  })

  it.each([
    ['id', 'id'],
    ['en-GB', 'en'],
    ['min', 'min'],
    ['zh', 'zh-cn'],
    ['zh-Hans', 'zh-cn'],
    ['zh-Hant-HK', 'zh-tw'],
    ['zh-TW', 'zh-tw'],
    ['x-klingon', undefined],
    ['sign', undefined],
  ])('names the language %s as the extension knows it: %s', (language, expected) => {
    expect(languageOf(language)).toBe(expected)
  })
})

describe('a sitemap index', () => {
  it('is valid, with and without times', () => {
    const parts = [
      { url: 'https://news.example/sitemap-1.xml', modified: new Date(1_663_653_600_000) },
      { url: 'https://news.example/sitemap-news.xml' },
    ]
    const text = writeSitemapIndex(parts)
    validate(text)
    const told = readXml(text).children.map(({ children }) => children.map((one) => one.text))
    expect(told).toEqual([
      ['https://news.example/sitemap-1.xml', '2022-09-20T06:00:00Z'],
      ['https://news.example/sitemap-news.xml'],
    ])
  })
})
