import { env } from 'cloudflare:test'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newSecret } from '../../src/model/access-token.ts'
import { addToken, hashOfSecret } from '../../src/storage/tokens.ts'
import { getFrom } from '../support/deployment.ts'
import { Isolate } from '../support/isolate.ts'
import { BROWSER_ACCEPT, NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'

// The real binding counts by the minute of the clock, so that a test which goes over its end sees two of them.
const MINUTES = 2
const COSTLY = 60

let client = ''
let isolate: Isolate

/** Asks as one client, which no other test is. */
const ask = (path: string, headers: Record<string, string> = {}) =>
  isolate.get(path, { 'CF-Connecting-IP': client, ...headers })

/** Asks for each of these in turn; returns how often each status came. */
async function statuses(paths: readonly string[], headers: Record<string, string> = {}) {
  const counts: Record<number, number> = {}
  for (const path of paths) {
    const { status } = await ask(path, headers)
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

const numbered = (count: number, path: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => path(n))

beforeAll(async () => {
  await sync(new Story().add(1, 40).content, NOW)
})

let clients = 0
beforeEach(() => {
  client = `192.0.2.${++clients}`
  isolate = new Isolate()
})

const EVERYWHERE: [what: string, path: (n: number) => string][] = [
  ['searches', (n) => `/search/rss.xml?q=kata${n}`],
  ['pages of searches', (n) => `/search?q=kata${n}`],
  ['filtered feeds', (n) => `/atom.xml?tag=t${n}`],
  ['pages of filtered channels', (n) => `/?tag=-t${n}`],
  ['cursors of a channel', (n) => `/tags/dunia?before=${(NOW - n).toString(36)}.1`],
  ['slugs at which a list of channels goes on', (n) => `/tags?after=t${n}`],
  ['channels after which the list of feeds goes on', (n) => `/feeds.json?after=tags/t${n}`],
  ['feeds of unknown channels', (n) => `/tags/tidak-ada-${n}/rss.xml`],
  ['unknown articles', (n) => `/articles/tidak-ada-${n}`],
  ['unknown archives', (n) => `/archives/${900 + n}/feed.json`],
  ['addresses of nothing', (n) => `/tidak/ada/${n}`],
]

describe.each(EVERYWHERE)('%s', (_, path) => {
  it('are counted once, and refused when that was one too many', async () => {
    let [success, counted] = [true, 0]
    const limit = async () => {
      counted++
      return { success }
    }
    isolate = new Isolate({ COSTLY_REQUESTS: { limit } })
    expect([200, 404]).toContain((await ask(path(1))).status)
    expect(counted).toBe(1)
    success = false
    expect((await ask(path(2))).status).toBe(429)
    expect(counted).toBe(2)
  })
})

describe('what costs something', () => {
  it('is answered 60 times in a minute, whatever it is, and then with 429', async () => {
    const paths = numbered(COSTLY * MINUTES + 5, (n) => EVERYWHERE[n % EVERYWHERE.length]?.[1](n) ?? '')
    const counts = await statuses(paths)
    const answered = (counts[200] ?? 0) + (counts[404] ?? 0)
    expect(answered).toBeGreaterThanOrEqual(COSTLY)
    expect(answered).toBeLessThanOrEqual(COSTLY * MINUTES)
    expect(counts[429]).toBe(paths.length - answered)
  })
})

/** Uses up what a client may ask for in a minute. */
async function spend(): Promise<void> {
  for (let n = 0; n <= COSTLY * MINUTES; n++) {
    if ((await ask(`/habis/${n}`)).status === 429) return
  }
  throw new Error('Nothing was refused')
}

describe('a client that was refused', () => {
  it('is told when to come again and how to ask less, in a document that nobody keeps', async () => {
    await spend()
    const response = await ask('/search/rss.xml?q=baru')
    expect(response.status).toBe(429)
    expect(response.headers.get('Retry-After')).toBe('60')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      status: 429,
      title: 'Too many requests',
      detail: expect.stringMatching(/If-None-Match.*max-age.*hub/),
      instance: '/search/rss.xml',
    })
  })

  it('gets a page in its language where it is a browser', async () => {
    await spend()
    const response = await ask('/search?q=baru', { Accept: BROWSER_ACCEPT, 'Accept-Language': 'id' })
    expect(response.status).toBe(429)
    expect(response.headers.get('Retry-After')).toBe('60')
    expect(await response.text()).toContain('Terlalu banyak permintaan')
  })

  it('has the feeds of channels, their archives and articles as before', async () => {
    await spend()
    const paths = [
      '/rss.xml',
      '/tags/dunia/atom.xml',
      '/feed',
      '/feed.json?limit=3',
      '/',
      '/tags/dunia',
      '/articles/n7',
      '/opml.xml',
    ]
    expect(await statuses(paths)).toEqual({ 200: paths.length })
    expect((await ask('/articles/n7', { 'If-None-Match': '*' })).status).toBe(304)
  })

  it('has what the isolate keeps of searches, and its 304', async () => {
    const before = await ask('/search/rss.xml?q=judul')
    await spend()
    const after = await ask('/search/rss.xml?q=judul')
    expect(after.status).toBe(200)
    expect(await after.text()).toBe(await before.text())
    const etag = String(before.headers.get('ETag'))
    expect((await ask('/search/rss.xml?q=judul', { 'If-None-Match': etag })).status).toBe(304)
  })

  it('takes nothing from another client, nor from the same one in another network', async () => {
    client = '2001:db8:0:1::1'
    await spend()
    expect((await ask('/search/rss.xml?q=lain')).status).toBe(429)
    client = '2001:db8:0:1:ffff::2'
    expect((await ask('/search/rss.xml?q=lain')).status).toBe(429)
    client = '2001:db8:0:2::1'
    expect((await ask('/search/rss.xml?q=lain')).status).toBe(200)
  })

  it('costs no query for a search, a filter or a cursor, and nothing of what another client has', async () => {
    const readers = '198.51.100.7'
    const feed = () => isolate.workOf(() => isolate.get('/rss.xml', { 'CF-Connecting-IP': readers }))
    await feed()
    await spend()
    await ask('/search/rss.xml?q=pertama')
    const before = isolate.tally.sent.length
    const costly = EVERYWHERE.slice(0, 7)
    const paths = numbered(400, (n) => costly[n % costly.length]?.[1](n) ?? '')
    expect(await statuses(paths)).toEqual({ 429: 400 })
    expect(await statuses(paths.slice(0, 70), { 'If-None-Match': '"abc"' })).toEqual({ 429: 70 })
    // Versions, which are read once in a second for everybody.
    const names = isolate.tally.sent.slice(before).map(({ name }) => name)
    expect(names.filter((name) => name !== 'revision' && name !== 'channel by name')).toEqual([])
    expect((await feed()).renderings).toBe(0)
  })
})

describe('conditional requests', () => {
  it('that are answered 304 are never counted', async () => {
    const paths = numbered(5, (n) => `/search/rss.xml?q=judul+${n + 1}`)
    const etags: string[] = []
    for (const path of paths) etags.push(String((await ask(path)).headers.get('ETag')))
    for (let n = 0; n < COSTLY * MINUTES + 5; n++) {
      const at = n % paths.length
      // It comes to an isolate that knows nothing of it yet.
      if (at === 0) isolate = new Isolate()
      expect((await ask(paths[at] ?? '', { 'If-None-Match': etags[at] ?? '' })).status).toBe(304)
    }
  })

  it('with an entity tag that was made up are no way around', async () => {
    const counts = await statuses(
      numbered(COSTLY * MINUTES + 5, (n) => `/search/rss.xml?q=karangan${n}`),
      { 'If-None-Match': '"mf3k2j1-rssdf_0123456789abcdef-dev_0123456789abcdef"' },
    )
    expect(counts[200]).toBeLessThanOrEqual(COSTLY * MINUTES)
    expect(counts[429]).toBeGreaterThanOrEqual(5)
  })
})

describe('the API', () => {
  it('takes 120 requests of a token in a minute, and notes none of the others', async () => {
    const secret = newSecret()
    const plain = { desk: 'metro', publishers: undefined, created: NOW, expires: null }
    await addToken(env.DB, await hashOfSecret(secret), { ...plain, name: 'rajin', scopes: ['read'] })
    const headers = { Authorization: `Bearer ${secret}` }
    const answers: Response[] = []
    for (let n = 0; n < 120 * MINUTES + 5; n++) answers.push(await getFrom({}, '/api/articles', headers))
    const answered = answers.filter(({ status }) => status === 200).length
    expect(answered).toBeGreaterThanOrEqual(120)
    expect(answered).toBeLessThanOrEqual(120 * MINUTES)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.headers.get('Retry-After')).toBe('60')
    expect(refused?.headers.get('Cache-Control')).toBe('no-store')
    expect(await env.DB.prepare('SELECT count(*) AS n FROM audit WHERE status = 429').first('n')).toBe(0)
  })

  it('and the purge of caches refuse whoever tries tokens, and nobody else', async () => {
    const codes: number[] = []
    for (let n = 0; n < 10 * MINUTES + 2; n++) {
      codes.push((await ask('/api/articles', { Authorization: `Bearer ${newSecret()}` })).status)
    }
    expect(new Set(codes)).toEqual(new Set([401, 429]))
    const purge = (ip: string) =>
      getFrom(
        { PURGE_TOKEN: 'rahasia' },
        '/purge',
        { Authorization: 'Bearer salah', 'CF-Connecting-IP': ip },
        'POST',
      )
    expect([401, 429]).toContain((await purge(client)).status)
    expect((await purge('198.51.100.1')).status).toBe(401)
  })
})

describe('the hub', () => {
  it('takes 20 requests of a client in a minute, and reads no body of the others', async () => {
    const post = (address: string) =>
      getFrom({}, '/hub', { 'CF-Connecting-IP': address, 'Content-Type': 'text/plain' }, 'POST')
    const codes: number[] = []
    for (let n = 0; n < 20 * MINUTES + 3; n++) codes.push((await post(client)).status)
    const answered = codes.filter((code) => code === 415).length
    expect(answered).toBeGreaterThanOrEqual(20)
    expect(answered).toBeLessThanOrEqual(20 * MINUTES)
    const refused = codes.includes(429) ? await post(client) : undefined
    expect([415, 429]).toContain(refused?.status)
    expect((await post('198.51.100.20')).status).toBe(415)
  })
})

describe('without a binding', () => {
  it.each([
    ['that is missing', undefined],
    [
      'that fails',
      {
        limit: () => {
          throw new Error('busy')
        },
      },
    ],
  ])('there is no limit: %s', async (_, binding) => {
    isolate = new Isolate({ COSTLY_REQUESTS: binding as never })
    const counts = await statuses(numbered(COSTLY * MINUTES + 5, (n) => `/tidak/ada/${n}`))
    expect(counts).toEqual({ 404: COSTLY * MINUTES + 5 })
  })
})
