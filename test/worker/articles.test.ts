import { beforeAll, describe, expect, it } from 'vitest'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const FULL = {
  title: 'Contoh & <judul>',
  summary: 'Satu kalimat.',
  dateline: 'Moskow',
  authors: [
    { name: 'Lintar Satria', role: 'reporter' },
    { name: 'Friska Yolandha', role: 'editor' },
    { name: 'Warta', role: 'digest' },
  ],
  updated: '2022-09-20T12:58:11+07:00',
  original: 'https://www.republika.co.id/berita/contoh',
  image: {
    url: 'https://img.example/contoh.jpg',
    width: 1200,
    height: 800,
    alt: 'Dua orang',
    caption: 'Dua orang bersalaman',
    credit: 'Alexandr Demyanchuk, Sputnik',
  },
  tags: ['Keamanan', 'Café Über'],
  related: [{ title: 'Terkait', url: 'https://www.republika.co.id/berita/terkait' }],
}
const CREDIT =
  'Disarikan oleh Warta dari laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.'

const page = async (slug: string) => (await get(`/articles/${slug}`)).text()
const textsOf = async (html: string, selector: string) =>
  (await select(html, selector)).map(({ text }) => text)

beforeAll(async () => {
  const plain = { id: 'tag:warta.example,2022-09-20:plain', language: 'en', sources: [], authors: [] }
  await sync(contentOf({ contoh: articleFile(FULL), plain: articleFile(plain) }))
})

describe('the page of an article', () => {
  it('shows its credit: byline, editor, publisher, agency, dateline, photo and the whole sentence', async () => {
    const html = await page('contoh')
    expect(await textsOf(html, 'h1')).toEqual(['Contoh & <judul>'])
    expect(await textsOf(html, '.credits div')).toEqual([
      'ReporterLintar Satria',
      'EditorFriska Yolandha',
      'Disarikan olehWarta',
      'PenerbitRepublika',
      'SumberReuters',
    ])
    expect(await attributesOf(html, '.credits dd a', 'href')).toEqual([
      '/authors/lintar-satria',
      '/authors/friska-yolandha',
      '/authors/warta',
      '/publishers/republika',
      '/sources/reuters',
    ])
    expect(await textsOf(html, '.body .dateline')).toEqual(['Moskow'])
    expect(await textsOf(html, 'figcaption')).toEqual([
      'Dua orang bersalaman Foto: Alexandr Demyanchuk, Sputnik',
    ])
    expect(await textsOf(html, 'figcaption small')).toEqual(['Foto: Alexandr Demyanchuk, Sputnik'])
    expect(await textsOf(html, '.closing p')).toEqual([CREDIT, '© 2022 Republika; bahan dari Reuters'])
  })

  it('shows its picture, its times where they happened, its tags and what is related', async () => {
    const html = await page('contoh')
    const [image] = await select(html, 'figure img')
    expect(image?.attributes).toMatchObject({
      src: 'https://img.example/contoh.jpg',
      alt: 'Dua orang',
      width: '1200',
      height: '800',
    })
    expect(await attributesOf(html, 'time', 'datetime')).toEqual([
      '2022-09-20T12:32:00+07:00',
      '2022-09-20T12:58:11+07:00',
    ])
    expect((await textsOf(html, 'time'))[0]).toBe('Selasa, 20 September 2022, 12.32 WIB')
    expect(await attributesOf(html, 'article li a', 'href')).toEqual([
      'https://www.republika.co.id/berita/contoh',
      'https://www.republika.co.id/',
      'https://www.reuters.com/',
      'https://www.republika.co.id/berita/terkait',
      '/tags/keamanan',
      '/tags/caf%C3%A9-%C3%BCber',
    ])
  })

  it('is in the language of the article, and leaves out what is not known', async () => {
    const html = await page('plain')
    expect(await attributesOf(html, 'html', 'lang')).toEqual(['en'])
    expect(await textsOf(html, '.credits div')).toEqual(['PublisherRepublika'])
    expect(await textsOf(html, '.closing p')).toEqual(['Report by Republika.', '© 2022 Republika'])
    expect(await textsOf(html, 'article li a')).toEqual(['Republika'])
    expect((await textsOf(html, 'time')).join()).toMatch(/^Tuesday,? 20 September 2022, 12:32 UTC\+7$/)
    for (const selector of ['figure', 'img', '.dateline', '.tags']) {
      expect(await select(html, selector)).toEqual([])
    }
  })

  it('leads only to places that are there', async () => {
    const html = await page('contoh')
    const hrefs = await attributesOf(html, 'body a[href^="/"]', 'href')
    const links = hrefs.filter((href) => href !== '/opml.xml')
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect((await get(String(link))).status, link).toBe(200)
  })
})

describe('the head of an article', () => {
  it('leads to the feeds in the order RSS, Atom, JSON', async () => {
    const html = await page('contoh')
    expect(await attributesOf(html, 'head link[rel="alternate"]', 'href')).toEqual([
      'https://news.example/rss.xml',
      'https://news.example/atom.xml',
      'https://news.example/feed.json',
    ])
    expect(await attributesOf(html, 'head link[rel="alternate"]', 'type')).toEqual([
      'application/rss+xml',
      'application/atom+xml',
      'application/feed+json',
    ])
    expect(await attributesOf(html, 'head link[rel="canonical"]', 'href')).toEqual([
      'https://news.example/articles/contoh',
    ])
  })

  it('describes the article to link previews (Open Graph)', async () => {
    const tags = await select(await page('contoh'), 'head meta[property]')
    expect(tags.map(({ attributes: { property, content } }) => [property, content])).toEqual([
      ['og:type', 'article'],
      ['og:title', 'Contoh & <judul>'],
      ['og:description', 'Satu kalimat.'],
      ['og:url', 'https://news.example/articles/contoh'],
      ['og:site_name', 'Warta'],
      ['og:locale', 'id'],
      ['article:published_time', '2022-09-20T12:32:00+07:00'],
      ['article:modified_time', '2022-09-20T12:58:11+07:00'],
      ['article:tag', 'Keamanan'],
      ['article:tag', 'Café Über'],
      ['og:image', 'https://img.example/contoh.jpg'],
      ['og:image:width', '1200'],
      ['og:image:height', '800'],
      ['og:image:alt', 'Dua orang'],
    ])
    const [author] = await attributesOf(await page('contoh'), 'meta[name="author"]', 'content')
    expect(author).toBe('Lintar Satria (Reuters)')
  })

  it('describes the article to search engines (JSON-LD), with the whole chain of credit', async () => {
    const [json] = await textsOf(await page('contoh'), 'script[type="application/ld+json"]')
    expect(JSON.parse(String(json))).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      '@id': 'tag:warta.example,2022-09-20:contoh',
      url: 'https://news.example/articles/contoh',
      headline: 'Contoh & <judul>',
      inLanguage: 'id',
      dateline: 'Moskow',
      datePublished: '2022-09-20T12:32:00+07:00',
      dateModified: '2022-09-20T12:58:11+07:00',
      author: [{ '@type': 'Person', name: 'Lintar Satria' }],
      editor: [{ '@type': 'Person', name: 'Friska Yolandha' }],
      publisher: { name: 'Republika', url: 'https://www.republika.co.id/' },
      sourceOrganization: [{ name: 'Reuters', url: 'https://www.reuters.com/' }],
      sdPublisher: { name: 'Warta', url: 'https://news.example' },
      contributor: [{ name: 'Warta' }],
      isBasedOn: 'https://www.republika.co.id/berita/contoh',
      creditText: 'Republika/Reuters',
      copyrightHolder: { name: 'Republika' },
      image: { caption: 'Dua orang bersalaman', creditText: 'Alexandr Demyanchuk, Sputnik', width: 1200 },
    })
  })

  it('guesses nothing in JSON-LD', async () => {
    const [json] = await textsOf(await page('plain'), 'script[type="application/ld+json"]')
    const data = JSON.parse(String(json)) as Record<string, unknown>
    expect(data).toMatchObject({ author: [{ '@type': 'NewsMediaOrganization', name: 'Republika' }] })
    for (const member of ['image', 'isBasedOn', 'dateline']) expect(data).not.toHaveProperty(member)
  })
})
