import { createHmac } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, CallbackFarm, SlowTalker } from '../support/callback-farm.ts'
import { article, freePort, run, Server, until, Workspace } from '../support/commands.ts'

const START_MS = 120_000
const SECRET = 'rahasia é'
const HANGING = 30
const MANY = 60

const SLOW_ANSWER = `HTTP/1.1 200 OK\r\nContent-Length: 43\r\n\r\n${'x'.repeat(43)}`

let farm: CallbackFarm
/** One says an answer byte by byte, the other says nothing. */
let slow: SlowTalker
let mute: SlowTalker
let workspace: Workspace
let server: Server
let token = ''
let port: number

beforeAll(async () => {
  farm = await CallbackFarm.start()
  slow = await SlowTalker.start(SLOW_ANSWER)
  mute = await SlowTalker.start()
  port = await freePort()
  workspace = new Workspace({ 'articles/2022/09/satu.md': fileOf('satu', 'Satu') })
  const feed = farm.page('/kabar.xml', upstreamOf('Berita satu'))
  workspace.write(
    'sources.yaml',
    `${workspace.read('sources.yaml')}  - { id: kabar, name: Kabar, feed: "${feed}", poll: true }\n`,
  )
  await start()
  const scopes = ['--name', 'cms', '--desk', 'metro', '--scope', 'publish']
  token = (await run('token', workspace, 'create', ...scopes)).out.trim()
}, START_MS + 60_000)

afterAll(async () => {
  server.signal('SIGKILL')
  await Promise.all([farm, slow, mute].map((one) => one[Symbol.asyncDispose]()))
  workspace[Symbol.dispose]()
})

async function start(): Promise<void> {
  const env = { HUB_ANYWHERE: '1', POLL_ANYWHERE: '1' }
  server = await Server.start(workspace, START_MS, { port, env })
}

function upstreamOf(title: string): string {
  return `<rss version="2.0"><channel><title>Kabar</title><language>id</language>
<item><guid isPermaLink="false">urn:kabar:${title}</guid><title>${title}</title><description>Isi kabar.</description>
<pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate></item></channel></rss>`
}

function fileOf(slug: string, title: string): string {
  return article(title, `id: urn:x:${slug}\ntags: [umum]\n`, `Isi berita ${title}.`)
}

function save(slug: string, title: string): void {
  workspace.write(`articles/2022/09/${slug}.md`, fileOf(slug, title))
}

/** How long a delivery was held whose answer comes one byte a second. */
let tetes: number | undefined
const drip: Answer = ({ socket }) => {
  const begun = Date.now()
  const letters = SLOW_ANSWER[Symbol.iterator]()
  const timer = setInterval(() => socket?.write(letters.next().value ?? ''), 1000)
  socket?.on('close', () => {
    clearInterval(timer)
    tetes ??= Date.now() - begun
  })
}

/** Asks the hub for something, of the feed of everything in RSS if it says nothing else. */
function ask(callback: string, more: Record<string, string> = {}): Promise<Response> {
  const asked = { 'hub.mode': 'subscribe', 'hub.topic': `${server.origin}/rss.xml`, 'hub.callback': callback }
  return fetch(`${server.origin}/hub`, { method: 'POST', body: new URLSearchParams({ ...asked, ...more }) })
}

/** Asks for it, and waits until the callback has confirmed it. */
async function subscribe(callback: string, more: Record<string, string> = {}): Promise<void> {
  const { pathname } = new URL(callback)
  const before = farm.asked(pathname).length
  expect((await ask(callback, more)).status).toBe(202)
  await until(
    () => farm.asked(pathname).length > before,
    5000,
    () => `${pathname} was not asked`,
  )
}

/** What a statement finds in the database. No server may have it, or it only reads. */
function inDatabase<Found>(work: (database: DatabaseSync) => Found): Found {
  using database = new DatabaseSync(workspace.database)
  return work(database)
}

/** The callbacks that are subscribed, by the path of their URL. */
function subscribed(): string[] {
  const rows = inDatabase((database) => database.prepare('SELECT callback FROM subscriptions').all())
  return rows.map(({ callback }) => new URL(String(callback)).pathname)
}

describe('the hub of a running server', () => {
  it('It says 202 while the callback hangs, and asks it within five seconds', async () => {
    const callback = farm.at('/diam')
    farm.silence('/diam')
    await subscribe(callback)
    // For the test of the ten seconds, which are over by then.
    for (const url of [slow.at('http', '127.0.3.1'), mute.at('https', '127.0.3.2')]) await ask(url)
    expect(farm.asked('/diam')[0]?.get('hub.topic')).toBe(`${server.origin}/rss.xml`)
  })

  it('A file that is saved is at the callback in seconds, signed, with its type and one Link header', async () => {
    await subscribe(farm.at('/baik'), { 'hub.secret': SECRET })
    const query = '?a=%20b+c&flag&x=%7E&hub.topic=mine'
    await subscribe(farm.at('/json') + query, { 'hub.topic': `${server.origin}/feed.json` })
    save('dua', 'Dua')
    const [got, json] = await Promise.all([farm.gets('/baik', 'Dua'), farm.gets('/json', 'Dua')])
    const feed = await server.get('/rss.xml')
    expect(got.body).toBe(await feed.text())
    expect(json.body).toBe(await server.text('/feed.json'))
    expect(got.headers).toMatchObject({
      'content-type': feed.headers.get('Content-Type'),
      link: `<${server.origin}/hub>; rel="hub", <${server.origin}/rss.xml>; rel="self"`,
      'x-hub-signature': `sha256=${createHmac('sha256', SECRET).update(got.body).digest('hex')}`,
      'user-agent': 'Warta-WebSub/1.0',
    })
    // As it was said, to the byte, in what the hub asks and in what it sends.
    expect(json.url).toBe(`/json${query}`)
    expect(farm.got.find(({ method, url }) => method === 'GET' && url.startsWith('/json'))?.url).toContain(
      `/json${query}&hub.mode=subscribe&`,
    )
    expect(json.headers['x-hub-signature']).toBeUndefined()
  })

  it('A correction is pushed alone, and so is what a poll brings and what a client of the API sends', async () => {
    save('satu', 'Satu yang benar')
    const { body } = await farm.gets('/baik', 'Satu yang benar')
    expect(body).not.toContain('<title>Dua</title>')
    farm.page('/kabar.xml', upstreamOf('Berita dua'))
    expect(await run('poll', workspace, '--all')).toMatchObject({ code: 0 })
    await farm.gets('/baik', 'Berita dua')
    const sent = { title: 'Dari API', language: 'id', published: '2022-09-20T12:32:00+07:00' }
    const put = await fetch(`${server.origin}/api/articles/satu`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...sent, publisher: 'republika', body: '<p>Isi.</p>' }),
    })
    expect(put.status).toBe(201)
    await farm.gets('/baik', 'Dari API')
  }, 60_000)

  it('410 ends a subscription, a redirect leads nowhere, and who unsubscribes gets nothing more', async () => {
    const inner = farm.at('/dalam')
    await subscribe(farm.at('/usai', 410))
    await subscribe(farm.at('/alih', (response) => void response.writeHead(307, { Location: inner }).end()))
    await subscribe(farm.at('/pergi'))
    await subscribe(farm.at('/pergi'), { 'hub.mode': 'unsubscribe' })
    await until(
      () => !subscribed().includes('/pergi'),
      5000,
      () => 'It is still subscribed',
    )
    save('tiga', 'Tiga')
    await Promise.all(['/baik', '/usai', '/alih'].map((path) => farm.gets(path, 'Tiga')))
    await until(
      () => !subscribed().includes('/usai'),
      5000,
      () => 'It is still subscribed',
    )
    expect(subscribed()).toContain('/alih')
    save('empat', 'Empat')
    await farm.gets('/baik', 'Empat')
    expect([farm.pushed('/dalam'), farm.pushed('/pergi'), farm.pushed('/usai')]).toEqual([
      [],
      [],
      [expect.anything()],
    ])
  }, 60_000)

  it('npm run hub lists subscriptions without their callbacks, and ends one, whose callback is told', async () => {
    const { out } = await run('hub', workspace)
    expect(out).toMatch(/^http\S+\/feed\.json +1 +1 /m)
    expect(out).toMatch(/^\d+ +http\S+\/rss\.xml +127\.0\.0\.1 .* \d+ \(status 307\) /m)
    expect(out).not.toContain('/alih')
    const key = /^(\d+) +\S+\/feed\.json /m.exec(out)?.[1] ?? ''
    expect(await run('hub', workspace, 'remove', key)).toMatchObject({ code: 0 })
    await until(
      () => farm.asked('/json').at(-1)?.get('hub.mode') === 'denied',
      10_000,
      () => 'It was not told',
    )
    expect(subscribed()).not.toContain('/json')
  }, 60_000)

  it('A kill is at the others within 20 seconds while many callbacks hang, as a whole feed', async () => {
    const others = { 'hub.topic': `${server.origin}/tags/umum/atom.xml` }
    await ask(farm.at('/tetes', drip, '127.0.1.200'), others)
    for (let n = 0; n < HANGING; n++) {
      await ask(farm.at(`/gantung/${n}`, 'hangs', `127.0.1.${n + 1}`), n % 2 === 0 ? others : {})
    }
    await until(
      () => subscribed().filter((path) => /^\/(?:gantung\/|tetes)/.test(path)).length === HANGING + 1,
      20_000,
      () => `Only ${subscribed()}`,
    )
    save('salah', 'Xsalah')
    await farm.gets('/baik', 'Xsalah')
    const reason = ['--reason', 'Salah orang.', '--yes']
    expect(await run('kill', workspace, 'salah', ...reason)).toMatchObject({ code: 0 })
    const { body } = await farm.gets('/baik', 'Ditarik', 20_000)
    expect(body).not.toContain('Isi berita Xsalah')
    expect(body).toContain('Isi berita Dua')
  }, 90_000)

  it('Nobody is waited for longer than ten seconds: not for one byte a second, and not for TLS that never begins', async () => {
    await until(
      () => slow.held.length > 0 && mute.held.length > 0 && tetes !== undefined,
      15_000,
      () => `${slow.held} ${mute.held} ${tetes}`,
    )
    for (const held of [slow.held[0], mute.held[0], tetes]) {
      expect(held).toBeGreaterThan(9000)
      expect(held).toBeLessThan(20_000)
    }
  })

  it(
    'Killed in mid-push it repeats one chunk at most, and what was written meanwhile is pushed too',
    async () => {
      const slow: Answer = (response) => void setTimeout(() => response.writeHead(204).end(), 300)
      for (let n = 0; n < MANY; n++) await ask(farm.at(`/banyak/${n}`, slow, `127.0.2.${n + 1}`))
      const many = () => subscribed().filter((path) => path.startsWith('/banyak/'))
      await until(
        () => many().length === MANY,
        30_000,
        () => `Only ${many().length}`,
      )
      save('enam', 'Enam')
      await farm.gets('/banyak/20', 'Enam')
      server.signal('SIGKILL')
      await server.ended()
      save('lima', 'Lima')
      expect(await run('sync', workspace)).toMatchObject({ code: 0 })
      // The new server waits for no run of the old one.
      await start()
      await Promise.all(many().map((path) => farm.gets(path, 'Lima')))
      const counts = many().map(
        (path) => farm.pushed(path).filter(({ body }) => body.includes('Enam')).length,
      )
      expect(counts.filter((count) => count < 1 || count > 2)).toEqual([])
    },
    START_MS + 60_000,
  )
})
