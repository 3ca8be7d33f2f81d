import { beforeAll, describe, expect, it } from 'vitest'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

const DOCUMENTS: [status: number, path: string, headers?: Record<string, string>][] = [
  [200, '/rss.xml'],
  [200, '/atom.xml'],
  [200, '/feed.json?limit=1&content=summary'],
  [200, '/tags/dunia/rss.xml'],
  [200, '/feed', { Accept: 'application/atom+xml' }],
  [200, '/'],
  [200, '/tags/dunia'],
  [200, '/articles/contoh'],
  [200, '/attribution'],
  [200, '/articles/contoh', { Accept: 'application/ld+json' }],
  [200, '/opml.xml'],
  [200, '/feeds.json'],
  [200, '/sitemap.xml'],
  [200, '/sitemap-1.xml'],
  [200, '/robots.txt'],
  [200, '/site.webmanifest'],
]

const PROBLEMS: typeof DOCUMENTS = [
  [400, '/rss.xml?limit=0'],
  [400, '/rss.xml?limit=0', BROWSER],
  [404, '/tags/nothing/rss.xml'],
  [404, '/nothing', BROWSER],
  [404, '/articles/nothing'],
  [404, '/sitemap-2.xml'],
  [410, '/articles/gone'],
  [410, '/articles/gone', BROWSER],
]

const OTHERS: typeof DOCUMENTS = [
  [301, '/tags/Dunia/rss.xml'],
  [301, '/tags/Dunia'],
  [301, '/rss.xml/'],
  [301, '/.well-known/feeds'],
  [304, '/rss.xml', { 'If-None-Match': '*' }],
  [304, '/articles/contoh', { 'If-None-Match': '*' }],
  [200, '/healthz'],
]

beforeAll(async () => {
  const gone = articleFile({ id: 'tag:warta.example,2022-09-20:gone', title: 'é€😀' })
  const contoh = articleFile({ tags: ['Dunia'], title: 'é€😀' })
  await sync(contentOf({ contoh, gone }))
  await sync(contentOf({ contoh }))
})

describe('HEAD', () => {
  it.each([...DOCUMENTS, ...PROBLEMS, ...OTHERS])(
    'has the %i of GET %s, without a body',
    async (status, path, headers) => {
      const [whole, head] = [await get(path, headers), await get(path, headers, 'HEAD')]
      expect(head.status).toBe(status)
      expect(whole.status).toBe(status)
      expect([...head.headers]).toEqual([...whole.headers])
      expect(head.body).toBeNull()
    },
  )

  it.each([...DOCUMENTS, ...PROBLEMS])('knows the length of the %i of GET %s', async (_, path, headers) => {
    const bytes = await (await get(path, headers)).arrayBuffer()
    const head = await get(path, headers, 'HEAD')
    expect(bytes.byteLength).toBeGreaterThan(0)
    expect(head.headers.get('Content-Length')).toBe(String(bytes.byteLength))
  })
})

describe('pages of other origins', () => {
  it.each([...DOCUMENTS, ...PROBLEMS, ...OTHERS])('may read the %i of %s', async (_, path, headers) => {
    const response = await get(path, { Origin: 'https://reader.example', ...headers })
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const exposed = response.headers.get('Access-Control-Expose-Headers')?.split(/,\s*/)
    expect(exposed).toEqual(expect.arrayContaining(['ETag', 'Last-Modified', 'Link', 'Content-Location']))
    expect(response.headers.has('Access-Control-Allow-Credentials')).toBe(false)
  })

  it.each(['/rss.xml', '/feed', '/articles/contoh', '/nothing'])(
    'may ask with conditions: the preflight of %s',
    async (path) => {
      const preflight = {
        Origin: 'https://reader.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'if-modified-since,if-none-match',
      }
      const response = await get(path, preflight, 'OPTIONS')
      expect(response.status).toBe(204)
      expect(response.body).toBeNull()
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
      const listOf = (name: string) => response.headers.get(name)?.split(/,\s*/)
      expect(listOf('Access-Control-Allow-Methods')).toEqual(['GET', 'HEAD', 'OPTIONS'])
      expect(listOf('Access-Control-Allow-Headers')).toEqual(
        expect.arrayContaining(['If-None-Match', 'If-Modified-Since', 'Accept']),
      )
      expect(Number(response.headers.get('Access-Control-Max-Age'))).toBeGreaterThan(0)
    },
  )
})

describe('cookies', () => {
  it.each([...DOCUMENTS, ...PROBLEMS, ...OTHERS])(
    'are not set with the %i of %s',
    async (_, path, headers) => {
      const response = await get(path, { Cookie: 'session=1', ...headers })
      expect(response.headers.has('Set-Cookie')).toBe(false)
    },
  )

  it('change nothing', async () => {
    const [without, with_] = [await get('/rss.xml'), await get('/rss.xml', { Cookie: 'session=1' })]
    expect([...with_.headers]).toEqual([...without.headers])
    expect(await with_.text()).toBe(await without.text())
  })
})

describe('every other method', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
    '%s is refused with those that are allowed',
    async (method) => {
      for (const path of ['/rss.xml', '/feed', '/', '/articles/contoh', '/healthz', '/nothing']) {
        const response = await get(path, {}, method)
        expect(response.status).toBe(405)
        expect(response.headers.get('Allow')).toBe('GET, HEAD, OPTIONS')
        expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
        expect(await response.json()).toMatchObject({ status: 405, title: 'Method not allowed' })
      }
    },
  )
})
