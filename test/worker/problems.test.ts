import { env } from 'cloudflare:test'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { app } from '../../src/app.ts'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'

const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

const PROBLEMS: [status: number, title: string, path: string, lifetime: string][] = [
  [400, 'Bad parameter', '/rss.xml?limit=0', 'no-store'],
  [400, 'Bad parameter', '/feed?content=all', 'no-store'],
  [404, 'Not found', '/nothing', 'public, max-age=60'],
  [404, 'No such channel', '/tags/nothing', 'public, max-age=60'],
  [404, 'No such channel', '/authors/nobody/feed.json', 'public, max-age=60'],
  [404, 'No such article', '/articles/nothing', 'public, max-age=60'],
  [410, 'Article withdrawn', '/articles/gone', 'public, max-age=300'],
]

const EVERYWHERE = ['/rss.xml', '/tags/x/feed.json', '/feed', '/', '/tags/x', '/articles/contoh', '/healthz']

/** The test's database, whose statements cannot be prepared. */
const failing = (error: Error) =>
  new Proxy(env.DB, {
    get: () => () => {
      throw error
    },
  })

beforeAll(async () => {
  const gone = articleFile({ id: 'tag:warta.example,2022-09-20:gone' })
  await sync(contentOf({ contoh: articleFile(), gone }))
  await sync(contentOf({ contoh: articleFile() }), NOW + 5)
})

describe.each(PROBLEMS)('a %i, %s, at %s', (status, title, path, lifetime) => {
  it('is a problem document to a machine (RFC 9457)', async () => {
    for (const accept of ['*/*', 'application/feed+json', 'application/rss+xml, text/html;q=0']) {
      const response = await get(path, { Accept: accept })
      expect(response.status).toBe(status)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
      const problem = await response.json<{ detail: string }>()
      const instance = path.split('?')[0]
      expect(problem).toEqual({ type: 'about:blank', status, title, detail: problem.detail, instance })
      expect(problem.detail).toMatch(/^[A-Z].{10,}\.$/)
    }
  })

  it('is a page to a browser', async () => {
    const response = await get(path, BROWSER)
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    const html = await response.text()
    const own: Record<number, string> = { 404: 'Halaman ini tidak ada', 410: 'Artikel ini telah ditarik' }
    expect((await select(html, 'h1')).map(({ text }) => text)).toEqual([own[status] ?? title])
    const { detail } = await (await get(path)).json<{ detail: string }>()
    expect((await select(html, 'main p')).map(({ text }) => text)).toContain(detail)
  })

  it('tells caches what it depends on, and for how long it holds', async () => {
    for (const headers of [{}, BROWSER]) {
      const response = await get(path, headers)
      expect(response.headers.get('Vary')).toBe('Accept, Accept-Language')
      expect(response.headers.get('Cache-Control')).toBe(lifetime)
      expect(response.headers.has('ETag')).toBe(false)
    }
  })
})

describe('a page that is not there', () => {
  it('says so in the language of the reader, offers the search and the newest articles', async () => {
    const html = await (await get('/nothing', { ...BROWSER, 'Accept-Language': 'en' })).text()
    expect((await select(html, 'h1')).map(({ text }) => text)).toEqual(['This page is not here'])
    expect(await select(html, 'form[action="/search"]')).toHaveLength(1)
    expect(await attributesOf(html, 'main .headlines a', 'href')).toEqual(['/articles/contoh'])
  })

  it('reads few rows, and none of articles for those who ask again within a second', async () => {
    const { db, tally } = countingDatabase()
    const isolate = { ...env, DB: db }
    const ask = (path: string) => app.request(`https://news.example${path}`, { headers: BROWSER }, isolate)
    await ask('/nothing')
    expect(tally.rowsRead).toBeLessThanOrEqual(2 * 6 + 4)
    const before = tally.rowsRead
    await ask('/nothing/else')
    expect(tally.rowsRead).toBe(before)
  })
})

describe('a problem that repeats what was asked', () => {
  it('repeats it as text', async () => {
    const path = '/articles/%3Cscript%3Ealert(1)%3C%2Fscript%3E'
    const html = await (await get(path, BROWSER)).text()
    expect(await select(html, 'script:not([src="/page.js"])')).toEqual([])
    expect((await select(html, 'main p')).map(({ text }) => text)).toContain(
      'There is no article <script>alert(1)</script>.',
    )
  })
})

describe('errors', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each(EVERYWHERE)('of the database are a 503 that says when to come back: %s', async (path) => {
    vi.spyOn(console, 'error').mockReturnValue()
    for (const message of [
      'D1_ERROR: no such table: channels',
      'D1_EXEC_ERROR: x',
      'Network connection lost.',
      'internal error; reference = 8heaagpnkdup7449b86oeira',
    ]) {
      const response = await getFrom({ DB: failing(new Error(message)) }, path)
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('60')
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect(await response.json()).toEqual({
        type: 'about:blank',
        status: 503,
        title: 'Database unavailable',
        detail: 'The articles cannot be read now; try again in a minute.',
        instance: path,
      })
    }
  })

  it.each(EVERYWHERE.slice(0, -1))('of ours are a 500 that tells nothing: %s', async (path) => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const bug = new TypeError('the secret of D1_ERROR')
    for (const headers of [{}, BROWSER]) {
      const response = await getFrom({ DB: failing(bug) }, path, headers)
      expect(response.status).toBe(500)
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.has('Retry-After')).toBe(false)
      const text = await response.text()
      expect(text).toContain('Something went wrong on our side.')
      expect(text).not.toMatch(/secret|TypeError|\.ts/)
      expect(log).toHaveBeenLastCalledWith(`GET https://news.example${path} 500`, bug)
    }
  })

  it.each(EVERYWHERE)(
    'that are answered with a 5xx are in the log, once each, with what was asked: %s',
    async (path) => {
      const log = vi.spyOn(console, 'error').mockReturnValue()
      const error = new Error('D1_ERROR: x')
      await getFrom({ DB: failing(error) }, `${path}?token=geheim`)
      expect(log.mock.calls).toEqual([[`GET https://news.example${path}?… 503`, error]])
    },
  )

  it('of the database are a page to a browser', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const response = await getFrom({ DB: failing(new Error('D1_ERROR: x')) }, '/rss.xml', BROWSER)
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('60')
    expect((await select(await response.text(), 'h1')).map(({ text }) => text)).toEqual([
      'Database unavailable',
    ])
  })
})
