import { env } from 'cloudflare:test'
import { describe, expect, inject, it, vi } from 'vitest'
import { signatureOf } from '../../src/websub/signature.ts'
import { countRows } from '../support/count-rows.ts'
import { HubLab, willing } from '../support/hub-lab.ts'
import {
  ASKED,
  CALLBACK,
  fileOf,
  lab,
  MINUTE,
  pass,
  publish,
  pushed,
  subscriptions,
  useNewsroom,
  write,
} from '../support/hub-newsroom.ts'
import { NOW } from '../support/site.ts'
import { column } from '../support/tables.ts'

useNewsroom()

const run = (sql: string, ...values: (string | number | null)[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run()

describe('a lease', () => {
  it('It begins when the callback was asked, however late that answers', async () => {
    lab.at(CALLBACK, (request) => {
      pass(9000)
      return willing(request)
    })
    await lab.subscribe(CALLBACK, { 'hub.lease_seconds': '7200' })
    expect(Date.now()).toBe(NOW + 9000)
    expect(await subscriptions()).toMatchObject([{ lease_until: NOW + 7_200_000 }])
  })

  it('When it is over nothing is delivered, also where no clock has taken it out yet', async () => {
    await lab.subscribe(CALLBACK, { 'hub.lease_seconds': '3600' })
    vi.setSystemTime(NOW + 3_599_000)
    await write({ dua: fileOf('dua') }, 0)
    await lab.look()
    expect(lab.queue.map(({ kind }) => kind)).toEqual(['deliver'])
    vi.setSystemTime(NOW + 3_601_000)
    await lab.drain()
    expect(pushed()).toEqual([])
    expect(await subscriptions()).toHaveLength(1)
  })

  it('A retry is not made after its end either', async () => {
    lab.at(CALLBACK, (request) =>
      request.method === 'GET' ? willing(request) : new Response(null, { status: 500 }),
    )
    await lab.subscribe(CALLBACK, { 'hub.lease_seconds': '3600' })
    vi.setSystemTime(NOW + 3_590_000)
    await publish({ dua: fileOf('dua') }, 0)
    expect(pushed()).toHaveLength(1)
    vi.setSystemTime(NOW + 3_601_000)
    await lab.consume({ kind: 'deliver', topic: 1, chunk: 1, retries: true })
    await lab.consume({ kind: 'deliver', topic: 1, chunk: 2, retries: true })
    expect(pushed()).toHaveLength(1)
  })

  it('Many that end at once are taken out in parts, and the hub answers meanwhile', async () => {
    const thousands = inject('soak') ? 1000 : 12
    const [many, part] = [thousands * 1000, 5000]
    await lab.subscribe(CALLBACK)
    // Each chunk has leases that end at any time, so that a part of them touches every chunk.
    await run(
      `INSERT INTO subscriptions (topic, chunk, callback, host, since, lease_until, request)
       SELECT 1, 2 + n / 200, 'https://many.example/' || n, 'many.example', ?3, ?3 + (n * 7919) % 60000, 1 FROM
       (SELECT a.key * 1000 + b.key AS n FROM json_each(?1) a, json_each(?2) b)`,
      JSON.stringify(Array(thousands).fill(0)),
      JSON.stringify(Array(1000).fill(0)),
      NOW,
    )
    await run(
      `INSERT OR REPLACE INTO hub_chunks (topic, chunk, slow, size, revision, at)
       SELECT 1, chunk, 0, COUNT(*), (SELECT pushed FROM topics), 0 FROM subscriptions GROUP BY chunk`,
    )
    await run("INSERT INTO hub_hosts SELECT 'many.example', ?1", many)
    pass(MINUTE)
    const { counted, rows } = countRows(env.DB)
    const clock = new HubLab({ DB: counted }).at(CALLBACK)
    const left = async () => (await column<number>('SELECT COUNT(*) FROM subscriptions'))[0]
    for (let n = 1; n * part < many + part; n++) {
      await clock.look()
      expect(await left()).toBe(1 + Math.max(0, many - n * part))
      expect((await lab.post({ ...ASKED, 'hub.callback': `https://reader.example/${n}` })).status).toBe(202)
      expect(await column('SELECT SUM(size) FROM hub_chunks')).toEqual([await left()])
    }
    expect(await column('SELECT host FROM hub_hosts')).toEqual(['reader.example'])
    expect(rows.read / many, 'rows read for each').toBeLessThan(20)
    expect(rows.written / many, 'rows written for each').toBeLessThan(10)
  })
})

describe('what is verified', () => {
  it('An answer is read no further than a challenge is long', async () => {
    let isCancelled = false
    lab.at(CALLBACK, ({ url }) => {
      const challenge = new TextEncoder().encode(new URL(url).searchParams.get('hub.challenge') ?? '')
      const pull = (to: ReadableStreamDefaultController) => to.enqueue(challenge)
      const cancel = () => {
        isCancelled = true
      }
      return new Response(new ReadableStream({ pull, cancel }))
    })
    await lab.subscribe(CALLBACK)
    expect(isCancelled).toBe(true)
    expect(await subscriptions()).toEqual([])
  })

  it.each([500, 503])('A callback that answers %i is asked three times, and no more', async (status) => {
    lab.at(CALLBACK, ({ url }) => new Response(new URL(url).searchParams.get('hub.challenge'), { status }))
    await lab.subscribe(CALLBACK)
    for (let n = 0; n < 6; n++) {
      pass(MINUTE)
      await lab.tick()
    }
    expect(lab.questions(CALLBACK)).toHaveLength(3)
    expect(await subscriptions()).toEqual([])
  })

  it('A request whose messages are always lost is forgotten after ten minutes', async () => {
    await lab.post(ASKED)
    for (let n = 0; n < 12; n++) {
      lab.queue.length = 0
      pass(MINUTE)
      await lab.look()
    }
    expect(lab.received).toEqual([])
    expect(await column('SELECT pending FROM hub')).toEqual([0])
    expect(await column('SELECT COUNT(*) FROM hub_requests')).toEqual([0])
  })

  it('The next push after a renewal that failed has the old signature', async () => {
    await lab.subscribe(CALLBACK, { 'hub.secret': 'lama' })
    lab.at(CALLBACK, (request) => (request.method === 'GET' ? new Response('no') : willing(request)))
    await lab.subscribe(CALLBACK, { 'hub.secret': 'baru' })
    await publish({ dua: fileOf('dua') })
    const [got] = lab.deliveries(CALLBACK)
    const bytes = new TextEncoder().encode(got?.body)
    expect(got?.headers.get('X-Hub-Signature')).toBe(await signatureOf('lama', bytes))
  })
})

describe('a push to somebody who must not be asked', () => {
  it.each(['http://10.0.0.1/', 'https://news.example/hub', 'https://localhost/', 'nothing', ''])(
    'A subscription whose callback has become "%s" is sent nothing, and keeps nobody from the push',
    async (callback) => {
      await lab.subscribe(CALLBACK)
      await lab.subscribe('https://reader.example/cb/2')
      await run('UPDATE subscriptions SET callback = ?1 WHERE key = 1', callback)
      await publish({ dua: fileOf('dua') })
      expect(lab.deliveries('').map(({ url }) => url)).toEqual(['https://reader.example/cb/2'])
    },
  )

  it('A secret that nothing can be signed with fails for its subscription alone', async () => {
    await lab.subscribe(CALLBACK)
    await lab.subscribe('https://reader.example/cb/2')
    await run("UPDATE subscriptions SET secret = '' WHERE key = 1")
    await publish({ dua: fileOf('dua') })
    expect(lab.deliveries('').map(({ url }) => url)).toEqual(['https://reader.example/cb/2'])
    await lab.look()
    expect(await column('SELECT settled FROM topics')).toEqual([1])
  })

  it('Where the feed cannot be read nothing is sent, nobody’s subscription ends, and it is pushed later', async () => {
    await lab.subscribe(CALLBACK)
    await write({ dua: fileOf('dua') })
    await lab.look()
    const [message] = lab.queue.splice(0)
    const broken = new HubLab({
      DB: {
        prepare: (sql: string) => env.DB.prepare(sql),
        batch: (all: D1PreparedStatement[]) => env.DB.batch(all),
        withSession: () => {
          throw new Error('D1_ERROR: no')
        },
      } as never,
    }).at(CALLBACK)
    const log = vi.spyOn(console, 'error').mockReturnValue()
    await expect(broken.consume(message as never)).rejects.toThrow('The hub could not do its work')
    expect(log.mock.calls).toEqual([['A message of the hub failed', new Error('D1_ERROR: no')]])
    expect(broken.received).toEqual([])
    expect(await subscriptions()).toHaveLength(1)
    pass(2 * MINUTE)
    await lab.tick()
    expect(pushed()).toHaveLength(1)
  })
})

describe('a denial', () => {
  it('It keeps the query of the callback, says why, has no challenge, and its answer is nothing to us', async () => {
    const callback = `${CALLBACK}?a=%20b&flag`
    const topic = 'https://news.example/tags/dunia/rss.xml'
    await lab.post({ ...ASKED, 'hub.callback': callback, 'hub.topic': topic })
    await run("DELETE FROM entries WHERE channel IN (SELECT key FROM channels WHERE slug = 'dunia')")
    await run("DELETE FROM channels WHERE slug = 'dunia'")
    await lab.drain()
    lab.at(CALLBACK, () => new Response(null, { status: 500 }))
    pass(MINUTE)
    await lab.tick()
    pass(10 * MINUTE)
    await lab.tick()
    const told = lab.received.filter(({ url }) => url.includes('denied'))
    expect(told).toHaveLength(1)
    expect(told[0]?.url.startsWith(`${callback}&hub.mode=denied&`)).toBe(true)
    const asked = new URL(told[0]?.url ?? '').searchParams
    expect([asked.get('hub.topic'), asked.has('hub.challenge')]).toEqual([topic, false])
    expect(asked.get('hub.reason')).toMatch(/^[\w ]+\.$/)
  })
})

describe('a host behind which nobody answers', () => {
  it.each([502, 504, 521, 530])(
    'Its other callbacks are left for later after five answers %i, and those of other hosts are not',
    async (status) => {
      lab.at('https://dead.example/', (request) =>
        request.method === 'GET' ? willing(request) : new Response(null, { status }),
      )
      for (let n = 0; n < 40; n++) await lab.subscribe(`https://dead.example/${n}`)
      await lab.subscribe(CALLBACK)
      await publish({ dua: fileOf('dua') })
      expect(lab.deliveries('https://dead.example/').length).toBeLessThan(20)
      expect(pushed()).toHaveLength(1)
      expect(await column('SELECT COUNT(*) FROM subscriptions WHERE missed = 1')).toEqual([40])
    },
  )

  it('A server that answers 500 or 503 is there, and each of its callbacks is asked', async () => {
    lab.at('https://busy.example/', (request) =>
      request.method === 'GET' ? willing(request) : new Response(null, { status: 503 }),
    )
    for (let n = 0; n < 12; n++) await lab.subscribe(`https://busy.example/${n}`)
    await publish({ dua: fileOf('dua') })
    expect(lab.deliveries('https://busy.example/')).toHaveLength(12)
  })
})
