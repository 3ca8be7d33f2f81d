import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const DOCUMENTS = ['/rss.xml', '/atom.xml', '/tags/dunia/feed.json?limit=5&content=summary', '/feed']
const OTHERS = [
  ...[
    '/',
    '/tags/dunia',
    '/articles/contoh',
    '/rss.xml?tag=dunia',
    '/search?q=isi',
    '/search/atom.xml?q=isi',
  ],
  ...['/opml.xml', '/feeds.json'],
]
const FAILURES = [
  ['the database is away', 'D1_ERROR: Network connection lost.'],
  ['the connection is', 'Network connection lost.'],
  ['its file is damaged', 'internal error; reference = 8heaagpnkdup7449b86oeira'],
  ['storage was reset', 'Internal error in Durable Object storage operation caused object to be reset.'],
]

let now = NOW

const content = (title: string) => contentOf({ contoh: articleFile({ title, tags: ['Dunia'] }) })

/** Moves the clock on, so that versions are read again. */
function passASecond(): void {
  now += 1000
  vi.setSystemTime(now)
}

/** Lets every query fail, or those of one name. */
function fail(isolate: Isolate, message = 'D1_ERROR: Network connection lost.', query?: string): void {
  isolate.traffic.asked = (names) => {
    if (query === undefined || names.includes(query)) throw new Error(message)
  }
}

async function archiveOf(isolate: Isolate): Promise<string> {
  const response = await isolate.get('/archives/1/atom.xml')
  return String(response.headers.get('Location'))
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  now = NOW
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await emptyTables()
  await sync(content('Satu'), NOW)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe.each(DOCUMENTS)('%s while the database fails', (path) => {
  it.each(FAILURES)('is the last good one, as before: %s', async (_, message) => {
    const isolate = new Isolate()
    const before = await isolate.get(path)
    passASecond()
    fail(isolate, message)
    const after = await isolate.get(path)
    expect(after.status).toBe(200)
    expect(await bytesOf(after)).toEqual(await bytesOf(before))
    expect([...after.headers]).toEqual([...before.headers])
    expect(after.headers.get('Cache-Control')).toMatch(/\bstale-if-error=\d+/)
  })

  it('is still a 304 to whoever has it, and the whole to others', async () => {
    const isolate = new Isolate()
    const etag = String((await isolate.get(path)).headers.get('ETag'))
    passASecond()
    fail(isolate)
    expect((await isolate.get(path, { 'If-None-Match': etag })).status).toBe(304)
    expect((await isolate.get(path, { 'If-None-Match': '"other"' })).status).toBe(200)
  })

  it('is compressed from the plain copy that is kept', async () => {
    const isolate = new Isolate()
    const plain = await bytesOf(await isolate.get(path))
    passASecond()
    fail(isolate)
    const answer = await isolate.get(path, { 'Accept-Encoding': 'gzip' })
    expect(answer.headers.get('Content-Encoding')).toBe('gzip')
    const stream = (answer.body as ReadableStream).pipeThrough(new DecompressionStream('gzip'))
    expect(await bytesOf(new Response(stream))).toEqual(plain)
  })

  it('is the last good one where only the articles can not be read', async () => {
    const isolate = new Isolate()
    const before = await isolate.get(path)
    now += 2000
    vi.setSystemTime(now)
    await sync(content('Dua'), now)
    fail(isolate, undefined, 'newest entries')
    const after = await isolate.get(path)
    expect(after.status).toBe(200)
    expect(after.headers.get('ETag')).toBe(before.headers.get('ETag'))
    expect(await after.text()).toBe(await before.text())
    isolate.traffic.asked = () => {}
    expect(await isolate.text(path)).toContain('Dua')
  })

  it.each([undefined, 'newest entries'])('is a 503 where nothing is kept, with %s failing', async (query) => {
    const isolate = new Isolate()
    fail(isolate, undefined, query)
    const response = await isolate.get(path)
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('60')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.has('ETag')).toBe(false)
    isolate.traffic.asked = () => {}
    expect((await isolate.get(path)).status).toBe(200)
  })

  it.each([undefined, 'newest entries'])('does not hide a bug, with %s broken', async (query) => {
    const isolate = new Isolate()
    await isolate.get(path)
    now += 2000
    vi.setSystemTime(now)
    await sync(content('Dua'), now)
    isolate.traffic.asked = (names) => {
      if (query === undefined || names.includes(query)) throw new TypeError('undefined is not a function')
    }
    expect((await isolate.get(path)).status).toBe(500)
  })
})

describe('a client that takes changes while the database fails', () => {
  const changes = (etag: string) => ({ 'A-IM': 'feed', 'If-None-Match': etag })

  it.each([undefined, 'newest entries'])('has the whole document, with %s failing', async (query) => {
    const isolate = new Isolate()
    const first = String((await isolate.get('/rss.xml')).headers.get('ETag'))
    now += 2000
    vi.setSystemTime(now)
    await sync(content('Dua'), now)
    const whole = await isolate.text('/rss.xml')
    passASecond()
    fail(isolate, undefined, query)
    const answer = await isolate.get('/rss.xml', changes(first))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe(whole)
  })

  it('is not told changes that are older than the document', async () => {
    const isolate = new Isolate()
    const first = String((await isolate.get('/rss.xml')).headers.get('ETag'))
    for (const title of ['Dua', 'Tiga']) {
      now += 2000
      vi.setSystemTime(now)
      await sync(content(title), now)
      if (title === 'Dua') expect((await isolate.get('/rss.xml', changes(first))).status).toBe(226)
    }
    const whole = await isolate.get('/rss.xml')
    passASecond()
    fail(isolate)
    const answer = await isolate.get('/rss.xml', changes(first))
    expect(answer.headers.get('ETag')).toBe(whole.headers.get('ETag'))
    expect(await answer.text()).toContain('Tiga')
  })
})

describe('an archive while the database fails', () => {
  it.each([undefined, 'archive by name'])('is the last good one, with %s failing', async (query) => {
    const isolate = new Isolate()
    const path = await archiveOf(isolate)
    const before = await isolate.get(path)
    passASecond()
    fail(isolate, undefined, query)
    const after = await isolate.get(path)
    expect(after.status).toBe(200)
    expect([...after.headers]).toEqual([...before.headers])
    expect(await after.text()).toBe(await before.text())
    const known = { 'If-None-Match': String(before.headers.get('ETag')) }
    expect((await isolate.get(path, known)).status).toBe(304)
  })

  it('is a 503 where nothing is kept', async () => {
    const isolate = new Isolate()
    const path = await archiveOf(new Isolate())
    fail(isolate)
    for (const address of [path, '/archives/1/atom.xml']) {
      const response = await isolate.get(address)
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('60')
    }
  })

  it('does not hide a bug', async () => {
    const isolate = new Isolate()
    const path = await archiveOf(isolate)
    await isolate.get(path)
    passASecond()
    isolate.traffic.asked = () => {
      throw new TypeError('undefined is not a function')
    }
    for (const address of [path, '/archives/1/atom.xml']) {
      expect((await isolate.get(address)).status).toBe(500)
    }
  })
})

describe.each(OTHERS)('%s while the database fails', (path) => {
  it.each(FAILURES)('is the last good one, as before: %s', async (_, message) => {
    const isolate = new Isolate()
    const before = await isolate.get(path)
    passASecond()
    fail(isolate, message)
    const after = await isolate.get(path)
    expect(after.status).toBe(200)
    expect(await bytesOf(after)).toEqual(await bytesOf(before))
    const etag = String(before.headers.get('ETag'))
    expect((await isolate.get(path, { 'If-None-Match': etag })).status).toBe(304)
  })

  it('is a 503 where nothing is kept, and a 500 where it is a bug', async () => {
    const isolate = new Isolate()
    fail(isolate)
    expect((await isolate.get(path)).status).toBe(503)
    fail(isolate, 'not a failure of the database')
    expect((await isolate.get(path)).status).toBe(500)
  })
})

describe('what is never kept', () => {
  it.each(['/healthz'])('is a 503 while the database fails: %s', async (path) => {
    const isolate = new Isolate()
    await isolate.get(path)
    passASecond()
    fail(isolate)
    const response = await isolate.get(path)
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('60')
  })
})
