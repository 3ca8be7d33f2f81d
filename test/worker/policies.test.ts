import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { app } from '../../src/app.ts'
import { answerFromMemory } from '../../src/serve/fast-path.ts'
import { getFrom } from '../support/deployment.ts'
import { articleFile, BROWSER_ACCEPT, contentOf, get, sync } from '../support/site.ts'

const BROWSER = { Accept: BROWSER_ACCEPT }
const svg = () => new Response('<svg/>', { headers: { 'Content-Type': 'image/svg+xml' } })
const ASSETS = new Proxy(env.ASSETS, { get: () => async () => svg() })

// Every kind of answer.
const ANSWERS: [status: number, path: string, headers?: Record<string, string>, method?: string][] = [
  [200, '/rss.xml'],
  [200, '/atom.xml', { 'Accept-Encoding': 'gzip' }],
  [200, '/feed.json'],
  [200, '/feed/'],
  [304, '/rss.xml', { 'If-None-Match': '*' }],
  [200, '/'],
  [200, '/rss.xml', BROWSER],
  [200, '/articles/contoh'],
  [200, '/articles/contoh', { Accept: 'application/ld+json' }],
  [200, '/search'],
  [200, '/opml.xml'],
  [200, '/feeds.json'],
  [200, '/sitemap.xml'],
  [200, '/robots.txt'],
  [200, '/site.webmanifest'],
  [200, '/healthz'],
  [200, '/style.css'],
  [200, '/icon.svg'],
  [200, '/media/2022/09/x.1f2e3d4c.svg'],
  [301, '/tags/Dunia'],
  [301, '/rss.xml/'],
  [302, '/archives/1/rss.xml'],
  [400, '/rss.xml?limit=0'],
  [404, '/nothing'],
  [404, '/nothing', BROWSER],
  [404, '/purge', {}, 'POST'],
  [405, '/rss.xml', {}, 'POST'],
  [204, '/rss.xml', { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' }, 'OPTIONS'],
]

const ask = ([, path, headers, method]: (typeof ANSWERS)[number], origin = 'https://news.example') =>
  getFrom({ ASSETS }, origin + path, headers, method)

beforeAll(async () => {
  await sync(contentOf({ contoh: articleFile({ tags: ['Dunia'] }) }))
  const sql = 'INSERT INTO media (path, until, article) VALUES (?1, 8640000000000000, 1)'
  await env.DB.prepare(sql).bind('/media/2022/09/x.1f2e3d4c.svg').run()
})

describe('what every answer says to browsers', () => {
  it.each(ANSWERS)('is that its type is not to be guessed: the %i of %s %j', async (...answer) => {
    const response = await ask(answer)
    expect(response.status).toBe(answer[0])
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it.each(ANSWERS)('is to come back over https where it came so: the %i of %s %j', async (...answer) => {
    const secure = await ask(answer)
    expect(secure.headers.get('Strict-Transport-Security')).toBe('max-age=15552000')
    const plain = await ask(answer, 'http://localhost:8787')
    expect(plain.status).toBe(answer[0])
    expect(plain.headers.has('Strict-Transport-Security')).toBe(false)
  })

  it('is the same where the database fails and where there is a bug of ours', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    for (const message of ['D1_ERROR: x', 'a bug']) {
      const DB = new Proxy(env.DB, {
        get: () => () => {
          throw new Error(message)
        },
      })
      const response = await getFrom({ DB }, '/rss.xml')
      expect(response.status).toBeGreaterThanOrEqual(500)
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/)
    }
    vi.restoreAllMocks()
  })

  it('is the same on the fast path', async () => {
    const isolate = { ...env, VERSION: { id: 'x', tag: '', timestamp: '2020-01-01T00:00:00Z' } }
    for (const path of ['/rss.xml', '/feed.json']) {
      const request = () => new Request(`https://news.example${path}`)
      const first = await app.fetch(request(), isolate)
      const again = answerFromMemory(request(), isolate)
      expect([...(again?.headers ?? [])]).toEqual([...first.headers])
      expect(again?.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })
})

describe('the Content-Security-Policy', () => {
  it.each(['/feed.json', '/feeds.json', '/nothing', '/healthz', '/site.webmanifest', '/icon.svg'])(
    'of %s lets a browser load nothing and run nothing',
    async (path) => {
      const { headers } = await ask([0, path])
      expect(headers.get('Content-Security-Policy')).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline';/,
      )
    },
  )

  it.each(['/', '/articles/contoh', '/search', '/attribution'])('of %s is that of a page', async (path) => {
    const { headers } = await get(path)
    expect(headers.get('Content-Security-Policy')).toContain("script-src 'self'")
    expect(headers.get('Permissions-Policy')).toContain('camera=()')
  })

  it.each(['/rss.xml', '/atom.xml', '/opml.xml', '/sitemap.xml', '/style.css'])(
    'is not there for %s, which a browser shows with a style sheet or as a tree',
    async (path) => {
      expect((await get(path)).headers.has('Content-Security-Policy')).toBe(false)
    },
  )
})

describe('a host that is none', () => {
  const broken = (host: string, accept = '*/*') => {
    const request = new Request('https://news.example/rss.xml', { headers: { Host: host, Accept: accept } })
    // As workerd gives it for such a header.
    Object.defineProperty(request, 'url', { value: `http://${host}/rss.xml` })
    return request
  }

  it.each(['a b', '[', 'a:99999', '%', 'a/b', 'x"y', 'a@b', '::1', 'a#b', 'a?b', 'é'])(
    'is a problem of the client, also as a page: "%s"',
    async (host) => {
      for (const accept of ['*/*', BROWSER_ACCEPT]) {
        const response = await app.fetch(broken(host, accept), { ...env })
        expect(response.status).toBe(400)
        expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
        expect(await response.text()).toContain('The Host header has to name a host')
      }
    },
  )

  it.each([
    'news.example',
    'NEWS.example:8787',
    '127.0.0.1:80',
    '[::1]:8787',
    'a_b.example',
    'xn--9ca.example',
  ])('is not "%s"', async (host) => {
    expect((await app.fetch(broken(host), { ...env })).status).toBe(200)
  })
})
