import { env } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { denySubscription } from '../../src/storage/hub/subscriptions.ts'
import { HubLab } from '../support/hub-lab.ts'
import { ASKED, CALLBACK, DAY, lab, subscriptions, TOPIC, useNewsroom } from '../support/hub-newsroom.ts'
import { get, NOW } from '../support/site.ts'

useNewsroom()

describe('what feeds say of the hub', () => {
  it.each(['/rss.xml', '/atom.xml', '/feed.json', '/tags/dunia/rss.xml'])(
    '%s names the hub and itself in one Link header, also to HEAD',
    async (path) => {
      const link = `<https://news.example/hub>; rel="hub", <https://news.example${path}>; rel="self"`
      for (const method of ['GET', 'HEAD'])
        expect((await get(path, {}, method)).headers.get('Link')).toBe(link)
    },
  )

  it('The documents name it too, each in its own way', async () => {
    const hub = 'https://news.example/hub'
    expect(await (await get('/rss.xml')).text()).toContain(`<atom:link rel="hub" href="${hub}"/>`)
    expect(await (await get('/atom.xml')).text()).toMatch(
      /<link [^>]*href="https:\/\/news\.example\/hub"[^>]*\/>/,
    )
    expect(await (await get('/feed.json')).json()).toMatchObject({ hubs: [{ type: 'WebSub', url: hub }] })
  })

  it('The page of a channel leads to the hub, and to the feed to ask it for', async () => {
    const html = await (await get('/tags/dunia')).text()
    expect(html).toContain('<link rel="hub" href="https://news.example/hub"/>')
    expect(html).toContain('<link rel="self" href="https://news.example/tags/dunia/rss.xml"/>')
  })

  it.each(['/rss.xml?limit=5', '/rss.xml?content=summary', '/search/rss.xml?q=satu'])(
    '%s has no hub, because nobody pushes it',
    async (path) => {
      const response = await get(path)
      expect(response.headers.get('Link')).not.toContain('hub')
      expect(await response.text()).not.toContain('rel="hub"')
    },
  )
})

describe('a request to the hub', () => {
  it('The answer is 202 before the callback is asked, and says the same whatever that is', async () => {
    const good = await lab.post(ASKED)
    const bad = await lab.post({ ...ASKED, 'hub.callback': 'https://nobody.example/' })
    expect([good.status, bad.status]).toEqual([202, 202])
    expect(await good.text()).toBe(await bad.text())
    expect(lab.received).toEqual([])
  })

  it('The callback is asked with the mode, the topic, a challenge and the lease that is granted', async () => {
    await lab.subscribe(CALLBACK)
    const [asked] = lab.questions(CALLBACK)
    expect(Object.fromEntries(asked ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': TOPIC,
      'hub.challenge': expect.stringMatching(/^[\w-]{43}$/),
      'hub.lease_seconds': '864000',
    })
    expect(await subscriptions()).toEqual([
      { url: TOPIC, callback: CALLBACK, secret: null, lease_until: NOW + 10 * DAY, chunk: 1, size: 1 },
    ])
  })

  it.each([
    ['?', '?hub.mode'],
    ['?a=1', '?a=1&hub.mode'],
    ['?a=%20b+c&flag&x=%7E', '?a=%20b+c&flag&x=%7E&hub.mode'],
    ['?hub.topic=mine', '?hub.topic=mine&hub.mode'],
  ])('The query %s of a callback stays as it is, byte for byte', async (query, start) => {
    await lab.subscribe(CALLBACK + query)
    expect(lab.received[0]?.url.startsWith(`${CALLBACK}${start}=subscribe&`)).toBe(true)
    expect(await subscriptions()).toMatchObject([{ callback: CALLBACK + query }])
  })

  it.each([
    ['1', 3600],
    ['7200', 7200],
    ['9999999999', 2_592_000],
  ])('A lease of %s seconds is granted as %i', async (lease, granted) => {
    await lab.subscribe(CALLBACK, { 'hub.lease_seconds': lease })
    expect(lab.questions(CALLBACK)[0]?.get('hub.lease_seconds')).toBe(String(granted))
  })

  it.each(['0', '-5', '7200abc', '1e9', '1.5', '', '1'.repeat(40)])(
    'A lease of "%s" is refused, and nobody is asked',
    async (lease) => {
      expect((await lab.post({ ...ASKED, 'hub.lease_seconds': lease })).status).toBe(400)
      expect(lab.queue).toEqual([])
    },
  )

  it('A lease is ignored where somebody unsubscribes', async () => {
    const form = { ...ASKED, 'hub.mode': 'unsubscribe', 'hub.lease_seconds': 'never' }
    expect((await lab.post(form)).status).toBe(202)
  })

  it('A secret has 1 to 199 bytes', async () => {
    const statuses = []
    for (const secret of ['x'.repeat(199), 'x'.repeat(200), 'é'.repeat(150), '']) {
      statuses.push((await lab.post({ ...ASKED, 'hub.secret': secret })).status)
    }
    expect(statuses).toEqual([202, 400, 400, 400])
  })

  it('Parameters that are not known are ignored', async () => {
    const more = { foo: 'bar', 'hub.foo': 'x', 'hub.verify': 'sync', 'hub.verify_token': 'y' }
    expect((await lab.post({ ...ASKED, ...more })).status).toBe(202)
  })

  it.each([
    ['no mode', { 'hub.mode': '' }],
    ['an unknown mode', { 'hub.mode': 'denied' }],
    ['a foreign topic', { 'hub.topic': 'https://other.example/rss.xml' }],
    ['an unknown channel', { 'hub.topic': 'https://news.example/tags/nothing/rss.xml' }],
    ['a page', { 'hub.topic': 'https://news.example/tags/dunia' }],
    ['a part of a feed', { 'hub.topic': `${TOPIC}?limit=5` }],
    ['no callback', { 'hub.callback': '' }],
    ['a callback in words', { 'hub.callback': 'javascript:alert(1)' }],
  ])('%s is refused with a plain sentence, and nobody is asked', async (_, wrong) => {
    const response = await lab.post({ ...ASKED, ...wrong })
    expect(response.status).toBe(400)
    expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(lab.queue).toEqual([])
  })

  it('A parameter that is there twice is refused', async () => {
    for (const name of ['hub.mode', 'hub.topic', 'hub.callback']) {
      const twice = `${new URLSearchParams(ASKED)}&${new URLSearchParams([[name, ASKED[name as 'hub.mode']]])}`
      expect((await lab.post(twice)).status).toBe(400)
    }
  })

  it('Nothing of what was sent is said back', async () => {
    const evil = '<script>alert(1)</script>'
    for (const name of ['hub.mode', 'hub.topic', 'hub.callback', 'hub.lease_seconds']) {
      expect(await (await lab.post({ ...ASKED, [name]: evil })).text()).not.toContain('script')
    }
  })

  it('A topic has one address: percent-encoded letters are the letters, in host and path alike', async () => {
    await lab.subscribe(CALLBACK, { 'hub.topic': 'https://NEWS.example/tags/%64unia/rss.xml' })
    await lab.subscribe(CALLBACK, { 'hub.topic': 'https://news.example:443/tags/dunia/rss.xml' })
    expect(await subscriptions()).toMatchObject([{ url: 'https://news.example/tags/dunia/rss.xml' }])
  })

  it('A callback is asked with the topic as it was sent, and told so too when nothing more will come', async () => {
    const spelled = 'https://NEWS.example/tags/%64unia/rss.xml'
    await lab.subscribe(CALLBACK, { 'hub.topic': spelled })
    expect(await denySubscription(env.DB, 1, Date.now())).toBe(true)
    await lab.tick()
    const topics = lab.questions(CALLBACK).map((asked) => [asked.get('hub.mode'), asked.get('hub.topic')])
    expect(topics).toEqual([
      ['subscribe', spelled],
      ['denied', spelled],
    ])
  })

  it('A renewal in another spelling is asked with that one', async () => {
    const topics = ['https://news.example/rss.xml', 'https://news.example:443/rss.xml']
    for (const topic of topics) await lab.post({ ...ASKED, 'hub.topic': topic })
    await lab.drain()
    expect(lab.questions(CALLBACK).map((asked) => asked.get('hub.topic'))).toEqual(topics)
    expect(await subscriptions()).toHaveLength(1)
  })

  it('Bodies of another type and large ones are refused, and so is another method', async () => {
    const type = { 'Content-Type': 'application/json' }
    expect((await lab.post('{}', type)).status).toBe(415)
    expect((await lab.post(`${new URLSearchParams(ASKED)}&x=${'y'.repeat(20_000)}`)).status).toBe(413)
    expect((await lab.post(`${new URLSearchParams(ASKED)}${'&a=1'.repeat(100)}`)).status).toBe(400)
    const response = await get('/hub', {}, 'PUT')
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST'])
    expect(await (await get('/hub')).text()).toContain('WebSub')
  })

  it('Somebody who says that a feed has changed gets 204, but not for a foreign one', async () => {
    expect((await lab.post({ 'hub.mode': 'publish', 'hub.url': TOPIC })).status).toBe(204)
    expect((await lab.post({ 'hub.mode': 'publish', 'hub.url': 'https://other.example/' })).status).toBe(400)
  })

  it('Where the database fails the answer is 503, and nothing was promised', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = {
      prepare: () => {
        throw new Error('D1_ERROR: no')
      },
      batch: async () => {
        throw new Error('D1_ERROR: no')
      },
    }
    const response = await new HubLab({ DB: broken as never }).post(ASKED)
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '60'])
  })
})
