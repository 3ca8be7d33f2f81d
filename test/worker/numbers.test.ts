import { env } from 'cloudflare:test'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Env } from '../../src/config.ts'
import { foldNumbers } from '../../src/serve/numbers.ts'
import { foldCounts, readCounts, storeCounts } from '../../src/storage/counts.ts'
import worker from '../../src/worker.ts'
import { NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
// The first hour of a day.
const START = Math.floor(Date.UTC(2026, 10, 28) / DAY) * DAY

/** Asks an isolate, and waits for what it does after its answer. */
async function ask(isolate: Env, path: string, init: RequestInit = {}): Promise<Response> {
  const work: Promise<unknown>[] = []
  const execution = { waitUntil: (one: Promise<unknown>) => work.push(one) } as unknown as ExecutionContext
  const response = await worker.fetch(
    new Request(`https://news.example${path}`, init) as never,
    isolate,
    execution,
  )
  await response.text()
  await Promise.all(work)
  return response
}

const isolateOf = (): Env => ({ ...env })
const rows = async () =>
  (await env.DB.prepare('SELECT counts FROM counted ORDER BY key').all<{ counts: string }>()).results

const everCounted = async () => (await readCounts(env.DB, Date.now())).totals

beforeAll(() => sync(new Story().add(1, 5).content, NOW))
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  for (const table of ['counted', 'counts', 'hub_deliveries']) await env.DB.exec(`DELETE FROM ${table}`)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('an isolate', () => {
  it('writes at once, so that one that ends soon is seen, and then once in five minutes', async () => {
    const isolate = isolateOf()
    for (let minute = 0; minute < 30; minute++) {
      vi.setSystemTime(START + minute * 60_000)
      await ask(isolate, '/rss.xml')
      await ask(isolate, '/rss.xml')
    }
    expect(await rows()).toHaveLength(6)
    const { 'answers feed 2xx': answers } = await everCounted()
    // Those since the last row are still to come.
    expect(answers).toBe(2 * 25 + 1)
  })

  it('counts answers by kind and status, whoever gave them, and what was rendered', async () => {
    const isolate = isolateOf()
    const { headers } = await ask(isolate, '/rss.xml')
    const etag = { 'If-None-Match': String(headers.get('ETag')) }
    for (let n = 0; n < 3; n++) await ask(isolate, '/rss.xml', { headers: etag })
    const paths = [
      '/tags/dunia/atom.xml',
      '/feed',
      '/archives/1/feed.json',
      '/',
      '/articles/n1',
      '/articles/x',
      '/search?q=judul',
      '/api/articles',
      '/media/x.png',
      '/rss.xml/',
    ]
    for (const path of paths) await ask(isolate, path)
    await ask(isolate, '/rss.xml', { method: 'POST' })
    vi.setSystemTime(START + 300_000)
    await ask(isolate, '/opml.xml')
    expect(await everCounted()).toMatchObject({
      'answers feed 2xx': 3,
      'answers feed 304': 3,
      'answers feed 3xx': 2,
      'answers feed 4xx': 1,
      'answers page 2xx': 2,
      'answers articles 2xx': 1,
      'answers articles 4xx': 1,
      'answers search 2xx': 1,
      'answers api 4xx': 1,
      'answers media 4xx': 1,
      renders: 7,
    })
  })

  it('keeps what it could not write, and answers all the same', async () => {
    const isolate = isolateOf()
    await env.DB.exec('ALTER TABLE counted RENAME TO gone')
    expect((await ask(isolate, '/opml.xml')).status).toBe(200)
    await env.DB.exec('ALTER TABLE gone RENAME TO counted')
    expect(await rows()).toEqual([])
    vi.setSystemTime(START + 300_000)
    await ask(isolate, '/opml.xml')
    expect((await everCounted())['answers page 2xx']).toBe(2)
  })

  it('counts a time in one bucket', async () => {
    const slow = { ...env, DB: env.DB }
    await ask(slow, '/opml.xml')
    const counts = await everCounted()
    const buckets = Object.entries(counts).filter(([name]) => /^time (?!sum)/.test(name))
    expect(buckets).toEqual([['time 5', 1]])
  })
})

describe('the sums of all isolates', () => {
  it('are the same before and after the clock adds them up, and only rise', async () => {
    let before = 0
    for (let hour = 0; hour < 50; hour++) {
      for (const isolate of [1, 2])
        await storeCounts(env.DB, START + hour * HOUR + isolate, { renders: isolate })
      const now = START + hour * HOUR + 10
      vi.setSystemTime(now)
      const { renders } = await everCounted()
      await foldCounts(env.DB, now)
      expect((await everCounted()).renders).toBe(renders)
      expect(renders).toBeGreaterThan(before)
      before = renders ?? 0
    }
    expect(before).toBe(150)
    expect(await rows()).toHaveLength(2)
  })

  it('count each row once, however many add up at the same time', async () => {
    for (let n = 0; n < 20; n++) await storeCounts(env.DB, START + n, { renders: 1 })
    await Promise.all([1, 2, 3, 4].map(() => foldNumbers(isolateOf(), START + HOUR)))
    expect((await everCounted()).renders).toBe(20)
    expect(await rows()).toEqual([])
  })

  it('are kept for 48 hours by the hour, for 90 days by the day, and for good', async () => {
    for (let day = 0; day < 100; day++) await storeCounts(env.DB, START + day * DAY, { renders: 1 })
    const now = START + 100 * DAY
    await foldCounts(env.DB, now)
    const { hours, days, totals } = await readCounts(env.DB, now)
    expect(hours.map(({ counts }) => counts.renders ?? 0)).toEqual([
      ...Array(23).fill(0),
      1,
      ...Array(24).fill(0),
    ])
    expect(hours.at(-1)?.from).toBe(now)
    expect(days.map(({ counts }) => counts.renders ?? 0)).toEqual([...Array(89).fill(1), 0])
    expect(days.at(-1)?.from).toBe(now)
    expect(totals).toEqual({ renders: 100 })
    const kept = await env.DB.prepare('SELECT span, COUNT(*) AS n FROM counts GROUP BY span').all()
    expect(kept.results).toEqual([
      { span: 'all', n: 1 },
      { span: 'day', n: 90 },
      { span: 'hour', n: 2 },
    ])
  })

  it('have the deliveries of the hub, which lose nothing when their hour is added up', async () => {
    const hour = START / HOUR
    const deliver = (at: number, outcome: string, count: number, ms: number) =>
      env.DB.prepare('INSERT INTO hub_deliveries VALUES (?1, ?2, ?3, ?4)').bind(at, outcome, count, ms).run()
    await deliver(hour, '100', 5, 300)
    await deliver(hour, '250', 1, 200)
    await deliver(hour, 'failed', 2, 0)
    await deliver(hour + 1, '100', 7, 70)
    const now = START + HOUR + 10
    const before = await readCounts(env.DB, now)
    await foldCounts(env.DB, now)
    expect(await readCounts(env.DB, now)).toEqual(before)
    expect(before.totals).toEqual({
      'deliveries 100': 12,
      'deliveries 250': 1,
      'deliveries failed': 2,
      'deliveries sum': 570,
    })
    expect(before.hours.slice(-2).map(({ counts }) => counts['deliveries 100'])).toEqual([5, 7])
    expect((await env.DB.prepare('SELECT hour FROM hub_deliveries').all()).results).toEqual([
      { hour: hour + 1 },
    ])
  })

  it('are added up by the cron, once in an hour', async () => {
    const isolate = isolateOf()
    const fire = (now: number) => {
      vi.setSystemTime(now)
      return worker.scheduled({} as never, isolate, {} as never)
    }
    await storeCounts(env.DB, START - 1, { renders: 1 })
    await fire(START)
    expect(await rows()).toEqual([])
    await storeCounts(env.DB, START - 1, { renders: 1 })
    await fire(START + 60_000)
    expect(await rows()).toHaveLength(1)
    await fire(START + HOUR)
    expect(await rows()).toEqual([])
    expect((await everCounted()).renders).toBe(2)
  })
})
