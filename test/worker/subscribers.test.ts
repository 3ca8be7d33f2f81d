import { env } from 'cloudflare:test'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Env } from '../../src/config.ts'
import { DAY_MS } from '../../src/serve/subscriber-memory.ts'
import { readSubscribers, storeSubscribers } from '../../src/storage/subscribers.ts'
import worker from '../../src/worker.ts'
import { NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'

const FEEDLY = 'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers; like FeedFetcher-Google)'
const TODAY = Math.floor(Date.now() / DAY_MS)

/** Asks an isolate as a reader on the web does, and waits for what it does after its answer. */
async function ask(isolate: Env, path: string, agent: string, headers: Record<string, string> = {}) {
  const work: Promise<unknown>[] = []
  const execution = { waitUntil: (one: Promise<unknown>) => work.push(one) } as unknown as ExecutionContext
  const request = new Request(`https://news.example${path}`, {
    headers: { 'User-Agent': agent, 'CF-Connecting-IP': '192.0.2.77', ...headers },
  })
  const response = await worker.fetch(request as never, isolate, execution)
  await response.text()
  await Promise.all(work)
  return response
}

const isolateOf = (): Env => ({ ...env })
const stored = () => readSubscribers(env.DB, TODAY, 1000)

beforeAll(() => sync(new Story().add(1, 5).content, NOW))
beforeEach(() => env.DB.exec('DELETE FROM subscribers'))

describe('the subscribers of readers on the web', () => {
  it('are counted by channel, format and agent, also where the isolate has the answer, and with a 304', async () => {
    const isolate = isolateOf()
    const { headers } = await ask(isolate, '/rss.xml', 'Mozilla/5.0')
    await ask(isolate, '/rss.xml', FEEDLY)
    const etag = { 'If-None-Match': String(headers.get('ETag')) }
    const again = await ask(isolate, '/rss.xml', 'Feedbin feed-id:17 - 4 subscribers', etag)
    expect(again.status).toBe(304)
    await ask(
      isolate,
      '/tags/dunia/feed.json',
      'NewsBlur Feed Fetcher - 2 subscribers - http://newsblur.com/1',
    )
    expect(await stored()).toEqual([
      { agent: 'Feedly', channel: '', format: 'rss', subscribers: 12 },
      { agent: 'Feedbin', channel: '', format: 'rss', subscribers: 4 },
      { agent: 'NewsBlur Feed Fetcher', channel: '/tags/dunia', format: 'json', subscribers: 2 },
    ])
  })

  it('are those of the largest number of a day, whatever other isolates hear', async () => {
    for (const number of [3, 9, 5]) await ask(isolateOf(), '/atom.xml', `Feedbin - ${number} subscribers`)
    expect(await stored()).toEqual([{ agent: 'Feedbin', channel: '', format: 'atom', subscribers: 9 }])
  })

  it('of a guessed address are those of the format that it gave', async () => {
    await ask(isolateOf(), '/feed', FEEDLY, { Accept: 'application/feed+json' })
    expect(await stored()).toMatchObject([{ channel: '', format: 'json' }])
  })

  it('are not counted where there is no feed, or a filtered one', async () => {
    for (const path of [
      '/tags/tidak-ada/rss.xml',
      '/rss.xml?limit=0',
      '/rss.xml?tag=dunia',
      '/',
      '/opml.xml',
    ]) {
      await ask(isolateOf(), path, FEEDLY)
    }
    expect(await stored()).toEqual([])
  })

  it('cost one write an hour, however often an agent asks', async () => {
    const isolate = isolateOf()
    let writes = 0
    const db = new Proxy(env.DB, {
      get: (target, name) => {
        const value = Reflect.get(target, name)
        if (name !== 'prepare') return typeof value === 'function' ? value.bind(target) : value
        return (sql: string) => {
          if (/INSERT INTO subscribers/.test(sql)) writes++
          return env.DB.prepare(sql)
        }
      },
    })
    for (let n = 0; n < 50; n++)
      await ask(Object.assign(isolate, { DB: db }), n % 2 ? '/rss.xml' : '/atom.xml', FEEDLY)
    expect(writes).toBe(1)
  })

  it('are 200 agents a day at most, and 2,000 rows', async () => {
    for (let n = 0; n < 205; n++) {
      await storeSubscribers(env.DB, TODAY, `Agent${n}`, [{ channel: '', format: 'rss', subscribers: 1 }])
    }
    expect(new Set((await stored()).map(({ agent }) => agent)).size).toBe(200)
    const many = Array.from({ length: 200 }, (_, n) => ({
      channel: `/tags/t${n}`,
      format: 'rss',
      subscribers: 1,
    }))
    for (let n = 0; n < 15; n++) await storeSubscribers(env.DB, TODAY, `Agent${n}`, many)
    const rows = await env.DB.prepare('SELECT COUNT(*) AS n FROM subscribers').first<number>('n')
    expect(rows).toBeLessThanOrEqual(2200)
    await storeSubscribers(env.DB, TODAY + 1, 'Feedly', many.slice(0, 1))
    expect(await readSubscribers(env.DB, TODAY + 1, 10)).toHaveLength(1)
  })

  it('leave nothing of who asked in the database', async () => {
    await ask(isolateOf(), '/rss.xml', 'Feedbin budi@contoh.example 192.0.2.77 feed-id:4711 - 4 subscribers')
    const rows = await env.DB.prepare('SELECT * FROM subscribers').all()
    expect(JSON.stringify(rows.results)).not.toMatch(/192|budi|4711/)
    expect(rows.results).toMatchObject([{ agent: 'Feedbin' }])
  })
})
