import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { article, freePort, run, Server, until, Workspace, withoutProgress } from '../support/commands.ts'
import { png } from '../support/png.ts'

const SATU = 'articles/2022/09/satu.md'
const FAULTY = 'articles/2022/09/faulty.md'
/** What the issue promises. */
const SOON = 2000

const workspace = new Workspace({ [SATU]: article('Satu') })
const ownerFile = join(workspace.state, 'owner.json')
let server: Server

/** Waits until the feed holds a text, at most two seconds. */
async function inFeed(wanted: string): Promise<void> {
  const holds = async () => (await server.text('/rss.xml')).includes(wanted)
  await until(holds, SOON, () => `No "${wanted}" in the feed after ${SOON} ms: ${server.out}${server.err}`)
}

beforeAll(async () => {
  // A server that was killed has left this behind: nobody answers at its port.
  mkdirSync(workspace.state)
  writeFileSync(ownerFile, JSON.stringify({ pid: 1, port: await freePort(), token: 'x' }))
  server = await Server.start(workspace)
}, 120_000)

afterAll(() => {
  server.signal('SIGKILL')
  workspace[Symbol.dispose]()
})

describe('start', () => {
  it('start prints what it synced and the URLs to open', () => {
    expect(withoutProgress(server.err)).toBe('')
    expect(server.out).toMatch(/^1 article in \S+ stored: 1 new, 0 changed, 0 removed/)
    const localhost = server.origin.replace('127.0.0.1', 'localhost')
    const urls = ['', '/rss.xml', '/atom.xml', '/feed.json'].map((path) => `${localhost}${path}`)
    for (const url of urls) expect(server.out).toMatch(new RegExp(` ${url}$`, 'm'))
  })

  it('start serves what is stored, under the name that it prints too', async () => {
    const response = await fetch(`${server.origin.replace('127.0.0.1', 'localhost')}/rss.xml`)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<title>Satu</title>')
    expect(await (await server.get('/healthz')).json()).toMatchObject({ status: 'ok' })
  })

  it('A file that is saved is in the feeds within two seconds, saved in whatever way, wherever', async () => {
    const write = (title: string, path = SATU) => workspace.write(path, article(title))
    write('Disimpan di tempat')
    await inFeed('Disimpan di tempat')
    // As many editors save: a new file is put in the place of the old one.
    workspace.write('articles/2022/09/.satu.md.swp', article('Disimpan dengan nama lain'))
    workspace.rename('articles/2022/09/.satu.md.swp', SATU)
    await inFeed('Disimpan dengan nama lain')
    write('Disimpan lagi')
    await inFeed('Disimpan lagi')
    write('Folder baru', 'articles/2026/11/baru.md')
    await inFeed('Folder baru')
    workspace.write(
      'sources.yaml',
      workspace.read('sources.yaml').replace('name: Reuters', 'name: Kantor Berita'),
    )
    await inFeed('Kantor Berita')
  })

  it('A file that is removed is out of the feeds, and its page gone', async () => {
    workspace.remove('articles/2026/11/baru.md')
    const isGone = async () => (await server.get('/articles/baru')).status === 410
    await until(isGone, SOON, () => 'Not gone')
    // The server may answer from memory for a second.
    const isOut = async () => !(await server.text('/rss.xml')).includes('Folder baru')
    await until(isOut, SOON, () => 'Still in the feed')
  })

  it('start reports a faulty file that is saved, and changes nothing', async () => {
    const before = await server.get('/rss.xml')
    workspace.write(FAULTY, article('""'))
    await server.says(`${workspace.name}/${FAULTY}:2: title: is empty; fill it in`, SOON)
    await server.says('nothing was changed', SOON)
    const after = await server.get('/rss.xml')
    expect(after.headers.get('ETag')).toBe(before.headers.get('ETag'))
    expect(await after.text()).toBe(await before.text())
    // Another process is told the same.
    const { code, out, err } = await run('sync', workspace)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`${workspace.name}/${FAULTY}:2: title: is empty`)
    workspace.remove(FAULTY)
  })

  it('start serves an image beside an article, with its type and size', async () => {
    workspace.write('articles/2022/09/media/Foto 1.png', png(3, 2))
    workspace.write(
      'articles/2022/09/foto.md',
      article('Berfoto', 'image: { file: media/Foto 1.png, alt: x }\n'),
    )
    await inFeed('Berfoto')
    const [tag = '', url = ''] =
      /<media:content [^>]*url="([^"]+)"[^>]*>/.exec(await server.text('/rss.xml')) ?? []
    expect(tag).toContain('type="image/png"')
    expect(tag).toContain('width="3"')
    expect(tag).toContain('height="2"')
    expect(url).toMatch(new RegExp(`^${server.origin}/media/2022/09/foto-1\\.[0-9a-f]{8}\\.png$`))
    const response = await fetch(url)
    expect(response.headers.get('Content-Type')).toBe('image/png')
    expect(Buffer.from(await response.arrayBuffer()).equals(png(3, 2))).toBe(true)
  })

  it('start lets no header of a client say for which host it answers, but Host', async () => {
    const headers = { 'MF-Original-URL': 'https://evil.example/rss.xml', 'MF-Disable-Pretty-Error': '1' }
    const response = await fetch(`${server.origin}/rss.xml`, { headers })
    const text = await response.text()
    expect(text).toContain(`href="${server.origin}/rss.xml"`)
    expect(text + JSON.stringify([...response.headers])).not.toContain('evil.example')
  })

  it('start serves nothing from outside its assets', async () => {
    writeFileSync(join(workspace.state, 'secret.png'), 'secret')
    const paths = [
      '/media/..%2f..%2fsecret.png',
      '/media/%2e%2e%2f%2e%2e%2fsecret.png',
      '/media/..%5c..%5csecret.png',
    ]
    for (const path of paths) expect((await server.get(path)).status).toBe(404)
  })

  it('start refuses a busy port, and a state that has a server, in one line', async () => {
    using other = new Workspace()
    const [busy, second] = await Promise.all([
      run('start', other, '--port', new URL(server.origin).port),
      run('start', workspace, '--port', String(await freePort())),
    ])
    expect(busy).toMatchObject({ code: 1, out: '' })
    expect(busy.err).toMatch(
      /^warta: Address already in use \(127\.0\.0\.1:\d+\); stop what listens there.*\n$/,
    )
    expect(existsSync(join(other.state, 'owner.json'))).toBe(false)
    expect(second).toMatchObject({ code: 1, out: '' })
    expect(second.err).toMatch(
      /^warta: A server runs here already: http:\/\/\S+ \(process \d+\); stop it first, or use it\n$/,
    )
    expect((await server.get('/healthz')).status).toBe(200)
  })
})

describe('Ctrl-C', () => {
  it('Ctrl-C stops the server cleanly', async () => {
    server.child.kill('SIGINT')
    expect(await server.ended()).toBe(0)
    expect(server.out).toMatch(/Stopped\.\n$/)
    expect(server.isAlive).toBe(false)
    expect(existsSync(ownerFile)).toBe(false)
  })
})
