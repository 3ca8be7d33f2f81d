import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { article, Command, freePort, Server, Workspace } from '../support/commands.ts'
import { png } from '../support/png.ts'

const FILES = {
  'articles/2022/09/satu.md': article('Satu', 'image:\n  file: foto.png\n  alt: Foto\n'),
  'articles/2022/09/foto.png': png(3, 2),
}
const CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

const workspace = new Workspace(FILES)
let server: Server

beforeAll(async () => {
  server = await Server.start(workspace)
}, 120_000)

afterAll(() => {
  server.signal('SIGKILL')
  workspace[Symbol.dispose]()
})

/** Asks with headers that fetch would not send. */
async function ask(path: string, headers: Record<string, string>) {
  const response = await new Promise<IncomingMessage>((answered, failed) =>
    request(server.origin + path, { headers }, answered)
      .on('error', failed)
      .end(),
  )
  return { status: response.statusCode, headers: response.headers, text: await text(response) }
}

describe('the assets of npm start', () => {
  it.each([
    ['/style.css', 'public, max-age=300'],
    ['/page.js', 'public, max-age=300'],
    ['/icon-192.png', 'public, max-age=86400'],
    ['/icon.svg', 'public, max-age=86400'],
  ])('have the headers that `_headers` gives them where the site is deployed: %s', async (path, lifetime) => {
    const { status, headers } = await server.get(path)
    expect(status).toBe(200)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(headers.get('Cache-Control')).toBe(lifetime)
    expect(headers.get('Content-Security-Policy')).toBe(path.endsWith('.svg') ? CSP : null)
    expect(headers.has('Strict-Transport-Security')).toBe(false)
  })

  it('have them for images too, also where there is none', async () => {
    const [image = ''] = readdirSync(join(workspace.state, 'assets/media/2022/09'))
    const { status, headers } = await server.get(`/media/2022/09/${image}`)
    expect(status).toBe(200)
    expect(headers.get('Cache-Control')).toBe('public, max-age=86400')
    const missing = await server.get('/media/2022/09/nothing.png')
    expect(missing.status).toBe(404)
    for (const one of [headers, missing.headers]) {
      expect(one.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })
})

describe('npm start', () => {
  it('counts what costs something, as the deployed site does, where a proxy says who asks', async () => {
    const statuses = new Set<number | undefined>()
    // The minute of the limit may end on the way.
    for (let n = 0; n < 125; n++) {
      statuses.add((await ask(`/tidak/ada/${n}`, { 'CF-Connecting-IP': '192.0.2.1' })).status)
    }
    expect(statuses).toEqual(new Set([404, 429]))
    expect((await ask('/rss.xml', { 'CF-Connecting-IP': '192.0.2.1' })).status).toBe(200)
    expect((await ask('/tidak/ada', {})).status).toBe(404)
  })

  it('marks itself local, so that feeds may be kept although there is no SITE_URL', async () => {
    for (const path of ['/rss.xml', '/']) {
      expect((await server.get(path)).headers.get('Cache-Control')).toMatch(/^public, max-age=300/)
    }
  })

  it.each(['a b', '[', 'a:99999', 'x"y', 'a@b', '%'])(
    'answers a Host that names none with a problem document: "%s"',
    async (Host) => {
      const answer = await ask('/rss.xml', { Host })
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(JSON.parse(answer.text)).toMatchObject({ status: 400 })
    },
  )

  it('gives each host its own links, and no 304 for those of another one', async () => {
    const own = await ask('/rss.xml', {})
    const other = await ask('/rss.xml', { Host: 'other.example', 'If-None-Match': String(own.headers.etag) })
    expect(other.status).toBe(200)
    expect(other.text).toContain('http://other.example/rss.xml')
    expect((await ask('/rss.xml', { 'If-None-Match': String(own.headers.etag) })).status).toBe(304)
  })

  it('gives curl -z a 304', async () => {
    await sleep(1100)
    const { stdout } = spawnSync(
      'curl',
      [
        '-s',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        '-z',
        new Date().toUTCString(),
        `${server.origin}/rss.xml`,
      ],
      { encoding: 'utf8' },
    )
    expect(stdout).toBe('304')
  })

  it('has migrated before it answers anybody, and is not healthy before the content is in', async () => {
    using fresh = new Workspace(FILES)
    const port = await freePort()
    const starting = new Command('start', fresh, '--port', String(port))
    const statuses: number[] = []
    const healthy = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
      if (response) statuses.push(response.status)
      return response?.status === 200
    }
    try {
      while (!(await healthy())) await sleep(5)
      expect(new Set(statuses.slice(0, -1))).toEqual(new Set(statuses.length > 1 ? [503] : []))
      expect(starting.out + starting.err).not.toContain('no such table')
    } finally {
      starting.signal('SIGKILL')
    }
  }, 120_000)
})
