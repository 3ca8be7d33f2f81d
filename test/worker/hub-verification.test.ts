import { env } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { HubLab } from '../support/hub-lab.ts'
import { ASKED, CALLBACK, DAY, lab, subscriptions, useNewsroom } from '../support/hub-newsroom.ts'
import { NOW } from '../support/site.ts'

useNewsroom()

describe('callbacks that are never asked', () => {
  it('A callback in an inner network, or of the site itself, is refused at once', async () => {
    for (const callback of ['http://169.254.169.254./', 'http://localhost/', 'https://NEWS.example./cb']) {
      expect((await lab.post({ ...ASKED, 'hub.callback': callback })).status).toBe(400)
    }
    expect(lab.queue).toEqual([])
  })

  it('A callback that was taken is not asked where that is not allowed any more', async () => {
    const open = new HubLab({ HUB_ANYWHERE: '1' }).at('http://127.0.0.1:9/')
    await open.post({ ...ASKED, 'hub.callback': 'http://127.0.0.1:9/cb' })
    lab.queue.push(...open.queue)
    await lab.drain()
    expect(lab.received).toEqual([])
  })
})

describe('verification', () => {
  it.each([
    ['nothing', () => new Response(null)],
    ['a line end behind the challenge', (url: string) => new Response(`${challengeOf(url)}\n`)],
    ['a part of it', (url: string) => new Response(challengeOf(url).slice(1))],
    ['a page with it', (url: string) => new Response(`<p>${challengeOf(url)}</p>`)],
    ['404', (url: string) => new Response(challengeOf(url), { status: 404 })],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { Location: 'https://reader.example/echo' } }),
    ],
  ])('A callback that answers with %s has not meant it', async (_, answer) => {
    lab.at('https://odd.example/', ({ url }) => answer(url))
    await lab.subscribe('https://odd.example/')
    vi.setSystemTime(NOW + 120_000)
    await lab.tick()
    expect(await subscriptions()).toEqual([])
    expect(lab.questions('https://odd.example/')).toHaveLength(1)
    expect(lab.questions('https://reader.example/echo')).toEqual([])
  })

  it.each([200, 201, 206])('A challenge that comes back with %i is meant', async (status) => {
    lab.at('https://odd.example/', ({ url }) => new Response(challengeOf(url), { status }))
    await lab.subscribe('https://odd.example/')
    expect(await subscriptions()).toHaveLength(1)
  })

  it('A callback that cannot be reached is asked three times in all', async () => {
    await lab.subscribe('https://nobody.example/')
    for (const seconds of [9, 11, 60, 80, 300, 500]) {
      vi.setSystemTime(NOW + seconds * 1000)
      await lab.tick()
    }
    expect(lab.questions('https://nobody.example/')).toHaveLength(3)
    expect(await env.DB.prepare('SELECT pending FROM hub').first('pending')).toBe(0)
  })

  it('A message that comes twice asks once', async () => {
    await lab.post(ASKED)
    const [message] = lab.queue
    if (message) lab.queue.push(message)
    await lab.drain()
    expect(lab.questions(CALLBACK)).toHaveLength(1)
  })

  it('A message that was lost is sent again by the clock', async () => {
    await lab.post(ASKED)
    lab.queue.length = 0
    await lab.tick()
    expect(lab.received).toEqual([])
    vi.setSystemTime(NOW + 60_000)
    await lab.tick()
    expect(await subscriptions()).toHaveLength(1)
  })

  it('A hundred requests at once make one subscription, and ask once', async () => {
    await Promise.all(Array.from({ length: 100 }, () => lab.post(ASKED)))
    await lab.drain()
    expect(lab.questions(CALLBACK)).toHaveLength(1)
    expect(await subscriptions()).toHaveLength(1)
  })

  it('A renewal replaces secret and lease; one that fails changes nothing', async () => {
    await lab.subscribe(CALLBACK, { 'hub.secret': 'old' })
    vi.setSystemTime(NOW + DAY)
    lab.at(CALLBACK, () => new Response('no'))
    await lab.subscribe(CALLBACK, { 'hub.secret': 'evil' })
    expect(await subscriptions()).toMatchObject([{ secret: 'old', lease_until: NOW + 10 * DAY }])
    lab.at(CALLBACK)
    await lab.subscribe(CALLBACK)
    expect(await subscriptions()).toMatchObject([{ secret: null, lease_until: NOW + 11 * DAY, size: 1 }])
  })

  it('The later of two requests wins, in whichever order they are answered', async () => {
    await lab.post({ ...ASKED, 'hub.secret': 'first' })
    await lab.post({ ...ASKED, 'hub.secret': 'second' })
    lab.queue.reverse()
    await lab.drain()
    expect(await subscriptions()).toMatchObject([{ secret: 'second' }])
  })

  it('An end is verified too; about one that nobody knows nobody is asked', async () => {
    const end = { ...ASKED, 'hub.mode': 'unsubscribe' }
    await lab.subscribe(CALLBACK)
    lab.at(CALLBACK, () => new Response(null, { status: 404 }))
    await lab.post(end)
    await lab.drain()
    expect(await subscriptions()).toHaveLength(1)
    lab.at(CALLBACK)
    await lab.post(end)
    await lab.drain()
    expect(await subscriptions()).toEqual([])
    const asked = lab.received.length
    expect((await lab.post(end)).status).toBe(202)
    await lab.drain()
    expect(lab.received).toHaveLength(asked)
    expect(await env.DB.prepare('SELECT size FROM hub_chunks').first('size')).toBe(0)
    expect(await env.DB.prepare('SELECT host FROM hub_hosts').first(), 'names that nobody uses').toBe(null)
  })

  it('A feed that is gone by the time of the answer is denied, and its callback told', async () => {
    const topic = 'https://news.example/tags/dunia/rss.xml'
    await lab.post({ ...ASKED, 'hub.topic': topic })
    await env.DB.prepare(
      "DELETE FROM entries WHERE channel IN (SELECT key FROM channels WHERE slug = 'dunia')",
    ).run()
    await env.DB.prepare("DELETE FROM channels WHERE slug = 'dunia'").run()
    await lab.drain()
    await lab.tick()
    expect(lab.questions(CALLBACK).map((asked) => [asked.get('hub.mode'), asked.get('hub.topic')])).toEqual([
      ['subscribe', topic],
      ['denied', topic],
    ])
    expect(await subscriptions()).toEqual([])
  })

  it('No more than 10,000 requests wait at a time, and no host has more than 100,000 subscriptions', async () => {
    await env.DB.prepare('UPDATE hub SET pending = 10000').run()
    expect((await lab.post(ASKED)).status).toBe(429)
    await env.DB.prepare('UPDATE hub SET pending = 0').run()
    await env.DB.prepare("INSERT INTO hub_hosts VALUES ('reader.example', 100000)").run()
    expect((await lab.post(ASKED)).status).toBe(429)
    expect((await lab.post({ ...ASKED, 'hub.callback': 'https://other.example/' })).status).toBe(202)
  })
})

function challengeOf(url: string): string {
  return new URL(url).searchParams.get('hub.challenge') ?? ''
}
