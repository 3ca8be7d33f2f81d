import { env } from 'cloudflare:test'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { app } from '../../src/app.ts'
import { type Env, readConfig } from '../../src/config.ts'
import { answerFromMemory } from '../../src/serve/fast-path.ts'
import { getFrom } from '../support/deployment.ts'
import { Isolate } from '../support/isolate.ts'
import { FEED_FILES, idsOf, readFeed } from '../support/read-feed.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, sync } from '../support/site.ts'

// Where the request goes, SITE_URL, and the origin that every absolute URL is then on.
const SITES: [asked: string, configured: string, origin: string][] = [
  ['https://news.example', '', 'https://news.example'],
  ['http://localhost:8787', '', 'http://localhost:8787'],
  ['https://warta.workers.dev', 'https://news.example', 'https://news.example'],
  ['http://localhost:8787', 'https://news.example/', 'https://news.example'],
  ['https://evil.example', 'https://news.example:8443', 'https://news.example:8443'],
]

const PATHS = [
  '/rss.xml',
  '/tags/dunia/atom.xml',
  '/feed.json',
  '/feed',
  '/',
  '/tags/dunia',
  '/articles/contoh',
]

beforeAll(async () => {
  const body = 'Baca [yang lain](lain) dan [semua](/tags/dunia).'
  await sync(contentOf({ contoh: articleFile({ tags: ['Dunia'] }, body) }))
})

describe.each(SITES)('a request to %s where SITE_URL is "%s"', (asked, SITE_URL, origin) => {
  const ask = (path: string) => getFrom({ SITE_URL }, asked + path)

  it.each(FEED_FILES)('gives a %s feed on one origin', async (_, file) => {
    const response = await ask(`/tags/dunia/${file}?limit=5`)
    const { self, home, entries } = readFeed(await response.text())
    expect(self).toBe(`${origin}/tags/dunia/${file}?limit=5`)
    expect(home).toBe(`${origin}/tags/dunia`)
    expect(entries[0]?.link).toBe(`${origin}/articles/contoh`)
    expect(entries[0]?.content).toContain(`<a href="${origin}/articles/lain">`)
    expect(entries[0]?.content).toContain(`<a href="${origin}/tags/dunia">`)
    expect(response.headers.get('Link')).toBe(`<${self}>; rel="self"`)
  })

  it('gives pages on one origin', async () => {
    const html = await (await ask('/articles/contoh')).text()
    expect(await attributesOf(html, 'link[rel="canonical"]', 'href')).toEqual([`${origin}/articles/contoh`])
    expect(await attributesOf(html, 'meta[property="og:url"]', 'content')).toEqual([
      `${origin}/articles/contoh`,
    ])
    expect(await attributesOf(html, 'link[rel="alternate"]', 'href')).toEqual([
      `${origin}/rss.xml`,
      `${origin}/atom.xml`,
      `${origin}/feed.json`,
    ])
    const [json] = await select(html, 'script[type="application/ld+json"]')
    expect(JSON.parse(String(json?.text))).toMatchObject({
      '@id': 'tag:warta.example,2022-09-20:contoh',
      url: `${origin}/articles/contoh`,
      sdPublisher: { url: origin },
    })
  })

  it.each(PATHS)('names no other origin of ours in %s', async (path) => {
    const text = await (await ask(path)).text()
    for (const [other] of SITES) if (!origin.startsWith(other)) expect(text).not.toContain(other)
    // The mark that stands for our site in stored bodies.
    expect(text).not.toContain('\u001A')
  })
})

describe('ids', () => {
  it('are the same wherever the site is', async () => {
    for (const [asked, SITE_URL] of SITES) {
      for (const [, file] of FEED_FILES) {
        const text = await (await getFrom({ SITE_URL }, `${asked}/${file}`)).text()
        expect(idsOf(text)).toEqual(['tag:warta.example,2022-09-20:contoh'])
      }
      const atom = await (await getFrom({ SITE_URL }, `${asked}/tags/dunia/atom.xml`)).text()
      expect(/<id>([^<]+)<\/id>/.exec(atom)?.[1]).toBe('tag:warta.example,2022:feed/tags/dunia')
    }
  })
})

describe('a site without SITE_URL', () => {
  const PUBLIC = [
    ...PATHS,
    '/opml.xml',
    '/nothing',
    '/tags/Dunia',
    '/rss.xml/',
    '/archives/1/rss.xml',
    '/style.css',
  ]
  const HEADERS = { Host: 'localhost:8787', LOCAL: '1', 'X-Forwarded-Host': 'localhost' }

  it.each(PUBLIC)('lets no cache keep %s, and a client can not say that it is local', async (path) => {
    const isolate = new Isolate({ SITE_URL: '', LOCAL: '' })
    for (const origin of ['https://warta.workers.dev', 'http://localhost:8787', 'http://127.0.0.1']) {
      // Twice, because the second answer may come from memory.
      for (const headers of [{}, HEADERS]) {
        const { headers: answered } = await isolate.get(`${origin}${path}?LOCAL=1`, headers)
        expect(answered.get('Cache-Control')).toBe('private, no-store')
        expect(answered.has('Cache-Tag')).toBe(false)
      }
    }
  })

  it('answers a 304 so too', async () => {
    const response = await getFrom({ SITE_URL: '', LOCAL: '' }, '/rss.xml', { 'If-None-Match': '*' })
    expect(response.status).toBe(304)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
  })

  it('is kept where it is local, and one with SITE_URL is kept wherever it is', async () => {
    for (const bindings of [{ LOCAL: '1' }, { SITE_URL: 'https://news.example', LOCAL: '' }]) {
      const { headers } = await getFrom(bindings, 'https://warta.workers.dev/rss.xml')
      expect(headers.get('Cache-Control')).toMatch(/^public, max-age=300/)
      expect(headers.get('Cache-Tag')).toBe('channel:/')
    }
  })

  it('has no fast path, which would give the headers of another moment', () => {
    const request = new Request('https://news.example/rss.xml')
    const isolate = { ...env, LOCAL: '', SITE_URL: '' }
    return Promise.resolve(app.fetch(request.clone(), isolate)).then(() =>
      expect(answerFromMemory(request, isolate)).toBeUndefined(),
    )
  })
})

describe('entity tags', () => {
  const etagsOf = (bindings: Partial<Env>, origin: string) =>
    Promise.all(PATHS.map(async (path) => (await getFrom(bindings, origin + path)).headers.get('ETag')))

  it('tell the same document under two origins or authorities apart', async () => {
    const sites = await Promise.all([
      etagsOf({}, 'https://news.example'),
      etagsOf({}, 'https://warta.workers.dev'),
      etagsOf({}, 'http://news.example'),
      etagsOf({}, 'https://news.example:8443'),
      etagsOf({ TAG_AUTHORITY: 'kabar.example' }, 'https://news.example'),
    ])
    for (const index of PATHS.keys()) {
      expect(new Set(sites.map((tags) => tags[index])).size).toBe(sites.length)
    }
  })

  it('get no 304 and no changes alone at another origin', async () => {
    for (const path of PATHS) {
      const etag = String((await getFrom({}, path)).headers.get('ETag'))
      const headers = { 'If-None-Match': etag, 'A-IM': 'feed' }
      expect((await getFrom({}, path, headers)).status).toBe(304)
      expect((await getFrom({}, `https://evil.example${path}`, headers)).status).toBe(200)
    }
  })

  it('are the same through every host where SITE_URL says the one that counts', async () => {
    const site = { SITE_URL: 'https://news.example' }
    const own = await etagsOf(site, 'https://news.example')
    expect(await etagsOf(site, 'https://warta.workers.dev')).toEqual(own)
    expect(await etagsOf({}, 'https://news.example')).toEqual(own)
  })
})

describe('a wrong SITE_URL', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each([
    'news.example',
    '//news.example',
    'https://',
    'https://news.example/path',
    'https://news.example/?a=1',
    'https://user@news.example',
    'ftp://news.example',
    'javascript:alert(1)',
    ' ',
  ])('is an error that says what it has to be: "%s"', (SITE_URL) => {
    const message = `SITE_URL is "${SITE_URL}"; it has to be an origin such as https://news.example`
    expect(() => readConfig({ DB: {} as D1Database, SITE_URL })).toThrow(message)
  })

  it('is a 500 for every reader, and told to the log alone', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    for (const path of PATHS) {
      const response = await getFrom({ SITE_URL: 'news.example' }, path, { Accept: 'text/html' })
      expect(response.status).toBe(500)
      expect(await response.text()).not.toContain('SITE_URL')
    }
    expect(log).toHaveBeenCalledTimes(PATHS.length)
    expect(String(log.mock.lastCall?.[1])).toContain('SITE_URL is "news.example"')
  })
})
