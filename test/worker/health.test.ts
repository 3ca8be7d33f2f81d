import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const content = contentOf({ contoh: articleFile({ tags: ['Dunia'] }) })

let log = vi.spyOn(console, 'error')

beforeEach(async () => {
  log = vi.spyOn(console, 'error').mockReturnValue()
  await emptyTables()
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const run = (sql: string) => env.DB.prepare(sql).run()

/** Expects a 503 that says nothing of the reason, and the log one line that does. */
async function expectUnhealthy(reason: RegExp): Promise<void> {
  log.mockClear()
  const response = await get('/healthz')
  expect(response.status).toBe(503)
  expect(response.headers.get('Retry-After')).toBe('60')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ status: 503, title: 'Database unavailable' })
  expect(text).not.toMatch(reason)
  expect(log).toHaveBeenCalledTimes(1)
  const [line, ...reasons] = log.mock.calls[0] ?? []
  expect(line).toBe('GET https://news.example/healthz 503')
  expect(reasons.join('\n')).toMatch(reason)
}

async function expectHealthy(): Promise<void> {
  log.mockClear()
  const response = await get('/healthz')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    status: 'ok',
    revision: expect.any(Number),
    build: expect.any(String),
  })
  expect(log).not.toHaveBeenCalled()
}

describe('/healthz', () => {
  it('says the revision of the last write, past every cache', async () => {
    await sync(content)
    const response = await get('/healthz')
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await response.json()).toEqual({ status: 'ok', revision: NOW, build: expect.any(String) })
  })

  it('is a 503 before the first content is in, of which the log says nothing', async () => {
    expect((await get('/healthz')).status).toBe(503)
    expect(log).not.toHaveBeenCalled()
    await sync(content)
    await expectHealthy()
  })

  it.each(['revision', 'channels', 'entries', 'articles', 'search'])(
    'is a 503 where the table %s is missing, as before a migration',
    async (table) => {
      await sync(content)
      await run(`ALTER TABLE ${table} RENAME TO elsewhere`)
      try {
        await expectUnhealthy(/lacks a migration[\s\S]*no such table/)
      } finally {
        await run(`ALTER TABLE elsewhere RENAME TO ${table}`)
      }
      await expectHealthy()
    },
  )

  it('is a 503 where articles that the feeds show are damaged', async () => {
    await sync(content)
    await run('UPDATE articles SET data = substr(data, 1, 40)')
    expect((await get('/rss.xml')).status).toBe(500)
    await expectUnhealthy(/JSON/)
  })

  it('is a 503 where the channel of everything is gone', async () => {
    await sync(content)
    await run("UPDATE channels SET kind = 'none' WHERE kind = 'all'")
    try {
      await expectUnhealthy(/channel of everything/)
    } finally {
      await run("UPDATE channels SET kind = 'all' WHERE kind = 'none'")
    }
  })

  it('is not told by copies that the isolate keeps', async () => {
    await sync(content)
    const isolate = new Isolate()
    for (const path of ['/rss.xml', '/search/rss.xml?q=warta', '/healthz']) await isolate.get(path)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5000 })
    isolate.traffic.asked = () => {
      throw new Error('D1_ERROR: x')
    }
    expect((await isolate.get('/rss.xml')).status).toBe(200)
    expect((await isolate.get('/healthz')).status).toBe(503)
  })

  it('costs the database no more than once a second, however often it is asked for', async () => {
    await sync(content)
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    const isolate = new Isolate()
    await isolate.get('/healthz')
    const { length } = isolate.tally.sent
    for (let n = 0; n < 20; n++) expect((await isolate.get('/healthz')).status).toBe(200)
    expect(isolate.tally.sent).toHaveLength(length)
    vi.setSystemTime(NOW + 1001)
    await isolate.get('/healthz')
    expect(isolate.tally.sent.length).toBeGreaterThan(length)
  })
})
