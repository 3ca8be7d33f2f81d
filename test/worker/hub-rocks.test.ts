import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signatureOf } from '../../src/websub/signature.ts'
import { HubLab, type Received } from '../support/hub-lab.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

// What the tests of websub.rocks ask of a hub (100 to 106) and of a publisher, written anew from their descriptions.

const CALLBACK = 'https://websub.example/hub/100/sub/abc'
const FEEDS = ['/rss.xml', '/atom.xml', '/feed.json']

const fileOf = (slug: string) => articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}` })

let lab: HubLab
let files: Record<string, string>

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  await emptyTables()
  files = { satu: fileOf('satu') }
  await sync(contentOf(files))
  // Like theirs: it answers 404 to what it did not ask for, and says the challenge back as bytes of no known type.
  lab = new HubLab().at(CALLBACK, ({ url, method }) => {
    if (method === 'POST') return new Response('ok')
    const asked = new URL(url).searchParams
    const isWhole = ['hub.topic', 'hub.challenge', 'hub.lease_seconds'].every((name) => asked.has(name))
    if (!isWhole && asked.get('hub.mode') !== 'unsubscribe') return new Response(null, { status: 404 })
    const type = { 'Content-Type': 'application/octet-stream', 'X-Content-Type-Options': 'nosniff' }
    return new Response(asked.get('hub.challenge'), { headers: type })
  })
})

afterEach(() => {
  vi.useRealTimers()
})

async function publish(slug: string): Promise<void> {
  vi.setSystemTime(Date.now() + 5000)
  files = { ...files, [slug]: fileOf(slug) }
  await sync(contentOf(files), Date.now())
  await lab.tick()
}

/** What a Link header says of a relation. */
function linksOf(header: string | null, rel: string): string[] {
  const found = (header ?? '').matchAll(/<([^>]*)>\s*;\s*rel="?([^",]+)"?/g)
  return Array.from(found).flatMap(([, url = '', name]) => (name === rel ? [url] : []))
}

/** Finds hub and topic as a subscriber does: HEAD first, then GET. */
async function discover(path: string): Promise<{ hub: string; topic: string }> {
  const head = await get(path, {}, 'HEAD')
  const link = head.headers.get('Link')
  const whole = await get(path)
  for (const name of ['Link', 'Content-Type']) expect(head.headers.get(name)).toBe(whole.headers.get(name))
  expect([linksOf(link, 'hub').length, linksOf(link, 'self').length]).toEqual([1, 1])
  return { hub: linksOf(link, 'hub')[0] ?? '', topic: linksOf(link, 'self')[0] ?? '' }
}

async function expectGoodDelivery(got: Received | undefined, path: string): Promise<void> {
  const { hub, topic } = await discover(path)
  const feed = await get(path)
  expect(got?.body).toBe(await feed.text())
  expect(got?.headers.get('Content-Type')).toBe(feed.headers.get('Content-Type'))
  expect(linksOf(got?.headers.get('Link') ?? '', 'hub')).toEqual([hub])
  expect(linksOf(got?.headers.get('Link') ?? '', 'self')).toEqual([topic])
}

describe('the tests of a hub', () => {
  it.each(FEEDS)(
    '100, 105 and 106: a subscriber to %s gets it, with its type and without a signature',
    async (path) => {
      const { hub, topic } = await discover(path)
      expect(new URL(hub).pathname).toBe('/hub')
      await lab.subscribe(CALLBACK, { 'hub.topic': topic })
      await publish('dua')
      const [got] = lab.deliveries(CALLBACK)
      await expectGoodDelivery(got, path)
      expect(got?.headers.get('X-Hub-Signature')).toBeNull()
    },
  )

  it('101: a secret signs what is delivered', async () => {
    const secret = 'abcdefghij0123456789'
    await lab.subscribe(CALLBACK, { 'hub.secret': secret })
    await publish('dua')
    const [got] = lab.deliveries(CALLBACK)
    const signature = got?.headers.get('X-Hub-Signature')
    expect(signature).toMatch(/^sha(?:1|256|384|512)=[0-9a-f]+$/)
    expect(signature).toBe(await signatureOf(secret, new TextEncoder().encode(got?.body)))
  })

  it('102: parameters that are not known are ignored', async () => {
    await lab.subscribe(CALLBACK, { foo: 'bar', 'hub.foo': 'hub.bar' })
    await publish('dua')
    await expectGoodDelivery(lab.deliveries(CALLBACK)[0], '/rss.xml')
  })

  it('103: who subscribes again is asked again, and gets one delivery of each change', async () => {
    await lab.subscribe(CALLBACK)
    await lab.subscribe(CALLBACK)
    expect(lab.questions(CALLBACK)).toHaveLength(2)
    await publish('dua')
    expect(lab.deliveries(CALLBACK)).toHaveLength(1)
  })

  it('104: who unsubscribes is asked, and gets nothing any more', async () => {
    await lab.subscribe(CALLBACK)
    await lab.subscribe(CALLBACK, { 'hub.mode': 'unsubscribe' })
    expect(lab.questions(CALLBACK).at(-1)?.get('hub.mode')).toBe('unsubscribe')
    await publish('dua')
    expect(lab.deliveries(CALLBACK)).toEqual([])
  })
})

describe('the page of a publisher', () => {
  it.each(FEEDS)(
    '%s is discovered, subscribed for two hours at a callback with a query, and delivered',
    async (path) => {
      const { topic } = await discover(path)
      const callback = `${CALLBACK}?token=X`
      await lab.subscribe(callback, { 'hub.topic': topic, 'hub.lease_seconds': '7200' })
      const [asked] = lab.questions(callback)
      expect(Object.fromEntries(asked ?? [])).toMatchObject({
        token: 'X',
        'hub.topic': topic,
        'hub.lease_seconds': '7200',
      })
      await publish('dua')
      expect(lab.deliveries(callback)[0]?.url).toBe(callback)
    },
  )

  it.each(FEEDS)(
    '%s is the same to whoever asks for it by this address, in each language and encoding',
    async (path) => {
      const usual = await get(path)
      const text = await usual.text()
      for (const headers of [
        { Accept: 'application/atom+xml' },
        { 'Accept-Language': 'en' },
        { Accept: '*/*' },
      ]) {
        const other = await get(path, headers)
        expect(other.headers.get('Content-Type')).toBe(usual.headers.get('Content-Type'))
        expect(await other.text()).toBe(text)
      }
    },
  )
})

describe('what they do not test', () => {
  it('A renewal before the end of a lease leaves no gap, and one delivery of each change', async () => {
    await lab.subscribe(CALLBACK, { 'hub.lease_seconds': '7200' })
    vi.setSystemTime(NOW + 7_000_000)
    await lab.subscribe(CALLBACK, { 'hub.lease_seconds': '7200' })
    vi.setSystemTime(NOW + 7_300_000)
    await publish('dua')
    expect(lab.deliveries(CALLBACK)).toHaveLength(1)
    vi.setSystemTime(NOW + 14_300_000)
    await publish('tiga')
    expect(lab.deliveries(CALLBACK)).toHaveLength(1)
  })

  it('A hub that asks this one in its own name is refused, so that two hubs never push to each other for good', async () => {
    const asked = { 'hub.mode': 'publish', 'hub.url': 'https://news.example/rss.xml' }
    expect((await lab.post(asked, { 'User-Agent': 'Warta-WebSub/1.0' })).status).toBe(403)
  })

  it('A hundred pings are no push, because nothing has changed', async () => {
    await lab.subscribe(CALLBACK)
    const ping = { 'hub.mode': 'publish', 'hub.topic': 'https://news.example/rss.xml' }
    await Promise.all(Array.from({ length: 100 }, () => lab.post(ping)))
    await lab.drain()
    expect(lab.deliveries(CALLBACK)).toEqual([])
  })

  it('A delivery that is tried again later brings the newest version, and no older one comes after it', async () => {
    let isUp = false
    const bad = 'https://bad.example/'
    lab.at(bad, ({ url, method }) =>
      method === 'GET'
        ? new Response(new URL(url).searchParams.get('hub.challenge'))
        : new Response(null, { status: isUp ? 200 : 500 }),
    )
    await lab.subscribe(bad)
    await publish('dua')
    isUp = true
    await publish('tiga')
    vi.setSystemTime(Date.now() + 3_600_000)
    await lab.tick()
    const good = lab.deliveries(bad).slice(1)
    expect(good.map(({ body }) => [body.includes('Judul dua'), body.includes('Judul tiga')])).toEqual([
      [true, true],
    ])
  })
})
