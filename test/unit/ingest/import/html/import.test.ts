import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportedArticle } from '../../../../../src/ingest/import/common/importer.ts'
import { htmlImporter } from '../../../../../src/ingest/import/html/import.ts'

const read = (text: string) =>
  htmlImporter.read({ text, name: 'test', url: 'https://www.kabar.example/berita/1?utm=x' })

function only(text: string): ImportedArticle {
  const { articles, refused } = read(text)
  const [article] = articles
  if (!article) throw new Error(JSON.stringify(refused))
  return article
}

const TEXT = `<p>${'Presiden bertemu tamunya di Moskow, kata juru bicara, yang tidak mau disebut. '.repeat(5)}</p>`
const page = (head: string, body = `<nav>Menu</nav><article><h1>Judul</h1>${TEXT}${TEXT}</article>`) =>
  `<!DOCTYPE html><html lang="id"><head>${head}</head><body>${body}</body></html>`
const linked = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`
const NEWS = {
  '@type': 'NewsArticle',
  headline: 'Judul &amp; isi',
  datePublished: '2022-09-20T12:32:00+07:00',
  dateModified: '2022-09-20T13:00:00+07:00',
  author: [{ '@type': 'Person', name: 'Lintar Satria' }],
  editor: { '@type': 'Person', name: 'Friska' },
  publisher: { '@type': 'Organization', name: 'Republika', url: 'https://www.republika.co.id/' },
  sourceOrganization: { name: 'Reuters' },
  image: { '@type': 'ImageObject', url: '/i.jpg', width: '900', caption: 'Dua orang', creditText: 'A. Foto' },
  keywords: 'dunia, asia',
  copyrightNotice: '© Republika',
  description: 'Ringkas.',
  dateline: 'Moskow',
}

describe('JSON-LD of a page', () => {
  const expected = {
    title: 'Judul & isi',
    language: 'id',
    published: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
    updated: { instant: Date.UTC(2022, 8, 20, 6), offset: 420 },
    authors: [
      { name: 'Lintar Satria', role: 'reporter' },
      { name: 'Friska', role: 'editor' },
    ],
    publisher: { name: 'Republika', home: 'https://www.republika.co.id/' },
    sources: [{ name: 'Reuters' }],
    image: { url: 'https://www.kabar.example/i.jpg', width: 900, caption: 'Dua orang', credit: 'A. Foto' },
    tags: ['dunia', 'asia'],
    rights: '© Republika',
    summary: 'Ringkas.',
    dateline: 'Moskow',
    guesses: [],
  }

  it.each([
    ['alone', linked(NEWS)],
    ['in an array', linked([{ '@type': 'WebPage' }, NEWS])],
    ['in a graph', linked({ '@graph': [{ '@type': 'WebSite', name: 'x' }, NEWS] })],
    ['as ReportageNewsArticle', linked({ ...NEWS, '@type': ['ReportageNewsArticle'] })],
    ['behind a broken script', `<script type="application/ld+json">{"@type":</script>${linked(NEWS)}`],
    ['before an Article', linked([{ '@type': 'Article', headline: 'Lain' }, NEWS])],
  ])('JSON-LD of a page is found %s', (_where, head) => {
    expect(only(page(head))).toMatchObject(expected)
  })

  it('JSON-LD of a page follows references by @id', () => {
    const graph = [
      { '@id': '#p', name: 'Antara' },
      { ...NEWS, publisher: { '@id': '#p' } },
    ]
    expect(only(page(linked({ '@graph': graph }))).publisher).toEqual({ name: 'Antara' })
  })

  it('JSON-LD of a page gives the text only where there is none to read', () => {
    const told = linked({ ...NEWS, articleBody: 'Satu.\n\nDua.' })
    expect(only(page(told, '')).body).toBe('<p>Satu.</p><p>Dua.</p>')
    expect(only(page(told)).body).toContain('Presiden')
    expect(only(page(told)).body).not.toContain('Menu')
  })
})

describe('meta elements of a page', () => {
  const meta = (pairs: Record<string, string>) =>
    Object.entries(pairs)
      .map(([name, content]) => `<meta property="${name}" content="${content}">`)
      .join('')
  const WHOLE = {
    'og:title': 'Judul',
    'article:published_time': '2022-09-20T12:32:00+07:00',
    'og:site_name': 'Kabar',
    'og:image': 'https://k.example/i.jpg',
    'og:image:alt': 'Gambar',
    author: 'Lintar Satria (Reuters)',
  }

  it('meta elements of a page are read where there is no JSON-LD', () => {
    expect(only(page(`${meta(WHOLE)}<link rel="canonical" href="/berita/1">`))).toMatchObject({
      title: 'Judul',
      authors: [{ name: 'Lintar Satria', role: 'reporter' }],
      sources: [{ name: 'Reuters' }],
      publisher: { name: 'Kabar', home: 'https://www.kabar.example/' },
      image: { url: 'https://k.example/i.jpg', alt: 'Gambar' },
      original: 'https://www.kabar.example/berita/1',
    })
  })

  it('meta elements of a page have WIB guessed for an Indonesian time without zone, and no other', () => {
    const text = page(meta({ ...WHOLE, 'article:published_time': '2022-09-20 12:32' }))
    expect(only(text)).toMatchObject({
      published: { offset: 420 },
      guesses: ['The time zone was not given and was taken to be WIB.'],
    })
    expect(read(text.replace('lang="id"', 'lang="en"')).refused[0]?.reason).toMatch(/no time zone/)
  })

  it.each([
    ['time', page('<title>T</title>'), /no time.*JSON-LD/],
    ['title', page(meta({ 'article:published_time': '2022' }), TEXT), /no title.*h1/],
    ['text', page(meta(WHOLE), ''), /no text.*articleBody/],
  ])('meta elements of a page that are missing are told: %s', (_what, text, reason) => {
    expect(read(text)).toMatchObject({ articles: [], refused: [{ reason: expect.stringMatching(reason) }] })
  })
})

describe('hostile pages', () => {
  it('hostile pages that are nested too deep are refused', () => {
    expect(read(page('', '<div>'.repeat(5000))).refused[0]?.reason).toMatch(/deeper than 200/)
  })

  it('hostile pages that are all elements or texts are refused', () => {
    expect(read(page('', 'a<br>'.repeat(50_000))).refused[0]?.reason).toMatch(/more than 20000/)
    expect(read(page('', '<'.repeat(50_000))).refused[0]?.reason).toMatch(/more than 20000/)
  })

  it('hostile pages never throw, whatever is cut, repeated or put in', () => {
    const text = page(linked({ '@graph': [NEWS] }))
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(400), fc.string(), fc.nat(3), (at, length, noise, times) => {
        const hurt =
          text.slice(0, at) + text.slice(at, at + length).repeat(times) + noise + text.slice(at + length)
        htmlImporter.detect({ text: hurt, name: 'x' })
        read(hurt)
        read(text.slice(0, at))
      }),
      { numRuns: 100 },
    )
  })
})

describe('a page that only who pays may read', () => {
  it.each([
    ['false', { isAccessibleForFree: false }],
    ['a text', { isAccessibleForFree: 'False' }],
    ['an address', { isAccessibleForFree: 'https://schema.org/False' }],
    ['of its part', { hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false } }],
  ])('a page that only who pays may read is told to be so, said by %s', (_how, more) => {
    expect(only(page(linked({ ...NEWS, ...more }))).guesses).toEqual([
      'Only who pays may read the page (isAccessibleForFree: false); what it shows was taken to be the whole text.',
    ])
  })

  it('a page that everybody may read has nothing to tell', () => {
    expect(only(page(linked({ ...NEWS, isAccessibleForFree: true }))).guesses).toEqual([])
  })
})
