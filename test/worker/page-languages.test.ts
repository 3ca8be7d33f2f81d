import { beforeAll, describe, expect, it } from 'vitest'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const ARABIC = {
  id: 'tag:warta.example,2022:arab',
  language: 'ar',
  title: 'قمة سمرقند',
  summary: 'لقاء بين الرئيسين.',
  tags: ['دبلوماسية'],
  image: { caption: 'الرئيسان', credit: 'Sputnik' },
}

const page = async (path: string, headers = {}) => (await get(path, headers)).text()
const textsOf = async (html: string, selector: string) =>
  (await select(html, selector)).map(({ text }) => text)

beforeAll(async () => {
  await sync(contentOf({ contoh: articleFile(), arab: articleFile(ARABIC, 'نص المقال.') }))
})

describe('the front page', () => {
  it.each([
    [undefined, 'id', 'Berita terbaru'],
    ['id-ID,id;q=0.9,en;q=0.8', 'id', 'Berita terbaru'],
    ['en-US,en;q=0.9', 'en', 'Latest news'],
    ['de', 'id', 'Berita terbaru'],
  ])('the front page for Accept-Language %j is in %s', async (accepted, lang, heading) => {
    const headers: Record<string, string> = accepted === undefined ? {} : { 'Accept-Language': accepted }
    const html = await page('/', headers)
    expect(await attributesOf(html, 'html', 'lang')).toEqual([lang])
    expect(await textsOf(html, 'h1')).toEqual([heading])
  })

  it('the front page varies by Accept-Language, and each language has its own entity tag', async () => {
    const [id, en] = [await get('/'), await get('/', { 'Accept-Language': 'en' })]
    expect(id.headers.get('Vary')).toBe('Accept-Language, Accept-Encoding')
    const tag = String(id.headers.get('ETag'))
    expect(en.headers.get('ETag')).not.toBe(tag)
    const known = { 'If-None-Match': tag }
    expect((await get('/', { ...known, 'Accept-Language': 'en' })).status).toBe(200)
    const again = await get('/', known)
    expect(again.status).toBe(304)
    expect(again.headers.get('Vary')).toBe('Accept-Language, Accept-Encoding')
  })

  it('the front page marks each article with its language and direction', async () => {
    const articles = await select(await page('/'), '.list > li')
    const marks = articles.map(({ attributes: { lang, dir } }) => `${lang} ${dir}`)
    expect(marks.sort()).toEqual(['ar rtl', 'id ltr'])
  })

  it('the page of any other channel does not vary by Accept-Language', async () => {
    for (const path of ['/languages/ar', '/sources/reuters']) {
      expect((await get(path, { 'Accept-Language': 'en' })).headers.get('Vary')).toBe('Accept-Encoding')
    }
  })
})

describe('the page of an article', () => {
  it('an article in a language that we do not speak is marked with it, within an English page', async () => {
    const html = await page('/articles/arab')
    const [root] = await select(html, 'html')
    expect(root?.attributes).toMatchObject({ lang: 'en', dir: 'ltr' })
    for (const part of ['h1', '.deck', '.body', '.closing .rights span', 'article .tags']) {
      const [found] = await select(html, part)
      expect(found?.attributes, part).toMatchObject({ lang: 'ar', dir: 'rtl' })
    }
    expect(await textsOf(html, '.credits dt')).toEqual(['Reporter', 'Editor', 'Publisher', 'Source'])
    // A caption without its picture stands at the end, with whose picture it was.
    expect((await textsOf(html, '.closing .rights')).at(-1)).toMatch(/الرئيسان Photo: Sputnik\.$/)
    expect(await select(html, 'figure')).toEqual([])
  })
})

describe('the ways to subscribe', () => {
  it.each([
    ['/', ''],
    ['/languages/ar', '/languages/ar'],
    ['/articles/contoh', ''],
    ['/attribution', ''],
  ])(
    'the page %s leads to the three feeds of what it shows, to readers and to all channels',
    async (path, channel) => {
      const html = await page(path)
      const addresses = ['rss.xml', 'atom.xml', 'feed.json'].map(
        (file) => `https://news.example${channel}/${file}`,
      )
      expect(await attributesOf(html, '.addresses a', 'href')).toEqual(addresses)
      expect(await attributesOf(html, '.addresses [data-copy]', 'data-copy')).toEqual(addresses)
      expect(await textsOf(html, '.addresses code')).toEqual(addresses)
      expect(await textsOf(html, '.readers a')).toHaveLength(6)
      expect(await attributesOf(html, 'aside a[href="/opml.xml"]', 'href')).toHaveLength(1)
    },
  )

  it('the page of a problem leads to the feeds of everything', async () => {
    const html = await page('/nothing', { Accept: 'text/html' })
    expect(await attributesOf(html, '.addresses a', 'href')).toHaveLength(3)
  })
})
