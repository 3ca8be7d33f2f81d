import { beforeEach, describe, expect, it } from 'vitest'
import { getFrom } from '../support/deployment.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'

const one = (name: string, day: number, fields: Record<string, unknown> = {}) =>
  articleFile({
    id: `tag:warta.example,2022:${name}`,
    title: `Judul ${name}`,
    published: `2022-09-${day}T12:00:00+07:00`,
    ...fields,
  })

const ARTICLES = {
  satu: one('satu', 10, { tags: ['Dunia', 'Asia'] }),
  dua: one('dua', 11, { tags: ['Dunia'] }),
  tiga: one('tiga', 12, { tags: ['Dunia', 'Asia'] }),
  four: one('four', 13, { tags: ['Asia'], language: 'en' }),
  lima: one('lima', 14, { tags: ['Lain'] }),
}

const page = async (slug: string, headers = {}) => (await get(`/articles/${slug}`, headers)).text()
const related = async (slug: string) => attributesOf(await page(slug), '.more .headlines a', 'href')
const neighbour = async (slug: string, rel: string) =>
  attributesOf(await page(slug), `.neighbours [rel="${rel}"]`, 'href')

describe('what stands around an article', () => {
  beforeEach(async () => {
    await sync(contentOf({}))
    await sync(contentOf(ARTICLES), NOW + 1000)
  })

  it('an article leads to those that share its tags: its own language first, then by how many they share', async () => {
    expect(await related('satu')).toEqual(['/articles/tiga', '/articles/dua', '/articles/four'])
    expect(await related('four')).toEqual(['/articles/tiga', '/articles/satu'])
    expect(await related('lima')).toEqual([])
  })

  it('an article leads to the one before and the one after it in its language', async () => {
    expect(await neighbour('tiga', 'prev')).toEqual(['/articles/dua'])
    expect(await neighbour('tiga', 'next')).toEqual(['/articles/lima'])
    expect(await neighbour('satu', 'prev')).toEqual([])
    expect(await select(await page('four'), '.neighbours')).toEqual([])
  })

  it.each([
    ['has another title', { ...ARTICLES, dua: one('dua', 11, { tags: ['Dunia'], title: 'Baru' }) }, 'Baru'],
    ['is taken out', { ...ARTICLES, dua: undefined }, ''],
    ['comes in between', { ...ARTICLES, enam: one('enam', 11, { title: 'Enam' }) }, 'Enam'],
  ])(
    'a copy of an article is not the current one any more where the one before it %s',
    async (_, now, text) => {
      const { headers } = await get('/articles/tiga')
      const known = { 'If-None-Match': String(headers.get('ETag')) }
      expect((await get('/articles/tiga', known)).status).toBe(304)
      const files = Object.entries(now).filter((entry): entry is [string, string] => entry[1] !== undefined)
      await sync(contentOf(Object.fromEntries(files)), NOW + 2000)
      const response = await get('/articles/tiga', known)
      expect(response.status).toBe(200)
      const html = await response.text()
      expect(html).toContain(text)
      if (text === '') expect(html).not.toContain('/articles/dua')
    },
  )

  it('the entity tag of one article says nothing about another, nor about one that is gone', async () => {
    const { headers } = await get('/articles/tiga')
    const known = { 'If-None-Match': String(headers.get('ETag')) }
    expect((await get('/articles/dua', known)).status).toBe(200)
    expect((await get('/articles/nothing', known)).status).toBe(404)
    expect((await get('/articles/nothing', { 'If-None-Match': '*' })).status).toBe(404)
  })

  it('an article has a trail, the time it takes to read, a link to copy and its own channels with their feeds', async () => {
    const html = await page('satu')
    expect(await attributesOf(html, '.trail a', 'href')).toEqual(['/', '/channels', '/tags', '/tags/dunia'])
    expect((await select(html, '.reading')).map(({ text }) => text)[0]).toMatch(/^1 menit baca/)
    expect(await attributesOf(html, '.reading [data-copy]', 'data-copy')).toEqual([
      'https://news.example/articles/satu',
    ])
    const feeds = await attributesOf(html, '.follow .feed-link', 'href')
    expect(feeds).toEqual(
      expect.arrayContaining([
        '/tags/asia/rss.xml',
        '/publishers/republika/rss.xml',
        '/languages/id/rss.xml',
      ]),
    )
    for (const feed of feeds) expect((await get(String(feed))).status, feed).toBe(200)
  })
})

const translated = (name: string, language: string, translations: string[], more = {}) =>
  one(name, 10, { language, translations, tags: ['Dunia'], ...more })

describe('the translations of an article', () => {
  const json = async (slug: string) => {
    const [text] = (await select(await page(slug), 'script[type="application/ld+json"]')).map(
      (one) => one.text,
    )
    return JSON.parse(String(text)) as Record<string, unknown>
  }

  beforeEach(async () => {
    await sync(contentOf({}))
    const files = {
      asli: translated('asli', 'id', ['salinan', 'hilang', 'sama']),
      salinan: translated('salinan', 'en', ['asli']),
      sama: translated('sama', 'id', []),
    }
    await sync(contentOf(files), NOW + 1000)
  })

  it('an article leads to its translations that are stored, in the language that is stored', async () => {
    const html = await page('asli')
    expect(await attributesOf(html, 'head link[hreflang]', 'hreflang')).toEqual(['id', 'en'])
    expect(await attributesOf(html, 'head link[hreflang]', 'href')).toEqual([
      'https://news.example/articles/asli',
      'https://news.example/articles/salinan',
    ])
    expect(await attributesOf(html, '.translations a', 'href')).toEqual(['/articles/salinan'])
    expect(await related('asli')).toEqual(['/articles/sama'])
    expect(await attributesOf(await page('sama'), 'head link[hreflang]', 'href')).toEqual([])
  })

  it('the data of an article say which is the work and which its translation', async () => {
    expect(await json('asli')).toMatchObject({
      workTranslation: [{ url: 'https://news.example/articles/salinan', inLanguage: 'en' }],
    })
    expect(await json('salinan')).toMatchObject({
      translationOfWork: { url: 'https://news.example/articles/asli', inLanguage: 'id' },
    })
    expect(await json('salinan')).not.toHaveProperty('workTranslation')
  })

  it('a page whose translation has gone says so at once', async () => {
    const { headers } = await get('/articles/asli')
    await sync(contentOf({ asli: translated('asli', 'id', ['salinan', 'hilang', 'sama']) }), NOW + 2000)
    const response = await get('/articles/asli', { 'If-None-Match': String(headers.get('ETag')) })
    expect(response.status).toBe(200)
    expect(await attributesOf(await response.text(), 'head link[hreflang]', 'href')).toEqual([])
  })
})

describe('the picture of a link preview', () => {
  it('every page has one: its own, that of the first article, or a card with the title and the credit', async () => {
    await sync(contentOf({}))
    const picture = { url: 'https://img.example/satu.jpg', width: 900, height: 600 }
    await sync(contentOf({ satu: one('satu', 10, { image: picture }), dua: one('dua', 11) }), NOW + 1000)
    const pictureOn = async (path: string) =>
      attributesOf(await (await get(path)).text(), 'meta[property="og:image"]', 'content')
    expect(await pictureOn('/articles/satu')).toEqual([picture.url])
    expect(String(await pictureOn('/articles/dua'))).toMatch(
      /^https:\/\/news\.example\/media\/cards\/articles\/dua\.[a-z\d]+\.png$/,
    )
    for (const path of ['/', '/tags', '/channels', '/search', '/search?q=dua', '/attribution', '/nothing']) {
      const html = await (await get(path, { Accept: 'text/html' })).text()
      expect(await attributesOf(html, 'meta[property="og:image"]', 'content'), path).toHaveLength(1)
      expect(await attributesOf(html, 'meta[name="twitter:card"]', 'content')).toEqual([
        'summary_large_image',
      ])
      expect(await attributesOf(html, 'meta[property="og:title"]', 'content')).toHaveLength(1)
    }
  })

  it('a card is there while its article says what is on it, and not for an article that is not there', async () => {
    await sync(contentOf({ dua: one('dua', 11) }), NOW + 2000)
    const [url] = await attributesOf(await page('dua'), 'meta[property="og:image"]', 'content')
    const card = new URL(String(url)).pathname
    const asked: string[] = []
    const ASSETS = {
      fetch: async ({ url }: Request) => {
        asked.push(new URL(url).pathname)
        return new Response('png')
      },
    }
    const ask = async (path: string) => (await getFrom({ ASSETS: ASSETS as never }, path)).status
    expect(await ask(card)).toBe(200)
    expect(await ask(card.replace('dua', 'tiga'))).toBe(404)
    await sync(contentOf({ dua: one('dua', 11, { title: 'Lain' }) }), NOW + 3000)
    expect(await ask(card)).toBe(404)
    expect(asked).toEqual([card])
  })
})
