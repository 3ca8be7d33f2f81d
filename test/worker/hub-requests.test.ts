import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { HubLab } from '../support/hub-lab.ts'
import {
  ASKED,
  CALLBACK,
  fileOf,
  lab,
  publish,
  pushed,
  subscriptions,
  TOPIC,
  useNewsroom,
} from '../support/hub-newsroom.ts'
import { get } from '../support/site.ts'
import { column } from '../support/tables.ts'

useNewsroom()

const form = (more: Record<string, string> = {}) => new URLSearchParams({ ...ASKED, ...more }).toString()

/** What is posted to the hub as it stands, with this type. */
async function statusOf(body: BodyInit, type: string, query = ''): Promise<number> {
  const { app } = await import('../../src/app.ts')
  const init = { method: 'POST', body, headers: { 'Content-Type': type } }
  return (await app.request(`https://news.example/hub${query}`, init, lab.env)).status
}

describe('the form of a request', () => {
  it.each([
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded;charset=UTF-8',
    'application/x-www-form-urlencoded ; charset="utf-8"',
    'Application/X-WWW-Form-URLEncoded; charset=ISO-8859-1; x=y',
  ])('A form is taken with the type %s', async (type) => {
    expect(await statusOf(form(), type)).toBe(202)
  })

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'A body of the type "%s" is refused with 415',
    async (type) => {
      const parts = Object.entries(ASKED).map(
        ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      const body = type.startsWith('multipart') ? `${parts.join('')}--x--\r\n` : form()
      // Bytes, so that nobody adds a type of their own.
      expect(await statusOf(new TextEncoder().encode(body), type)).toBe(415)
      expect(lab.queue).toEqual([])
    },
  )

  it('What stands in the query of the hub’s own URL is no request', async () => {
    const type = 'application/x-www-form-urlencoded'
    expect(await statusOf('', type, `?${form()}`)).toBe(400)
    expect(await statusOf('hub.mode=subscribe', type, `?${form()}`)).toBe(400)
    expect(lab.queue).toEqual([])
  })

  it('Mode, topic and callback have to be there, and a callback and a topic have at most 2048 bytes', async () => {
    for (const name of Object.keys(ASKED)) {
      const without = new URLSearchParams(form())
      without.delete(name)
      expect((await lab.post(without.toString())).status).toBe(400)
    }
    const long = (url: string) => url + 'x'.repeat(2049 - url.length)
    expect((await lab.post({ ...ASKED, 'hub.callback': long(CALLBACK) })).status).toBe(400)
    expect((await lab.post({ ...ASKED, 'hub.topic': long(TOPIC) })).status).toBe(400)
    expect((await lab.post({ ...ASKED, 'hub.callback': long(CALLBACK).slice(1) })).status).toBe(400)
    expect((await lab.post({ ...ASKED, 'hub.callback': long(CALLBACK).slice(0, 2048) })).status).toBe(202)
  })

  it.each([
    ['a NUL', `${CALLBACK}?a=\0`],
    ['a line end', `${CALLBACK}?a=\r\nX-Evil: 1`],
    ['a space at its end', `${CALLBACK} `],
    ['letters outside of ASCII', 'https://bücher.example/cb'],
    ['a lone surrogate', `${CALLBACK}?a=\ud800`],
    ['a backslash', 'https:\\\\reader.example\\cb'],
    ['an escape that is none', 'https://reader.example%00/cb'],
  ])('A callback with %s is refused, and nobody is asked', async (_, callback) => {
    const response = await lab.post({ ...ASKED, 'hub.callback': callback })
    expect(response.status).toBe(400)
    expect(response.headers.get('X-Evil')).toBeNull()
    expect(lab.queue).toEqual([])
  })

  it('A host in Punycode is asked as it stands', async () => {
    const callback = 'https://xn--bcher-kva.example/cb?q=%C3%A9'
    lab.at(callback)
    await lab.subscribe(callback)
    expect(await subscriptions()).toMatchObject([{ callback }])
  })

  it('http and https callbacks are two subscriptions, and a topic of another scheme is none of ours', async () => {
    lab.at('http://reader.example/cb')
    await lab.subscribe(CALLBACK)
    await lab.subscribe('http://reader.example/cb')
    expect(await subscriptions()).toHaveLength(2)
    expect((await lab.post({ ...ASKED, 'hub.topic': TOPIC.replace('https', 'http') })).status).toBe(400)
  })

  it('Somebody may say of many feeds at once that they have changed', async () => {
    const urls = ['rss.xml', 'atom.xml', 'tags/dunia/feed.json'].map(
      (path) => ['hub.url', `https://news.example/${path}`] as [string, string],
    )
    const ping = (all: [string, string][]) =>
      lab.post(new URLSearchParams([['hub.mode', 'publish'], ...all]).toString())
    expect((await ping(urls)).status).toBe(204)
    expect((await ping([...urls, ['hub.url', 'http://169.254.169.254/']])).status).toBe(400)
  })
})

describe('the address of a topic', () => {
  it.each([
    'https://news.example/RSS.xml',
    'https://news.example:8443/rss.xml',
    'https://news.example/tags/dunia/rss.xml/',
    'https://news.example/tags//rss.xml',
    'https://news.example/tags/dunia/../../rss.xml?',
    'https://user@news.example/rss.xml',
    'https://news.example./rss.xml',
    'https://news.example/rss.xml%00',
  ])('%s is no second address of a feed', async (topic) => {
    const { status } = await lab.post({ ...ASKED, 'hub.topic': topic })
    await lab.drain()
    expect([400, 202]).toContain(status)
    const urls = await column<string>('SELECT url FROM topics')
    for (const url of urls) expect(url).toBe(TOPIC)
  })

  it.each(['/feed', '/rss.xml/', '/tags/Dunia/rss.xml'])(
    '%s, where a feed is said to be, leads to one that names its own hub and itself',
    async (path) => {
      const moved = await get(path)
      const url = new URL(moved.headers.get('Location') ?? path, 'https://news.example')
      const link = (await get(url.pathname)).headers.get('Link') ?? ''
      const [, hub] = /<([^>]*)>; rel="hub"/.exec(link) ?? []
      const [, self = ''] = /<([^>]*)>; rel="self"/.exec(link) ?? []
      expect(hub).toBe('https://news.example/hub')
      await lab.subscribe(CALLBACK, { 'hub.topic': self })
      expect(await subscriptions()).toMatchObject([{ url: self }])
    },
  )
})

describe('the end of a subscription', () => {
  it.each(['urn:/rss.xml', 'data:/rss.xml', 'null/rss.xml', 'ftp://news.example/rss.xml', ''])(
    'Nobody unsubscribes from %s, which is no feed of any site',
    async (topic) => {
      const end = { ...ASKED, 'hub.mode': 'unsubscribe', 'hub.topic': topic }
      expect((await lab.post(end)).status).toBe(400)
    },
  )
})

describe('the limit for callbacks of one host', () => {
  /** Lets so many requests for each host through. */
  function limited(most: number) {
    const keys: string[] = []
    const limit = async ({ key }: { key: string }) => {
      keys.push(key)
      return { success: keys.filter((one) => one === key).length <= most }
    }
    return { keys, lab: new HubLab({ HUB_CALLBACKS: { limit } }).at('https://reader.example') }
  }

  it('Who asks does not matter: the host is what counts, with the dot of the root of all names too', async () => {
    const { keys, lab } = limited(2)
    const codes: number[] = []
    for (const callback of [
      'https://reader.example/1',
      'https://READER.example./2',
      'http://reader.example:8080/3',
    ]) {
      codes.push((await lab.post({ ...ASKED, 'hub.callback': callback })).status)
    }
    expect(codes).toEqual([202, 202, 429])
    expect(new Set(keys)).toEqual(new Set(['reader.example']))
    expect((await lab.post({ ...ASKED, 'hub.callback': 'https://other.example/' })).status).toBe(202)
    expect(lab.queue).toHaveLength(3)
  })

  it('It is the same whether somebody subscribes there or not, and says no more than the limit of clients', async () => {
    const open = limited(99)
    await open.lab.subscribe('https://reader.example/known')
    const { lab } = limited(0)
    const answers: string[] = []
    for (const mode of ['subscribe', 'unsubscribe']) {
      for (const path of ['known', 'unknown']) {
        const asked = { ...ASKED, 'hub.mode': mode, 'hub.callback': `https://reader.example/${path}` }
        const response = await lab.post(asked)
        answers.push(`${response.status} ${response.headers.get('Retry-After')} ${await response.text()}`)
      }
    }
    const HUB_REQUESTS = { limit: async () => ({ success: false }) }
    const client = await new HubLab({ HUB_REQUESTS }).post(ASKED, { 'CF-Connecting-IP': '192.0.2.1' })
    answers.push(`${client.status} ${client.headers.get('Retry-After')} ${await client.text()}`)
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^429 60 Too many requests\. Wait, and ask once .*lease/)
    expect(lab.queue).toEqual([])
  })

  it('What is refused anyway counts for nobody, and a ping has no callback', async () => {
    const { keys, lab } = limited(1)
    await lab.post({ ...ASKED, 'hub.lease_seconds': '0' })
    await lab.post({ ...ASKED, 'hub.topic': 'https://news.example/tags/nothing/rss.xml' })
    await lab.post({ 'hub.mode': 'publish', 'hub.url': TOPIC })
    expect(keys).toEqual([])
  })

  it('Without the binding, or where it fails, there is no limit', async () => {
    const failing = new HubLab({ HUB_CALLBACKS: { limit: () => Promise.reject(new Error('no')) } })
    const missing = new HubLab({ HUB_CALLBACKS: undefined as never })
    for (let n = 0; n < 70; n++) {
      const asked = { ...ASKED, 'hub.callback': `https://reader.example/${n}` }
      expect([(await failing.post(asked)).status, (await missing.post(asked)).status]).toEqual([202, 202])
    }
  })
})

describe('who must not learn anything', () => {
  it('An end of what is not there costs and says the same as one of what is there', async () => {
    await lab.subscribe(CALLBACK)
    const end = { ...ASKED, 'hub.mode': 'unsubscribe' }
    const known = await lab.post(end)
    const queued = lab.queue.splice(0)
    const unknown = await lab.post({ ...end, 'hub.callback': 'https://reader.example/lain' })
    expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()])
    expect(lab.queue.map(({ kind }) => kind)).toEqual(queued.map(({ kind }) => kind))
  })

  it('An end is taken of a feed that is gone, and is verified with its callback alone', async () => {
    const topic = 'https://news.example/tags/dunia/rss.xml'
    await lab.subscribe(CALLBACK, { 'hub.topic': topic })
    await env.DB.batch([
      env.DB.prepare('DELETE FROM entries WHERE channel IN (SELECT key FROM channels WHERE slug = ?1)').bind(
        'dunia',
      ),
      env.DB.prepare('DELETE FROM channels WHERE slug = ?1').bind('dunia'),
    ])
    await lab.subscribe(CALLBACK, { 'hub.topic': topic, 'hub.mode': 'unsubscribe' })
    expect(await subscriptions()).toEqual([])
  })
})

describe('a site that has moved', () => {
  const moved = () => {
    const now = new HubLab({ SITE_URL: 'https://kabar.example' }).at(CALLBACK)
    return now
  }

  it('Who subscribed before is pushed still, is told where the hub is now, and can end that', async () => {
    await lab.subscribe(CALLBACK)
    await publish({ dua: fileOf('dua') })
    expect(pushed()).toHaveLength(1)
    const after = moved()
    await env.DB.prepare('UPDATE hub SET scanned = 0').run()
    await env.DB.prepare('UPDATE topics SET pushed = pushed - 1, seen = 0, announced = 0').run()
    await env.DB.prepare('UPDATE hub_chunks SET revision = revision - 2').run()
    await after.tick()
    const [got] = after.deliveries(CALLBACK)
    expect(got?.headers.get('Link')).toBe(`<https://kabar.example/hub>; rel="hub", <${TOPIC}>; rel="self"`)
    expect((await after.post({ ...ASKED })).status).toBe(400)
    await after.subscribe(CALLBACK, { 'hub.mode': 'unsubscribe', 'hub.topic': TOPIC })
    expect(await subscriptions()).toEqual([])
  })

  it('Its hub answers at its old host too, with no redirect that would turn a POST into a GET', async () => {
    const after = moved()
    const topic = 'https://kabar.example/rss.xml'
    await after.subscribe(CALLBACK, { 'hub.topic': topic })
    expect(await subscriptions()).toMatchObject([{ url: topic }])
  })

  it('Neither its new host nor its old one is a callback', async () => {
    await lab.subscribe(CALLBACK)
    await env.DB.prepare("UPDATE subscriptions SET callback = 'https://kabar.example/cb'").run()
    const after = moved().at('https://kabar.example/')
    await publish({ dua: fileOf('dua') })
    lab.received.length = 0
    await env.DB.prepare('UPDATE subscriptions SET retry_at = 1, missed = 1').run()
    await after.tick()
    expect(after.received).toEqual([])
  })
})
