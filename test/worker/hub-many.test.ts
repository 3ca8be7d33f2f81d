import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeliverMessage } from '../../src/model/subscription.ts'
import { readCounts } from '../../src/storage/counts.ts'
import { urgentChunk } from '../../src/storage/hub/chunks.ts'
import { chunksBehind, settleTopics } from '../../src/storage/hub/topics.ts'
import { announce } from '../../src/websub/announce.ts'
import { deliver } from '../../src/websub/deliver.ts'
import { countRows } from '../support/count-rows.ts'
import { HubLab, willing } from '../support/hub-lab.ts'
import {
  CALLBACK,
  DAY,
  fileOf,
  lab,
  MINUTE,
  pass,
  publish,
  pushed,
  titlesOf,
  useNewsroom,
  write,
} from '../support/hub-newsroom.ts'
import { NOW } from '../support/site.ts'
import { column } from '../support/tables.ts'

useNewsroom()

describe('many subscribers', () => {
  const callbacks = (count: number) => Array.from({ length: count }, (_, n) => `https://many.example/${n}`)
  async function fill(count: number): Promise<void> {
    await lab.subscribe('https://many.example/first')
    const sql = `INSERT INTO subscriptions (topic, chunk, callback, host, since, lease_until, request)
      SELECT 1, 1 + (value + 1) / 200, 'https://many.example/' || value, 'many.example', ?2, ?3, 1 FROM json_each(?1)`
    const numbers = JSON.stringify(Array.from({ length: count - 1 }, (_, n) => n))
    await env.DB.prepare(sql)
      .bind(numbers, NOW - DAY, NOW + 9 * DAY)
      .run()
    await env.DB.prepare(
      `INSERT OR REPLACE INTO hub_chunks (topic, chunk, slow, size, revision, at)
       SELECT 1, s.chunk, 0, COUNT(*), (SELECT pushed FROM topics), ?1 FROM subscriptions s GROUP BY s.chunk`,
    )
      .bind(NOW)
      .run()
  }

  beforeEach(async () => {
    lab.at('https://many.example/')
  })

  it('Every one of a thousand gets each push once', async () => {
    await fill(1000)
    await publish({ dua: fileOf('dua') })
    const urls = lab.deliveries('https://many.example/').map(({ url }) => url)
    expect(new Set(urls).size).toBe(1000)
    expect(urls).toHaveLength(1000)
    const { totals } = await readCounts(env.DB, Date.now())
    // Each got it in the moment of its write, as far as the test's clock says.
    expect(totals).toEqual({ 'deliveries 100': 1000 })
    pass(DAY)
    await publish({ tiga: fileOf('tiga') }, 0)
    await write({ empat: fileOf('empat') })
    pass(250)
    await lab.tick()
    const after = await readCounts(env.DB, Date.now())
    expect(after.totals).toEqual({
      'deliveries 100': 2000,
      'deliveries 250': 1000,
      'deliveries sum': 250_000,
    })
  })

  it('A message that comes twice sends nothing twice, and neither do two runs at a time', async () => {
    await fill(200)
    await write({ dua: fileOf('dua') })
    const message = { kind: 'deliver', topic: 1, chunk: 1 } as const
    await lab.look()
    const announced = lab.queue.splice(0)
    expect(announced).toMatchObject([message])
    const all = [...announced, message, ...announced]
    await Promise.all(all.map((one) => lab.consume(one)))
    await lab.settle()
    for (const one of all) await lab.consume(one)
    await lab.drain()
    expect(lab.deliveries('https://many.example/')).toHaveLength(200)
  })

  it('Whoever is slow or fails moves among the slow ones, and gets everything there', async () => {
    await fill(200)
    const bad = callbacks(5).map((url) => `${url}`)
    lab.at('https://many.example/', (request) => {
      const fails = bad.includes(request.url) && request.method === 'POST'
      return fails ? new Response(null, { status: 503 }) : willing(request)
    })
    await publish({ dua: fileOf('dua') })
    const slow =
      'SELECT callback FROM subscriptions s JOIN hub_chunks c USING (topic, chunk) WHERE c.slow = 1'
    expect((await column<string>(slow)).sort()).toEqual(bad)
    expect(await column('SELECT size FROM hub_chunks ORDER BY chunk')).toEqual([195, 5])
    lab.at('https://many.example/')
    await publish({ tiga: fileOf('tiga') })
    const late = lab.deliveries(bad[0] ?? '').at(-1)
    expect(late && titlesOf(late)).toHaveLength(3)
    expect(await column(slow)).toEqual([])
    await publish({ empat: fileOf('empat') })
    const last = lab.received.slice(-200).map(titlesOf)
    expect(last.filter(([title, ...more]) => title === 'Judul empat' && more.length === 0)).toHaveLength(200)
  })

  it('A chunk whose last callbacks hang keeps no other one waiting, and is served again as soon as they have ended', async () => {
    await fill(400)
    const held = Promise.withResolvers<void>()
    lab.at('https://many.example/', async (request) => {
      if (request.url.endsWith('/3')) await held.promise
      return willing(request)
    })
    await write({ dua: fileOf('dua') })
    await lab.look()
    for (const message of lab.queue.splice(0)) await lab.consume(message)
    expect(lab.deliveries('https://many.example/')).toHaveLength(400)
    // What was sent to the others is written down by then: where the process ends now they do not get it again.
    const behind = 'SELECT COUNT(*) FROM hub_chunks WHERE revision < (SELECT pushed FROM topics)'
    expect(await column(behind)).toEqual([0])
    expect(await column('SELECT callback FROM subscriptions WHERE missed = 1')).toEqual([
      'https://many.example/3',
    ])
    // The next push finds the chunk taken, and is made as soon as it is free.
    await write({ tiga: fileOf('tiga') })
    await lab.look()
    held.resolve()
    await lab.settle()
    await lab.drain()
    expect(lab.deliveries('https://many.example/')).toHaveLength(799)
    // It was slow: so it is among the slow ones now, and gets the next push there.
    await lab.tick()
    expect(lab.deliveries('https://many.example/')).toHaveLength(800)
    expect(await column('SELECT MAX(busy_until) FROM hub_chunks')).toEqual([0])
    expect(await column('SELECT COUNT(*) FROM subscriptions WHERE missed = 1')).toEqual([0])
  })

  it('A host of which five callbacks in turn do not answer is asked no more in that run, and the others are', async () => {
    await fill(200)
    await lab.subscribe(CALLBACK)
    lab.at('https://many.example/', () => {
      throw new TypeError('Nobody is there')
    })
    await publish({ dua: fileOf('dua') })
    expect(lab.deliveries('https://many.example/').length).toBeLessThan(20)
    expect(pushed()).toHaveLength(1)
    expect(await column('SELECT COUNT(*) FROM subscriptions WHERE missed = 1')).toEqual([200])
  })

  it('A run that died has its chunk served again, which repeats at most that chunk', async () => {
    await fill(400)
    await write({ dua: fileOf('dua') })
    let left = 250
    lab.at('https://many.example/', (request) => {
      if (request.method === 'POST' && left-- <= 0) throw new Error('kill -9')
      return willing(request)
    })
    await lab.look()
    const [first] = lab.queue
    if (first) await lab.consume(first)
    // The second run sends to fifty, and is never heard of again.
    await env.DB.prepare('UPDATE hub_chunks SET claim = ?1, busy_until = ?2 WHERE chunk = 2')
      .bind('dead', Date.now() + 1.5 * MINUTE)
      .run()
    lab.queue.length = 0
    lab.at('https://many.example/')
    const before = lab.deliveries('https://many.example/').length
    // While it may still be at work nobody does it again, and then at once.
    pass(MINUTE)
    await lab.tick()
    expect(lab.deliveries('https://many.example/')).toHaveLength(before)
    pass(MINUTE / 2)
    await lab.tick()
    const urls = lab.deliveries('https://many.example/').map(({ url }) => url)
    expect(new Set(urls).size).toBe(400)
    await lab.look()
    expect(await column('SELECT settled FROM topics')).toEqual([1])
  })

  it('A thousand deliveries of a feed of thirty entries read at most 1,100 rows and write at most 60', async () => {
    const old = Array.from({ length: 40 }, (_, n) => `lama-${n}`)
    await write(Object.fromEntries(old.map((slug) => [slug, fileOf(slug)])))
    await fill(1000)
    const { counted, rows } = countRows(env.DB)
    const { queue, received, hub } = new HubLab({ DB: counted }).at('https://many.example/')
    const push = async (slug: string) => {
      await write({ [slug]: fileOf(slug) })
      Object.assign(rows, { read: 0, written: 0 })
      received.length = 0
      await announce(hub)
      for (const message of queue.splice(0)) await deliver(hub, message as DeliverMessage, () => {})
      await settleTopics(counted)
      expect(received).toHaveLength(1000)
    }
    // After the first push the isolate has the articles of the feed.
    await push('dua')
    await push('tiga')
    expect(rows.read, 'rows read').toBeLessThanOrEqual(1100)
    expect(rows.written, 'rows written').toBeLessThanOrEqual(60)
  })
})

describe('the order of chunks', () => {
  beforeEach(async () => {
    const statements = [
      `INSERT INTO topics (key, url, kind, slug, format, seen, pushed, urgent, settled)
       VALUES (1, 'a', 'all', '', 'rss', 9, 9, 0, 0), (2, 'b', 'tags', 'b', 'rss', 8, 8, 1, 0)`,
      `INSERT INTO hub_chunks (topic, chunk, slow, revision, at)
       VALUES (1, 1, 1, 5, 0), (1, 2, 0, 6, 0), (1, 3, 0, 5, 0), (1, 4, 0, 9, 0), (2, 1, 1, 5, 0), (2, 2, 0, 7, 0)`,
    ]
    await env.DB.batch(statements.map((sql) => env.DB.prepare(sql)))
  })

  it('Chunks are queued in the order of their topics, what lost something first, and in each the slow ones last', async () => {
    const chunks = await chunksBehind(env.DB, [1, 2])
    expect(chunks.map(({ topic, chunk, pushed }) => [topic, chunk, pushed])).toEqual([
      ...[
        [2, 2, 8],
        [2, 1, 8],
      ],
      ...[
        [1, 2, 9],
        [1, 3, 9],
        [1, 1, 9],
      ],
    ])
  })

  it('Of a topic that lost something a quick chunk is served first, then a slow one, and none that is served', async () => {
    const served: unknown[] = []
    for (let next = await urgentChunk(env.DB, NOW); next; next = await urgentChunk(env.DB, NOW)) {
      served.push(next)
      const sql = 'UPDATE hub_chunks SET busy_until = ?1 WHERE topic = ?2 AND chunk = ?3'
      await env.DB.prepare(sql)
        .bind(NOW + 1, next.topic, next.chunk)
        .run()
    }
    expect(served).toEqual([
      { topic: 2, chunk: 2, pushed: 8 },
      { topic: 2, chunk: 1, pushed: 8 },
    ])
  })
})
