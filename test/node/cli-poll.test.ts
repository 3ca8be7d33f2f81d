import { once } from 'node:events'
import { createServer, type Server as HttpServer, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleWorker } from '../../src/cli/bundle.ts'
import { keptBundle } from '../../src/cli/kept-bundle.ts'
import { withEnvironment } from '../../src/cli/open-database.ts'
import { startServer } from '../../src/cli/server.ts'
import { readWranglerConfig } from '../../src/cli/wrangler-config.ts'
import { freePort, run, Server, until, Workspace } from '../support/commands.ts'

const MINUTES = 240_000
const ETAG = '"satu"'

let title = 'Berita satu'
let port: number
let upstream: HttpServer
let workspace: Workspace
const asked: string[] = []
const headers: IncomingHttpHeaders[] = []

function document(): Buffer {
  return gzipSync(`<rss version="2.0"><channel><title>Kabar Satu</title><language>id</language>
<item><guid isPermaLink="false">urn:satu:1</guid><title>${title}</title><description>Isi.</description>
<pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate></item><item><title>Tanpa waktu</title></item></channel></rss>`)
}

beforeAll(async () => {
  port = await freePort()
  process.env.POLL_ANYWHERE = '1'
  upstream = createServer((request, response) => {
    headers.push(request.headers)
    asked.push(`${request.url} ${request.headers['if-none-match'] ?? '-'}`)
    if (request.url !== '/satu') response.writeHead(500).end()
    else if (request.headers['if-none-match'] === ETAG && title === 'Berita satu')
      response.writeHead(304).end()
    else response.writeHead(200, { ETag: ETAG, 'Content-Encoding': 'gzip' }).end(document())
  }).listen(port, '127.0.0.1')
  await once(upstream, 'listening')
  workspace = new Workspace()
  const feed = (name: string) => `"http://127.0.0.1:${port}/${name}"`
  workspace.write(
    'sources.yaml',
    `${workspace.read('sources.yaml')}  - { id: satu, name: Kabar Satu, feed: ${feed('satu')}, poll: true }
  - { id: rusak, name: Kabar Rusak, feed: ${feed('rusak')}, poll: true }\n`,
  )
  await run('sync', workspace)
}, 120_000)

afterAll(() => {
  delete process.env.POLL_ANYWHERE
  upstream.close()
  workspace[Symbol.dispose]()
})

/** The cells of the table that `sources` prints, a row for each source. */
async function table(): Promise<string[][]> {
  const { code, out } = await run('sources', workspace)
  expect(code).toBe(0)
  return out
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/))
}

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

describe('poll and sources, by hand', () => {
  it('poll asks for the feeds that are due and prints a line for each; one that fails stops no other', async () => {
    const { code, out, err } = await run('poll', workspace)
    expect(out).toMatch(/^rusak: failed: It answered 500\.; next poll \S+Z$/m)
    expect(out).toMatch(/^satu: 1 new, 0 changed, 1 item not taken; next poll \S+Z$/m)
    expect(err).toMatch(/^satu: not taken: Tanpa waktu: It has no time/)
    expect(code).toBe(1)
    expect(await run('poll', workspace)).toEqual({
      code: 0,
      out: 'No feed is due; npm run poll -- --all asks them all.\n',
      err: '',
    })
  })

  it('poll --all asks for all feeds, with the validators of before', async () => {
    asked.length = 0
    const { out } = await run('poll', workspace, '--all')
    expect(out).toMatch(/^satu: not changed since \(304\); next poll/m)
    expect(asked).toEqual(['/rusak -', `/satu ${ETAG}`])
  })

  it('sources prints the state of each feed as a table', async () => {
    const feed = `http://127.0.0.1:${port}`
    expect(await table()).toEqual([
      ['source', 'feed', 'last success', 'next poll', 'failures', 'state'],
      ['republika', '-', '-', '-', '-', 'not polled'],
      ['reuters', '-', '-', '-', '-', 'not polled'],
      ['rusak', `${feed}/rusak`, '-', TIME, '2', 'failing: It answered 500.'],
      ['satu', `${feed}/satu`, TIME, TIME, '0', 'ok (ETag), 1 item not taken'],
      [expect.stringMatching(/^satu: not taken: Tanpa waktu: It has no time/)],
    ])
  })

  it.each(['poll', 'sources'] as const)(
    '%s --remote is for the deployed database, and says where wrangler.toml names none',
    async (command) => {
      expect(await run(command, workspace, '--remote')).toEqual({
        code: 1,
        out: '',
        err: 'warta: wrangler.toml names no deployed database; npm run deploy makes it\n',
      })
    },
  )
})

describe('the cron of npm start', () => {
  it('The cron of npm start polls through Node', async () => {
    headers.length = 0
    const state = workspace.state
    const assets = join(state, 'assets')
    const worker = await readWranglerConfig()
    await using server = await startServer({
      host: '127.0.0.1',
      port: await freePort(),
      state,
      assets,
      worker,
      bundle: () => keptBundle(join(state, 'bundle'), bundleWorker),
      variables: { ...withEnvironment(worker.bindings), LOCAL: '1' },
    })
    await server.db.prepare('UPDATE polls SET next_poll = 0').run()
    await server.fireCron()
    const isAsked = () => headers.length > 1
    await until(isAsked, 20_000, () => `Only ${headers.length} feeds were asked`)
    // workerd by itself asks for gzip and br.
    expect(headers.map((one) => one['accept-encoding'])).toEqual(headers.map(() => 'gzip, deflate, br'))
  })
})

describe('poll and sources while the server runs', () => {
  it('poll and sources hand their work to a running server, and readers have the articles', async () => {
    const server = await Server.start(workspace)
    try {
      expect(await server.text('/rss.xml')).toContain('<title>Berita satu</title>')
      title = 'Berita baru'
      const { out } = await run('poll', workspace, '--all')
      expect(out).toMatch(/^satu: 0 new, 1 changed, 1 item not taken; next poll/m)
      // An isolate asks for what is new once a second.
      await sleep(1500)
      expect(await server.text('/rss.xml')).toContain('<title>Berita baru</title>')
      expect((await table()).length).toBe(6)
    } finally {
      server.signal('SIGKILL')
    }
  })
})

describe('a source that is taken out of sources.yaml', () => {
  const without = () => workspace.read('sources.yaml').replace(/^.*id: satu,.*\n/m, '')

  it(
    'A sync without a source says how many of its polled articles would go, and changes nothing',
    async () => {
      const before = workspace.read('sources.yaml')
      workspace.write('sources.yaml', without())
      const stopped = await run('sync', workspace)
      expect(stopped).toMatchObject({ code: 1, out: '' })
      expect(stopped.err.split('\n')).toEqual([
        '1 of 1 polled article would be removed, because these sources are gone from sources.yaml:',
        '  satu (1 article)',
        'Nothing was changed. Where that is meant, run npm run sync -- --remove-many (and --remote for the deployed site).',
        '',
      ])
      workspace.write('sources.yaml', before)
      expect((await run('sync', workspace)).out).toContain('all stored already')
    },
    MINUTES,
  )

  it(
    'A server whose registry loses a source keeps its articles until that is confirmed',
    async () => {
      const server = await Server.start(workspace)
      try {
        workspace.write('sources.yaml', without())
        await server.says('1 of 1 polled article would be removed')
        expect(await server.text('/rss.xml')).toContain('<title>Berita baru</title>')
        const { code, out } = await run('sync', workspace, '--remove-many')
        expect(out).toContain('0 new, 0 changed, 1 removed')
        expect(out).toContain(
          'Removed with their sources, which are gone from sources.yaml:\n  satu (1 article)\n',
        )
        expect(code).toBe(0)
        expect((await server.get('/articles/berita-satu')).status).toBe(410)
      } finally {
        server.signal('SIGKILL')
      }
    },
    MINUTES,
  )
})
