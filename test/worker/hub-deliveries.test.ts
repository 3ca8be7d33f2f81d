import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { killArticle } from '../../src/lifecycle/kill-article.ts'
import { announce } from '../../src/websub/announce.ts'
import { deliver } from '../../src/websub/deliver.ts'
import { signatureOf } from '../../src/websub/signature.ts'
import { willing } from '../support/hub-lab.ts'
import {
  CALLBACK,
  DAY,
  fileOf,
  lab,
  MINUTE,
  pass,
  publish,
  pushed,
  TOPIC,
  useNewsroom,
  write,
} from '../support/hub-newsroom.ts'
import { get, NOW } from '../support/site.ts'
import { column } from '../support/tables.ts'

useNewsroom()

describe('a delivery', () => {
  it('The first one has the whole feed, byte for byte, with its type and one Link header', async () => {
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    const [got] = lab.deliveries(CALLBACK)
    const feed = await get('/rss.xml')
    expect(got?.body).toBe(await feed.text())
    expect(got?.headers.get('Content-Type')).toBe(feed.headers.get('Content-Type'))
    expect(got?.headers.get('Link')).toBe(`<https://news.example/hub>; rel="hub", <${TOPIC}>; rel="self"`)
    expect(got?.headers.get('X-Hub-Signature')).toBeNull()
  })

  it('A secret signs the very bytes of the body', async () => {
    await lab.subscribe(CALLBACK, { 'hub.secret': 'rahasia é' })
    await publish({ dua: fileOf('dua') })
    const [got] = lab.deliveries(CALLBACK)
    const signature = await signatureOf('rahasia é', new TextEncoder().encode(got?.body))
    expect(got?.headers.get('X-Hub-Signature')).toBe(signature)
  })

  it('The next ones have what changed alone in RSS and Atom, and all of it in JSON', async () => {
    const atom = 'https://atom.example/'
    const json = 'https://json.example/'
    lab.at(atom).at(json)
    await lab.subscribe(CALLBACK)
    await lab.subscribe(atom, { 'hub.topic': 'https://news.example/atom.xml' })
    await lab.subscribe(json, { 'hub.topic': 'https://news.example/feed.json' })
    await publish({ dua: fileOf('dua') })
    await publish({ tiga: fileOf('tiga') })
    expect(pushed()).toEqual(
      [['Judul satu', 'Judul dua'], ['Judul tiga']].map((one) => expect.arrayContaining(one)),
    )
    expect(pushed()[1]).toEqual(['Judul tiga'])
    expect(lab.deliveries(atom)[1]?.body).not.toContain('Judul dua')
    expect(lab.deliveries(json)[1]?.body).toBe(await (await get('/feed.json')).text())
  })

  it('An edit of an old article is pushed, a second and a third too', async () => {
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    for (const title of ['Kedua', 'Ketiga']) await publish({ satu: fileOf('satu', { title }) })
    expect(pushed().slice(1)).toEqual([['Kedua'], ['Ketiga']])
  })

  it('Only topics of channels that changed are pushed', async () => {
    await lab.subscribe(CALLBACK, { 'hub.topic': 'https://news.example/tags/dunia/rss.xml' })
    await publish({ dua: fileOf('dua', { tags: ['Lain'] }) })
    expect(pushed()).toEqual([])
    await publish({ tiga: fileOf('tiga') })
    expect(pushed()).toHaveLength(1)
  })

  it('What changes nothing that a feed lists is not pushed: a new name of the site, for instance', async () => {
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    await env.DB.prepare('UPDATE channels SET revision = revision + 10').run()
    await env.DB.prepare('UPDATE revision SET number = number + 10').run()
    pass(MINUTE)
    await lab.tick()
    expect(pushed()).toHaveLength(1)
  })

  it('Several writes within two seconds are one push, and the last of them is in it', async () => {
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    for (const slug of ['tiga', 'empat', 'lima']) await publish({ [slug]: fileOf(slug) }, 300)
    expect(pushed()).toHaveLength(1)
    pass(2000)
    await lab.tick()
    expect(pushed()[1]).toEqual(expect.arrayContaining(['Judul tiga', 'Judul empat', 'Judul lima']))
    expect(pushed()).toHaveLength(2)
  })

  it('A write that is put off is pushed, also where it becomes due in that moment', async () => {
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    await write({ tiga: fileOf('tiga') }, 1000)
    // Every look at the clock takes a second.
    const now = () => {
      pass(1000)
      return Date.now() - 1000
    }
    await announce({ ...lab.hub, now })
    pass(5000)
    await lab.tick()
    expect(pushed().at(-1)).toEqual(['Judul tiga'])
  })

  it('A write that was made while nobody announced is pushed later', async () => {
    await lab.subscribe(CALLBACK)
    await write({ dua: fileOf('dua') })
    await write({ tiga: fileOf('tiga') }, DAY)
    await lab.tick()
    expect(pushed()).toHaveLength(1)
    expect(pushed()[0]).toHaveLength(3)
  })

  it.each([200, 201, 202, 204, 299])('%i is a success', async (status) => {
    lab.at(CALLBACK, (request) =>
      request.method === 'GET' ? willing(request) : new Response(null, { status }),
    )
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    pass(DAY / 24)
    await lab.tick()
    expect(pushed()).toHaveLength(1)
  })

  it('The body of an answer is nothing to us, even one that never ends', async () => {
    const endless = new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1000)) })
    lab.at(CALLBACK, (request) => (request.method === 'GET' ? willing(request) : new Response(endless)))
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    expect(await column('SELECT missed FROM subscriptions')).toEqual([0])
  })

  it('410 ends the subscription, and 404 does not', async () => {
    for (const status of [404, 410]) {
      const address = `https://${status}.example/`
      lab.at(address, (request) =>
        request.method === 'GET' ? willing(request) : new Response(null, { status }),
      )
      await lab.subscribe(address)
    }
    await publish({ dua: fileOf('dua') })
    expect(await column('SELECT callback FROM subscriptions')).toEqual(['https://404.example/'])
    expect(await column('SELECT SUM(size) FROM hub_chunks')).toEqual([1])
  })

  it('A redirect is a failure, and where it leads is not asked', async () => {
    lab.at(CALLBACK, (request) =>
      request.method === 'GET' ? willing(request) : Response.redirect('https://inner.example/', 307),
    )
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    expect(lab.deliveries('https://inner.example/')).toEqual([])
    expect(await column('SELECT status FROM subscriptions')).toEqual([307])
  })
})

describe('what failed', () => {
  let isUp = false
  beforeEach(async () => {
    isUp = false
    lab.at(CALLBACK, (request) =>
      request.method === 'GET' || isUp ? willing(request) : new Response(null, { status: 500 }),
    )
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
  })

  it('It is tried again after a minute, with the whole feed as it is then', async () => {
    await publish({ tiga: fileOf('tiga') }, 1000)
    isUp = true
    const before = pushed().length
    pass(MINUTE * 3)
    await lab.tick()
    expect(pushed().slice(before)).toEqual([
      expect.arrayContaining(['Judul satu', 'Judul dua', 'Judul tiga']),
    ])
    pass(DAY)
    await lab.tick()
    expect(pushed()).toHaveLength(before + 1)
  })

  it('It is given up after seven attempts, but the next change is tried', async () => {
    for (let n = 0; n < 16; n++) {
      pass(DAY / 2)
      await lab.tick()
    }
    expect(pushed()).toHaveLength(7)
    isUp = true
    vi.setSystemTime(NOW + 9 * DAY)
    await publish({ tiga: fileOf('tiga') })
    expect(pushed()).toHaveLength(8)
    expect(pushed()[7]).toHaveLength(3)
  })

  it('Nothing arrives after the end of the subscription, also not from a retry', async () => {
    await lab.subscribe(CALLBACK, { 'hub.mode': 'unsubscribe' })
    const before = pushed().length
    pass(DAY)
    await publish({ tiga: fileOf('tiga') })
    expect(pushed()).toHaveLength(before)
  })

  it('Nothing arrives after the lease has ended', async () => {
    const before = pushed().length
    vi.setSystemTime(NOW + 10 * DAY + 1000)
    await write({ tiga: fileOf('tiga') })
    await lab.tick()
    expect(pushed()).toHaveLength(before)
    expect(await column('SELECT COUNT(*) FROM subscriptions')).toEqual([0])
  })
})

it('A push that fails because of the database is made when its message comes again, and not a minute later', async () => {
  await lab.subscribe(CALLBACK)
  await write({ dua: fileOf('dua') })
  await lab.look()
  const [message] = lab.queue.splice(0)
  const { hub } = lab
  const batch = () => Promise.reject(new Error('D1_ERROR: database is locked'))
  const db = { prepare: (sql: string) => env.DB.prepare(sql), batch }
  const sent: string[] = []
  const failing = { ...hub, db, fetch: async (url: string) => new Response(sent.push(url) ? null : '') }
  await expect(deliver(failing, message as never, () => {})).rejects.toThrow('locked')
  expect(sent).toEqual([CALLBACK])
  pass(10_000)
  await lab.consume(message as never)
  expect(pushed()).toHaveLength(1)
})

describe('a callback that hangs', () => {
  it('It keeps nobody waiting, and what came in the meantime is sent as soon as it has ended', async () => {
    let release = () => {}
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    lab.at('https://slow.example/', async (request) => {
      if (request.method === 'POST') await hanging
      return willing(request)
    })
    await lab.subscribe('https://slow.example/')
    await lab.subscribe(CALLBACK)
    await write({ dua: fileOf('dua') })
    await lab.look()
    const first = lab.consume(lab.queue.shift() as never)
    await vi.waitUntil(() => pushed().length === 1)
    pass(2000)
    await first
    await write({ tiga: fileOf('tiga') }, 3000)
    await lab.look()
    // Its chunk is taken: no message is needed, and one that is there does nothing.
    await lab.consume({ kind: 'deliver', topic: 1, chunk: 1 })
    expect(pushed()).toHaveLength(1)
    release()
    await lab.settle()
    await lab.drain()
    await lab.tick()
    expect(pushed()[1]).toEqual(['Judul tiga'])
    expect(pushed('https://slow.example/').map((titles) => titles.length)).toEqual([2, 3])
  })
})

describe('a kill', () => {
  it('It is pushed at once, as the whole feed with its notice and without a word of the article', async () => {
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua', { title: 'Kenari Rahasia' }) })
    const ending = { kind: 'kill', reason: 'Salah.', by: 'Redaksi' } as const
    pass(500)
    await killArticle(env.DB, { id: 'urn:x:dua', ending, actor: 'test', now: Date.now() })
    await lab.tick()
    const got = lab.deliveries(CALLBACK).at(-1)
    expect(got?.body).toContain('Ditarik')
    expect(got?.body).toContain('Judul satu')
    expect(got?.body).not.toContain('Kenari')
  })

  it('A message of a push that it overtakes sends the notice, and nothing of the article', async () => {
    await lab.subscribe(CALLBACK)
    await write({ dua: fileOf('dua', { title: 'Kenari Rahasia' }) })
    await lab.look()
    expect(lab.queue).toHaveLength(1)
    pass(500)
    const ending = { kind: 'kill', reason: 'Salah.', by: 'Redaksi' } as const
    await killArticle(env.DB, { id: 'urn:x:dua', ending, actor: 'test', now: Date.now() })
    await lab.drain()
    await lab.tick()
    expect(lab.deliveries(CALLBACK).map(({ body }) => body.includes('Kenari'))).toEqual([false])
  })
})
