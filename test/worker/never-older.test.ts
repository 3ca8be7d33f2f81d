import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gate, Isolate } from '../support/isolate.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const VERSION = 'channel by name'
const ENTRIES = 'newest entries'

let now = NOW

/** Stores one article with this title; the clock moves on by two seconds, so that versions are read again. */
function write(title: string): Promise<unknown> {
  now += 2000
  vi.setSystemTime(now)
  return sync(contentOf({ contoh: articleFile({ title }) }), now)
}

/** Holds back the next answer to a query of that name, read from the database though it is. */
function holdAnswer(isolate: Isolate, query: string) {
  const [reached, held] = [gate(), gate()]
  isolate.traffic.answered = async (names) => {
    if (!names.includes(query)) return
    delete isolate.traffic.answered
    reached.open()
    await held.passed
  }
  return { reached: reached.passed, release: held.open }
}

function revisionOf(response: Response): number {
  return Number.parseInt(/^"(\w+)-/.exec(String(response.headers.get('ETag')))?.[1] ?? '', 36)
}

async function titleOf(response: Response): Promise<string | undefined> {
  return /Satu|Dua|Tiga/.exec(await response.text())?.[0]
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  now = NOW
  await emptyTables()
  await write('Satu')
})

afterEach(() => {
  vi.useRealTimers()
})

describe('what an isolate answers while the database is slow is never older than what it gave before', () => {
  it('where a version was read before a write and comes after that of the next request', async () => {
    const isolate = new Isolate()
    const { reached, release } = holdAnswer(isolate, VERSION)
    const early = isolate.get('/rss.xml')
    await reached
    await write('Dua')
    expect(await titleOf(await isolate.get('/rss.xml'))).toBe('Dua')
    release()
    expect(await titleOf(await early)).toBe('Dua')
    expect(await titleOf(await isolate.get('/rss.xml'))).toBe('Dua')
  })

  it('where the articles were read before a write and the next request waits for them', async () => {
    const isolate = new Isolate()
    const { reached, release } = holdAnswer(isolate, ENTRIES)
    const early = isolate.get('/rss.xml')
    await reached
    await write('Dua')
    const late = isolate.get('/rss.xml')
    await vi.waitFor(() => expect(isolate.work.versions).toBe(2))
    release()
    expect(await titleOf(await late)).toBe('Dua')
    expect(['Satu', 'Dua']).toContain(await titleOf(await early))
    expect(await titleOf(await isolate.get('/rss.xml'))).toBe('Dua')
  })

  it('where the articles took so long that the next request did not wait', async () => {
    const isolate = new Isolate()
    const { reached, release } = holdAnswer(isolate, ENTRIES)
    const early = isolate.get('/rss.xml')
    await reached
    now += 10_000
    await write('Dua')
    expect(await titleOf(await isolate.get('/rss.xml'))).toBe('Dua')
    release()
    expect(await titleOf(await early)).toBe('Dua')
    expect(await titleOf(await isolate.get('/rss.xml'))).toBe('Dua')
  })

  it.each(['/atom.xml', '/feed.json', '/rss.xml?limit=5', '/feed'])(
    'where %s was given in between: whoever asks then has the other document as new',
    async (other) => {
      const isolate = new Isolate()
      const { reached, release } = holdAnswer(isolate, ENTRIES)
      const early = isolate.get('/rss.xml?content=summary')
      await reached
      await write('Dua')
      const given = await isolate.get(other)
      expect(await titleOf(given)).toBe('Dua')
      const late = isolate.get('/rss.xml?content=summary')
      release()
      expect(revisionOf(await late)).toBe(revisionOf(given))
      expect(await titleOf(await late)).toBe('Dua')
      await early
    },
  )

  it('where another format was rendered newer than the version that is remembered', async () => {
    const isolate = new Isolate()
    await isolate.get('/rss.xml')
    const { etag } = { etag: String((await isolate.get('/rss.xml')).headers.get('ETag')) }
    await sync(contentOf({ contoh: articleFile({ title: 'Dua' }) }), now + 500)
    expect(await titleOf(await isolate.get('/atom.xml'))).toBe('Dua')
    expect((await isolate.get('/rss.xml', { 'If-None-Match': etag })).status).toBe(200)
    expect(await titleOf(await isolate.get('/rss.xml'))).toBe('Dua')
  })

  it('where a 304 was about to be sent', async () => {
    const isolate = new Isolate()
    const etag = String((await isolate.get('/rss.xml')).headers.get('ETag'))
    now += 1000
    vi.setSystemTime(now)
    const { reached, release } = holdAnswer(isolate, VERSION)
    const early = isolate.get('/rss.xml', { 'If-None-Match': etag })
    await reached
    await write('Dua')
    await isolate.get('/rss.xml')
    release()
    expect((await early).status).toBe(200)
    expect((await isolate.get('/rss.xml', { 'If-None-Match': etag })).status).toBe(200)
  })

  it('compressed as well', async () => {
    const isolate = new Isolate()
    const gzip = { 'Accept-Encoding': 'gzip' }
    const { reached, release } = holdAnswer(isolate, ENTRIES)
    const early = isolate.get('/rss.xml', gzip)
    await reached
    await write('Dua')
    const late = isolate.get('/rss.xml', gzip)
    await vi.waitFor(() => expect(isolate.work.versions).toBe(2))
    release()
    await early
    const plain = await isolate.get('/rss.xml')
    expect(revisionOf(await late)).toBe(revisionOf(plain))
    expect(revisionOf(await isolate.get('/rss.xml', gzip))).toBe(revisionOf(plain))
  })
})

describe('what an isolate remembers of a channel', () => {
  it('is never taken for another one that has its number now', async () => {
    const registryOf = (id: string, name: string) => {
      const content = contentOf({})
      content.files.set(
        'sources.yaml',
        `sources:\n  - { id: antara, name: Antara }\n  - { id: ${id}, name: ${name} }\n`,
      )
      return content
    }
    await emptyTables()
    await sync(registryOf('lama', 'Lama'), now)
    const isolate = new Isolate()
    expect((await isolate.get('/publishers/lama/rss.xml')).status).toBe(200)
    await sync(registryOf('baru', 'Baru'), now + 500)
    const answer = await isolate.get('/publishers/lama/atom.xml')
    expect(await answer.text()).not.toContain('Baru')
    expect(answer.status).toBe(404)
  })
})
