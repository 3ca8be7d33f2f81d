import { env } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { signatureOf } from '../../src/websub/signature.ts'
import { HubLab } from '../support/hub-lab.ts'
import {
  ASKED,
  CALLBACK,
  fileOf,
  lab,
  pass,
  publish,
  pushed,
  subscriptions,
  useNewsroom,
  write,
} from '../support/hub-newsroom.ts'
import { contentOf, get, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'

useNewsroom()

describe('a secret', () => {
  it.each(['a\0b', 'a b&c=d', '%00', '\n', '"\\', '🎉'.repeat(40)])(
    'A secret may be any text, and signs with its very bytes: %j',
    async (secret) => {
      await lab.subscribe(CALLBACK, { 'hub.secret': secret })
      await publish({ dua: fileOf('dua') })
      const [got] = lab.deliveries(CALLBACK)
      const bytes = new TextEncoder().encode(got?.body)
      expect(got?.headers.get('X-Hub-Signature')).toBe(await signatureOf(secret, bytes))
    },
  )

  it('Bytes that are no text are refused: nobody could check a signature that is made with what is left of them', async () => {
    for (const secret of ['%FF', 'a%ED%A0%80', '%EF%BF%BD']) {
      expect((await lab.post(`${new URLSearchParams(ASKED)}&hub.secret=${secret}`)).status).toBe(400)
    }
  })

  it('A secret or a lease that is there twice is refused', async () => {
    for (const twice of ['hub.secret=a&hub.secret=a', 'hub.lease_seconds=7200&hub.lease_seconds=7200']) {
      expect((await lab.post(`${new URLSearchParams(ASKED)}&${twice}`)).status).toBe(400)
    }
  })
})

describe('a channel that changes', () => {
  const TAG = 'https://news.example/tags/dunia'
  const json = 'https://json.example/'

  it('An article that leaves it is pushed as the whole feed without it; where it is empty it is no feed, until it is back', async () => {
    lab.at(json)
    await lab.subscribe(CALLBACK, { 'hub.topic': `${TAG}/rss.xml` })
    await lab.subscribe(json, { 'hub.topic': `${TAG}/feed.json` })
    await publish({ dua: fileOf('dua') })
    await publish({ dua: fileOf('dua', { tags: ['lain'] }) })
    expect(pushed()[1]).toEqual(['Judul satu'])
    expect(lab.deliveries(json)[1]?.body).toBe(await (await get('/tags/dunia/feed.json')).text())
    await publish({ satu: fileOf('satu', { tags: ['lain'] }) })
    expect((await get('/tags/dunia/rss.xml')).status).toBe(404)
    expect([pushed().length, lab.deliveries(json).length]).toEqual([2, 2])
    await lab.look()
    expect(await column('SELECT settled FROM topics')).toEqual([1, 1])
    await publish({ satu: fileOf('satu', { title: 'Kembali' }) })
    expect(pushed()[2]).toEqual(['Kembali'])
    expect(lab.deliveries(json)).toHaveLength(3)
  })

  it('A file that is taken away is taken out of what JSON Feed pushes', async () => {
    lab.at(json)
    await lab.subscribe(json, { 'hub.topic': 'https://news.example/feed.json' })
    await publish({ dua: fileOf('dua') })
    pass(5000)
    await sync(contentOf({ satu: fileOf('satu') }), Date.now())
    await lab.tick()
    expect(lab.deliveries(json).map(({ body }) => body.includes('Judul dua'))).toEqual([true, false])
  })
})

describe('a site at a port of its own', () => {
  it('Its topics and its hub have the port, and no host of the site is a callback, at any port', async () => {
    const topic = 'https://news.example:8443/rss.xml'
    const site = new HubLab({ SITE_URL: 'https://news.example:8443' }).at(CALLBACK)
    await site.subscribe(CALLBACK, { 'hub.topic': topic })
    expect(await subscriptions()).toMatchObject([{ url: topic }])
    for (const wrong of [
      { 'hub.topic': 'https://news.example/rss.xml' },
      { 'hub.topic': topic, 'hub.callback': 'https://news.example/cb' },
      { 'hub.topic': topic, 'hub.callback': 'https://news.example.:8443/cb' },
    ]) {
      expect((await site.post({ ...ASKED, ...wrong })).status).toBe(400)
    }
    await write({ dua: fileOf('dua') })
    await site.tick()
    const [got] = site.deliveries(CALLBACK)
    expect(got?.headers.get('Link')).toBe(
      `<https://news.example:8443/hub>; rel="hub", <${topic}>; rel="self"`,
    )
    expect(got?.body).toContain('<atom:link rel="hub" href="https://news.example:8443/hub"/>')
  })
})

describe('messages that no version of ours sends', () => {
  it.each([
    { kind: 'unknown' },
    { kind: 'verify' },
    { kind: 'verify', request: 99 },
    { kind: 'deliver', topic: 99, chunk: 99 },
    { kind: 'deliver', topic: 99, chunk: 1, retries: true },
    { kind: 'deliver', topic: 1, chunk: 1, rest: { claim: 'x', revision: 1, after: 0, until: 0 } },
  ])('It does nothing: %j', async (message) => {
    await lab.subscribe(CALLBACK)
    lab.received.length = 0
    vi.spyOn(console, 'error').mockReturnValue()
    await lab.consume(message as never).catch(() => {})
    expect(lab.received).toEqual([])
    expect(await env.DB.prepare('SELECT COUNT(*) AS n FROM subscriptions').first('n')).toBe(1)
  })
})
