import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILT_WORKER } from '../../src/cli/bundle.ts'
import { lookAtSite } from '../../src/cli/deploy/first-day.ts'
import { article, Command, freePort, run, until, Workspace } from '../support/commands.ts'

const SITE = 'https://news.example'
/**
 * The most that the bundle may take, in KB: what was promised, and its size when this was written, rounded up. What is to come
 * has to find its place within it.
 */
const BUNDLE_LIMIT = 205

/** More than the buffers of two sockets hold. */
const FILM_BYTES = 20_000_000

const workspace = new Workspace({
  'articles/2022/09/satu.md': article('Satu', 'id: urn:x:1\nrecordings:\n  - file: film.mp4\n'),
  'articles/2022/09/film.mp4': Buffer.alloc(FILM_BYTES, 7),
})
let port: number
let server: Command

const serve = async (env: Record<string, string>, ...options: string[]) =>
  new Command('serve', workspace, ...options, { LOG: 'json', ...env })

/** What the log has, a line each. */
function logged(): Record<string, unknown>[] {
  return server.out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init)

async function start(): Promise<void> {
  server = await serve({ SITE_URL: SITE, TAG_AUTHORITY: 'news.example' }, '--port', String(port))
  await server.says(`Warta serves ${SITE}`, 120_000)
}

beforeAll(async () => {
  const built = spawnSync(process.execPath, ['src/cli/run.mjs', 'bundle'], { encoding: 'utf8' })
  expect(built.stderr).not.toContain('Error')
  port = await freePort()
  await start()
}, 300_000)

afterAll(() => {
  server.signal('SIGKILL')
  workspace[Symbol.dispose]()
})

describe('npm run serve', () => {
  it(`serves a bundle of at most ${BUNDLE_LIMIT} KB, compressed`, () => {
    expect(gzipSync(readFileSync(BUILT_WORKER)).length / 1024).toBeLessThanOrEqual(BUNDLE_LIMIT)
  })

  it('refuses to serve without a SITE_URL', async () => {
    const command = await serve({ SITE_URL: '' })
    expect(await command.ended()).toBe(1)
    expect(command.err).toMatch(
      /^warta: SITE_URL is not set: .*SITE_URL=https:\/\/news\.example npm run serve/,
    )
  })

  it('serves what is synced by another command, at the address of the environment, whatever a client says', async () => {
    expect((await get('/healthz')).status).toBe(503)
    const synced = await run('sync', workspace)
    expect(synced).toMatchObject({ code: 0, out: expect.stringContaining('1 new') })
    const headers = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' }
    const response = await get('/rss.xml', { headers })
    const text = await response.text()
    expect(text).toContain(`${SITE}/articles/satu`)
    expect(text).not.toMatch(/evil\.example|127\.0\.0\.1/)
    expect(response.headers.get('Cache-Control')).toContain('public')
  })

  it('is as it should be on the first day', async () => {
    const ask = (url: string, init?: RequestInit) => get(url.replace(/^https?:\/\/[^/]+/, ''), init)
    const findings = await lookAtSite(SITE, undefined, ask)
    // TLS, and what comes with it, is the work of the server in front.
    const own = findings.filter(
      ({ kind, text }) => kind === 'fault' && !text.includes('Strict-Transport-Security'),
    )
    expect(own).toEqual([])
  })

  it('refuses callbacks of this machine and of its own host at the hub', async () => {
    const hosts = ['127.0.0.1:8080', 'localhost', '[::1]', '0x7f.1', 'news.example']
    for (const host of hosts) {
      const asked = {
        'hub.mode': 'subscribe',
        'hub.topic': `${SITE}/rss.xml`,
        'hub.callback': `http://${host}/`,
      }
      const response = await get('/hub', { method: 'POST', body: new URLSearchParams(asked) })
      expect([host, response.status]).toEqual([host, 400])
    }
  })

  it('writes one line of JSON for each request and each sync, and nothing else', async () => {
    const etag = (await get('/atom.xml')).headers.get('ETag') ?? ''
    await get('/atom.xml?x=geheim', { headers: { 'If-None-Match': etag } })
    await get('/atom.xml', { headers: { 'If-None-Match': etag, Authorization: 'Bearer geheim' } })
    const isLogged = () => logged().filter(({ path }) => path === '/atom.xml').length >= 3
    await until(isLogged, 5000, () => server.out)
    expect(logged().find(({ job }) => job === 'sync')).toMatchObject({
      kind: 'job',
      outcome: 'written',
      added: 1,
    })
    expect(logged().findLast(({ kind }) => kind === 'request')).toMatchObject({
      path: '/atom.xml',
      status: 304,
      cache: '304',
    })
    expect(server.out).not.toContain('geheim')
    expect(server.err).toBe('')
  })

  it('answers the requests under way when it is asked to stop, ends with 0, and goes on where it was', async () => {
    const before = (await get('/rss.xml')).headers.get('ETag')
    const [film] = readdirSync(join(workspace.state, 'assets/media/2022/09'))
    const client = connect(port, '127.0.0.1')
    client.write(`GET /media/2022/09/${film} HTTP/1.1\r\nHost: news.example\r\n\r\n`)
    let bytes = 0
    await once(client, 'readable')
    server.child.kill('SIGTERM')
    await new Promise((passed) => setTimeout(passed, 500))
    client.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    await once(client, 'close')
    expect(bytes).toBeGreaterThan(FILM_BYTES)
    expect(await server.ended()).toBe(0)
    expect(logged().at(-1)).toMatchObject({ kind: 'message', text: 'Stopped.' })
    expect(existsSync(join(workspace.state, 'owner.json'))).toBe(false)

    await start()
    const again = await get('/rss.xml', { headers: { 'If-None-Match': before ?? '' } })
    expect(again.status).toBe(304)
  })
})
