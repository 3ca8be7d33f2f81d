import { describe, expect, it } from 'vitest'
import { SITE_MARK } from '../../../../src/model/article.ts'
import { toEntry } from '../../../../src/site/feeds/entry.ts'
import {
  ANTARA,
  EDITOR,
  fullArticle,
  plainArticle,
  REPORTER,
  REUTERS,
  withoutBody,
} from '../../../support/article.ts'

const SITE = { origin: 'https://news.example', authority: 'warta.example' }

/** What JSON Feed writes of the attribution: members without a value are gone. */
function attributionOf(article: Parameters<typeof toEntry>[0]): Record<string, unknown> {
  return JSON.parse(JSON.stringify(toEntry(article, SITE).attribution))
}

describe('the attribution', () => {
  it('has the whole credit as data', () => {
    expect(attributionOf(fullArticle())).toEqual({
      about: 'https://news.example/attribution',
      credit:
        'Disarikan oleh Warta dari laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.',
      credit_text: 'Republika/Reuters',
      byline: 'Lintar Satria (Reuters)',
      dateline: 'Moskow',
      reporters: [{ name: 'Lintar Satria' }],
      editors: [{ name: 'Friska Yolandha' }],
      digested_by: [{ name: 'Warta' }],
      publisher: { name: 'Republika', url: 'https://www.republika.co.id/' },
      source_organization: { name: 'Reuters', url: 'https://www.reuters.com/' },
      sources: [{ name: 'Reuters', url: 'https://www.reuters.com/' }],
      image: {
        caption: 'Dua orang bersalaman',
        credit: 'Alexandr Demyanchuk, Sputnik',
        width: 1200,
        height: 800,
      },
      related: [{ title: 'Terkait', url: 'https://www.republika.co.id/berita/terkait' }],
      rights: '© 2022 Republika; bahan dari Reuters',
    })
  })

  it('has the whole chain of sources, nearest first', () => {
    const attribution = attributionOf(plainArticle({ sources: [ANTARA, REUTERS] }))
    expect(attribution.source_organization).toEqual({ name: 'Antara' })
    expect(attribution.sources).toEqual([
      { name: 'Antara' },
      { name: 'Reuters', url: 'https://www.reuters.com/' },
    ])
  })

  it('has translators and photographers where there are any', () => {
    const helpers = [
      { name: 'Tina', role: 'translator', url: 'https://t.example/' },
      { name: 'Fajar', role: 'photographer' },
    ] as const
    expect(attributionOf(plainArticle({ authors: [REPORTER, ...helpers] }))).toMatchObject({
      editors: [],
      translators: [{ name: 'Tina', url: 'https://t.example/' }],
      photographers: [{ name: 'Fajar' }],
    })
  })

  it('keeps the credit of a photo that came without its picture', () => {
    const image = { caption: 'Dua orang', credit: 'Sputnik' }
    expect(attributionOf(plainArticle({ image })).image).toEqual(image)
  })

  it('leaves out what is not known', () => {
    expect(Object.keys(attributionOf(plainArticle({ publisher: ANTARA, sources: [] })))).toEqual([
      'about',
      'credit',
      'credit_text',
      'byline',
      'reporters',
      'editors',
      'publisher',
      'sources',
    ])
  })
})

describe('an entry', () => {
  it('has the authors of the byline, and everyone else as contributors', () => {
    const helped = plainArticle({ authors: [EDITOR, REPORTER, { name: 'Tina', role: 'translator' }] })
    expect(toEntry(helped, SITE)).toMatchObject({
      author: [{ name: 'Lintar Satria' }, { name: 'Reuters', link: 'https://www.reuters.com/' }],
      contributor: [{ name: 'Friska Yolandha' }, { name: 'Tina' }],
    })
  })

  it('has the agency for an author without a reporter, else the publisher', () => {
    const authorsOf = (over: Parameters<typeof plainArticle>[0]) =>
      toEntry(plainArticle({ authors: [EDITOR], ...over }), SITE).author
    expect(authorsOf({})).toEqual([{ name: 'Reuters', link: 'https://www.reuters.com/' }])
    expect(authorsOf({ authors: [REPORTER], sources: [] })).toEqual([REPORTER])
    expect(authorsOf({ sources: [], publisher: ANTARA })).toEqual([{ name: 'Antara' }])
  })

  it('carries the credit in body and summary', () => {
    const { content, summary } = toEntry(plainArticle(), SITE)
    const credit = 'Laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.'
    expect(content).toBe(`<p>Isi.</p><p><small>${credit}</small></p>`)
    expect(summary).toBe(`Ringkasan. ${credit}`)
    expect(toEntry(plainArticle({ summary: '' }), SITE).summary).toBe(credit)
  })

  it('has no content where the body was not read, and has it where the body is empty', () => {
    expect(toEntry(withoutBody(plainArticle()), SITE)).not.toHaveProperty('content')
    expect(toEntry(plainArticle({ body: '' }), SITE).content).toContain('<small>')
  })

  it('a publisher without a URL is named by a tag: URI, one with a URL by that', () => {
    expect(toEntry(plainArticle({ publisher: ANTARA }), SITE).publisher).toEqual({
      id: 'tag:warta.example,2022:sources/antara',
      name: 'Antara',
    })
    expect(toEntry(plainArticle({ publisher: { id: '共同', name: '共同' } }), SITE).publisher?.id).toBe(
      'tag:warta.example,2022:sources/%E5%85%B1%E5%90%8C',
    )
    expect(toEntry(plainArticle(), SITE).publisher).toEqual({
      name: 'Republika',
      url: 'https://www.republika.co.id/',
    })
  })

  it('title and summary of an article in Arabic keep their direction beside the English credit', () => {
    const arabic = plainArticle({ language: 'ar', title: 'قمة SCO!', summary: 'لقاء.' })
    const { title, summary } = toEntry(arabic, SITE)
    expect(title).toBe('\u2067قمة SCO!\u2069')
    expect(summary).toMatch(/^\u2067لقاء\.\u2069 Report by Lintar Satria /)
  })

  it('names a tag as it was written and by its slug', () => {
    expect(toEntry(plainArticle({ tags: ['Luar Negeri', '😀'] }), SITE).category).toEqual([
      { name: 'Luar Negeri', term: 'luar-negeri' },
      { name: '😀', term: '😀' },
    ])
  })

  it('builds its URLs on the origin, and its id not', () => {
    const ours = plainArticle({ slug: 'berita-習', image: { url: `${SITE_MARK}/media/i.png` } })
    const entry = toEntry(ours, SITE)
    expect(entry.link).toBe('https://news.example/articles/berita-%E7%BF%92')
    expect(entry.photo).toEqual({ url: 'https://news.example/media/i.png', type: 'image/png' })
    expect(entry.id).toBe(toEntry(ours, { ...SITE, origin: 'https://other.example' }).id)
  })
})
