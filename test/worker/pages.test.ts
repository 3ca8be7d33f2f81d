import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES } from '../support/read-feed.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const one = (name: string, day: number, fields: Record<string, unknown>) =>
  articleFile({
    id: `tag:warta.example,2022-09-20:${name}`,
    title: `Judul ${name}`,
    published: `2022-09-${day}T12:32:00+07:00`,
    ...fields,
  })

const ARTICLES = {
  satu: one('satu', 11, { tags: ['Dunia', 'Café Über'] }),
  dua: one('dua', 13, { tags: ['Dunia'] }),
  three: one('three', 12, { language: 'en-GB', tags: ['World'], publisher: 'antara', sources: [] }),
}

const CHANNELS: [path: string, lang: string, slugs: string[]][] = [
  ['', 'id', ['dua', 'three', 'satu']],
  ['/sources/reuters', 'id', ['dua', 'satu']],
  ['/publishers/antara', 'en-GB', ['three']],
  ['/tags/dunia', 'id', ['dua', 'satu']],
  ['/tags/caf%C3%A9-%C3%BCber', 'id', ['satu']],
  ['/tags/world', 'en-GB', ['three']],
  ['/authors/lintar-satria', 'id', ['dua', 'three', 'satu']],
  ['/languages/id', 'id', ['dua', 'satu']],
  ['/languages/en', 'en', ['three']],
  ['/languages/en-gb', 'en-GB', ['three']],
]

const PAGES = [...CHANNELS.map(([path]) => path || '/'), '/articles/satu', '/attribution', '/problems']

const page = async (path: string) => (await get(path)).text()

beforeAll(async () => {
  await sync(contentOf(ARTICLES))
})

describe('the page of a channel', () => {
  it.each(CHANNELS)(
    'the page of the channel %s/ is in its language and lists its articles, the newest first',
    async (path, lang, slugs) => {
      const html = await page(path || '/')
      expect(await attributesOf(html, 'html', 'lang')).toEqual([lang])
      expect(await attributesOf(html, '.list > li h2 a', 'href')).toEqual(
        slugs.map((slug) => `/articles/${slug}`),
      )
      const bylines = (await select(html, '.list > li .byline')).map(({ text }) => text)
      for (const byline of bylines) expect(byline).toMatch(/^Lintar Satria( \(Reuters\))? · /)
      const credits = (await select(html, '.list > li small')).map(({ text }) => text)
      expect(credits).toHaveLength(slugs.length)
      for (const credit of credits) expect(credit).toMatch(/Lintar Satria \(editor Friska Yolandha\)/)
    },
  )

  it.each(CHANNELS)(
    'the page of the channel %s/ has its own feeds in its head: RSS, Atom, JSON',
    async (path) => {
      const html = await page(path || '/')
      const links = await select(html, 'head link[rel="alternate"]')
      expect(links.map(({ attributes: { type, href } }) => [type, href])).toEqual([
        ['application/rss+xml', `https://news.example${path}/rss.xml`],
        ['application/atom+xml', `https://news.example${path}/atom.xml`],
        ['application/feed+json', `https://news.example${path}/feed.json`],
      ])
      for (const [index, [, file, mediaType]] of FEED_FILES.entries()) {
        const feed = await get(`${path}/${file}`)
        expect(feed.headers.get('Content-Type')).toBe(mediaType)
        const [title] = (await select(html, 'title')).map(({ text }) => text)
        expect(links[index]?.attributes.title).toContain(String(title))
        expect(await feed.text()).toContain(String(title))
      }
    },
  )

  it('the front page marks each article with its own language', async () => {
    expect(await attributesOf(await page('/'), '.list > li', 'lang')).toEqual(['id', 'en-GB', 'id'])
  })

  it('the page of a channel without articles says that there are none', async () => {
    const html = await page('/sources/antara')
    expect(await select(html, '.list > li')).toEqual([])
    expect(html).toContain('Belum ada artikel di sini.')
  })

  it.each(['/sources/afp', '/tags/ekonomi', '/languages/de', '/tags/%21', '/tag', '/tags/dunia/x'])(
    'the page of a channel that there is not is a 404: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  it.each([
    ['/tags/Dunia', '/tags/dunia'],
    ['/tags/CAF%C3%89%20%C3%BCber', '/tags/caf%C3%A9-%C3%BCber'],
    ['/languages/en-GB', '/languages/en-gb'],
  ])('the page %s moves to the one name of that channel', async (path, canonical) => {
    const response = await get(path)
    expect(response.status).toBe(301)
    expect(response.headers.get('Location')).toBe(canonical)
  })
})

describe('a slash at the end', () => {
  it.each([
    '/tags/dunia/',
    '/articles/satu/',
    '/attribution/',
    '/rss.xml/',
    '/healthz/',
    '/tags/dunia/feed.json/',
  ])('a slash at the end of %s is taken off with a redirect', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await get(`${path}?limit=5`, {}, method)
      expect(response.status).toBe(301)
      expect(response.headers.get('Location')).toBe(`${path.slice(0, -1)}?limit=5`)
      expect(response.headers.has('Content-Type')).toBe(false)
      expect(await response.text()).toBe('')
    }
    expect((await get(path.slice(0, -1))).status).toBe(200)
  })

  it('taking off slashes at the end never leads to another site, whichever slashes there are', async () => {
    for (const path of [
      '//evil.example/',
      '/%2F%2Fevil.example/',
      '/\\evil.example/',
      '///evil.example//',
      '//',
    ]) {
      const response = await get(path)
      expect(response.status).toBe(301)
      const location = new URL(String(response.headers.get('Location')), 'https://news.example/')
      expect(location.host).toBe('news.example')
    }
  })
})

describe.each(PAGES)('the page %s', (path) => {
  it(`the page ${path} may load nothing but its style sheet, its script and pictures`, async () => {
    const { headers } = await get(path)
    expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    const policy = String(headers.get('Content-Security-Policy')).split('; ')
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "base-uri 'none'",
      ]),
    )
    expect(policy.filter((rule) => /unsafe|connect-src/.test(rule))).toEqual([])
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it(`the page ${path} names nothing else to be loaded`, async () => {
    const html = await page(path)
    expect(html.startsWith('<!DOCTYPE html>\n<html lang="')).toBe(true)
    expect(await attributesOf(html, 'link[rel="stylesheet"]', 'href')).toEqual(['/style.css'])
    expect(await select(html, 'style, [style], script:not([type="application/ld+json"], [src])')).toEqual([])
    expect(await attributesOf(html, 'script[src]', 'src')).toEqual(['/page.js'])
    expect(await attributesOf(html, 'meta[charset]', 'charset')).toEqual(['utf-8'])
    expect(await select(html, 'h1')).toHaveLength(1)
  })
})

describe('/attribution', () => {
  it('the page about _attribution explains every member that our JSON feeds have', async () => {
    const feed = await (await get('/feed.json')).json<{
      _attribution: { about: string }
      items: { _attribution: Record<string, unknown> }[]
    }>()
    expect(feed._attribution.about).toBe('https://news.example/attribution')
    const explained = (await select(await page('/attribution'), 'dt')).flatMap(({ text }) => text.split(', '))
    for (const { _attribution } of feed.items) {
      expect(explained).toEqual(expect.arrayContaining(Object.keys(_attribution)))
    }
  })
})

describe('/languages', () => {
  it('a language without a name is called by its tag', async () => {
    await sync(
      contentOf({ asing: articleFile({ id: 'tag:warta.example,2022:asing', language: 'en-x-foo' }) }),
    )
    const response = await get('/languages/en-x-foo')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('News in en-x-foo')
  })
})
