import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newSecret } from '../../src/model/access-token.ts'
import { hashOfSecret } from '../../src/storage/tokens.ts'
import { article, run, Server, until, Workspace } from '../support/commands.ts'

// The API of a real server: while everybody else writes too, and when it is killed while it writes.

const CLIENTS = 20
/** How often each client edits its article, and each file and item is changed. */
const EDITS = 3
const ITEMS = 10

const workspace = new Workspace()
let server: Server
let upstream: HttpServer
let version = 0
let asked = 0
const secrets: string[] = []

/** The feed of a source: each version of it has the same items with other words. */
function feed(): string {
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const words = `<title>Kawat ${n} versi ${version}</title><description>Isi ${version}.</description>`
    return `<item><guid isPermaLink="false">urn:satu:${n}</guid>${words}<pubDate>Tue, 20 Sep 2022 12:${10 + n}:00 +0700</pubDate></item>`
  })
  return `<rss version="2.0"><channel><title>Kabar Satu</title><language>id</language>${items.join('')}</channel></rss>`
}

function saveFiles(): void {
  for (let n = 0; n < ITEMS; n++) {
    const text = article(`Berkas ${n} versi ${version}`, `id: urn:x:${n}\n`)
    workspace.write(`articles/2022/09/berkas-${n}.md`, text)
  }
}

beforeAll(async () => {
  process.env.POLL_ANYWHERE = '1'
  upstream = createServer((_, response) => response.end(feed())).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const { port } = upstream.address() as AddressInfo
  const source = `  - { id: satu, name: Kabar Satu, feed: "http://127.0.0.1:${port}/", poll: true }\n`
  workspace.write('sources.yaml', workspace.read('sources.yaml') + source)
  saveFiles()
  server = await Server.start(workspace, 110_000)
  for (let n = 0; n < CLIENTS; n++) await addClient(`klien-${n}`)
}, 180_000)

/** Gives a client a token of its own, as `npm run token` does. */
async function addClient(name: string): Promise<void> {
  const secret = newSecret()
  const hash = await hashOfSecret(secret)
  const sql =
    "INSERT INTO tokens (hash, name, desk, scopes, created) VALUES (?, ?, 'metro', '[\"publish\"]', 0)"
  withDatabase((db) => db.prepare(sql).run(hash, name))
  secrets.push(secret)
}

/** The token of the next client: each has its own limit of requests. */
function authorization(): Record<string, string> {
  return { Authorization: `Bearer ${secrets[asked++ % CLIENTS]}` }
}

function withDatabase<Value>(work: (db: DatabaseSync) => Value): Value {
  const db = new DatabaseSync(workspace.database, { timeout: 10_000 })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

afterAll(() => {
  delete process.env.POLL_ANYWHERE
  server.signal('SIGKILL')
  upstream.close()
  workspace[Symbol.dispose]()
})

interface Sent {
  readonly status: number
  readonly etag: string
  readonly outcome: string
}

/** Sends a request; one that is answered with 503 is sent again, as docs/api.md says. */
async function send(
  method: string,
  key: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Sent> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${server.origin}/api/articles/${key}`, {
      method,
      headers: { ...authorization(), 'Content-Type': type, ...headers },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as Sent
    if (response.status !== 503 || attempt === 20) return { ...answer, status: response.status }
    await sleep(20 * attempt)
  }
}

async function show(key: string) {
  const response = await fetch(`${server.origin}/api/articles/${key}`, { headers: authorization() })
  const answer = (await response.json()) as { article?: { title: string }; etag: string }
  return { status: response.status, title: answer.article?.title, etag: answer.etag }
}

const story = (title: string, more: object = {}) => ({
  ...{ title, language: 'id', published: '2022-09-20T12:32:00+07:00', publisher: 'republika' },
  ...{ tags: ['Bersama'], body: '<p>Isi.</p>', ...more },
})

it('No write is lost while syncs, polls and twenty clients write at the same time', async () => {
  const titles = new Map<string, string>()
  async function client(n: number): Promise<void> {
    const key = `klien-${n}`
    for (let edit = 0; edit < EDITS; edit++) {
      // Every title is also that of another client, and the first one is that of all: they want the same slugs.
      const title = edit === 0 ? 'Kabar yang sama' : `Kabar ${Math.floor(n / 2)} suntingan ${edit}`
      const { status } = await send('PUT', key, story(title))
      expect(status).toBe(edit === 0 ? 201 : 200)
      titles.set(key, title)
    }
  }
  async function others(): Promise<void> {
    for (version = 1; version < EDITS; version++) {
      saveFiles()
      const done = await Promise.all([run('sync', workspace), run('poll', workspace, '--all')])
      expect(done).toMatchObject([{ code: 0 }, { code: 0 }])
    }
  }
  await Promise.all([...Array.from({ length: CLIENTS }, (_, n) => client(n)), others()])
  version = EDITS
  saveFiles()
  expect(await run('sync', workspace)).toMatchObject({ code: 0 })
  expect(await run('poll', workspace, '--all')).toMatchObject({ code: 0 })

  for (const [key, title] of titles) expect(await show(key)).toMatchObject({ status: 200, title })
  expect(titles.size).toBe(CLIENTS)
  const listed = (await (await server.get('/feed.json?limit=100')).json()) as { items: { title: string }[] }
  const written = Array.from({ length: ITEMS }, (_, n) => [
    `Berkas ${n} versi ${EDITS}`,
    `Kawat ${n} versi ${EDITS}`,
  ])
  expect(listed.items.map(({ title }) => title).sort()).toEqual(
    [...written.flat(), ...titles.values()].sort(),
  )
}, 120_000)

it('Of twenty patches of one version at the same time the server takes one', async () => {
  const { etag } = await send('PUT', 'tambal', story('Tambal'))
  const patches = Array.from({ length: CLIENTS }, (_, n) =>
    send('PATCH', 'tambal', { title: `Tambal ${n}` }, { 'If-Match': etag }),
  )
  const answers = await Promise.all(patches)
  expect(answers.map(({ status }) => status).sort()).toEqual([
    200,
    ...Array.from({ length: CLIENTS - 1 }, () => 412),
  ])
  const taken = answers.findIndex(({ status }) => status === 200)
  expect(await show('tambal')).toMatchObject({ title: `Tambal ${taken}`, etag: answers[taken]?.etag })
})

// Makes a commit last for ever: it begins when all is staged.
const SLOW = `CREATE TRIGGER slow BEFORE UPDATE ON revision BEGIN
  SELECT COUNT(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n); END`

it('A server that is killed with kill -9 while it commits a PUT has nothing of it, and takes it when it is sent again', async () => {
  withDatabase((db) => db.exec(SLOW))
  const cut = send('PUT', 'terpotong', story('Terpotong')).catch(() => 'no answer')
  const staged = 'SELECT COUNT(*) AS count FROM staged_articles'
  await until(
    () => withDatabase((db) => db.prepare(staged).get()?.count === 1),
    20_000,
    () => 'Nothing was staged',
  )
  await sleep(100)
  server.signal('SIGKILL')
  expect(await cut).toBe('no answer')
  await server.ended()
  withDatabase((db) => db.exec('DROP TRIGGER slow'))

  server = await Server.start(workspace, 110_000)
  expect((await show('terpotong')).status).toBe(404)
  expect(await server.text('/rss.xml?limit=100')).not.toContain('Terpotong')
  expect(await show('klien-1')).toMatchObject({ title: `Kabar 0 suntingan ${EDITS - 1}` })
  expect(await send('PUT', 'terpotong', story('Terpotong'))).toMatchObject({ status: 201 })
  expect(await send('PUT', 'terpotong', story('Terpotong'))).toMatchObject({
    status: 200,
    outcome: 'unchanged',
  })
  // A feed may be as old as a second.
  await vi.waitFor(
    async () => expect(await server.text('/rss.xml?limit=100')).toContain('<title>Terpotong</title>'),
    { timeout: 5000, interval: 100 },
  )
}, 180_000)
