import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { article, run, Server, until, Workspace } from '../support/commands.ts'

const ARTICLES = 100

const workspace = new Workspace()
let server: Server

/** Saves every article in one version: all their titles and bodies name it. */
function save(version: string): void {
  for (let n = 0; n < ARTICLES; n++) {
    const text = article(
      `Artikel ${n} versi-${version}`,
      `id: urn:x:${n}\n`,
      `Isi versi-${version}. `.repeat(50),
    )
    workspace.write(`articles/2022/10/a${n}.md`, text)
  }
}

/** The versions that a feed holds articles in. */
function versionsIn(feed: string): string {
  return [...new Set(Array.from(feed.matchAll(/versi-(\w+)/g), ([, version]) => version))].join('+')
}

beforeAll(async () => {
  save('a')
  server = await Server.start(workspace)
}, 120_000)

afterAll(() => {
  server.signal('SIGKILL')
  workspace[Symbol.dispose]()
})

describe('a sync while the server runs', () => {
  it('A sync of another content folder than that of the running server is refused', async () => {
    using other = new Workspace()
    const { code, err } = await run('sync', workspace, '--content', other.content)
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`not ${other.content}`) })
  })

  it('A sync while the server runs hands its work over, and its output and exit code come back', async () => {
    expect(await run('sync', workspace)).toEqual({
      code: 0,
      out: expect.stringMatching(
        `^${ARTICLES} articles in ${workspace.name}/, all stored already; nothing to write \\(revision \\d+\\)\\.\n$`,
      ),
      err: '',
    })
    workspace.write('articles/faulty.md', article('Faulty').replace('language: id\n', ''))
    const { code, out, err } = await run('sync', workspace)
    workspace.remove('articles/faulty.md')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(
      `${workspace.name}/articles/faulty.md:2: language: is missing; add it\n` +
        `1 fault in ${workspace.name}/; nothing was changed.\n`,
    )
  })

  it('A sync while the server runs is no reason for an error or a mixture in what clients read', async () => {
    let isOver = false
    const seen = new Set<string>()
    let reads = 0
    async function read(path: string): Promise<void> {
      while (!isOver) {
        const response = await server.get(path)
        const versions = versionsIn(await response.text())
        seen.add(`${response.status} ${versions}`)
        reads++
      }
    }
    const clients = ['/rss.xml?limit=100', '/atom.xml', '/sources/reuters/feed.json'].map(read)
    await until(
      async () => seen.has('200 a'),
      5000,
      () => `Version a is not served: ${server.out}${server.err}`,
    )
    for (const version of ['b', 'c']) {
      save(version)
      expect(await run('sync', workspace)).toMatchObject({ code: 0, err: '' })
      const isServed = async () => versionsIn(await server.text('/rss.xml')) === version
      await until(isServed, 2000, () => `Version ${version} is not served: ${server.out}${server.err}`)
    }
    isOver = true
    await Promise.all(clients)
    expect([...seen].sort()).toEqual(['200 a', '200 b', '200 c'])
    expect(reads).toBeGreaterThan(50)
  })

  it('The server refuses work from whoever does not show the password', async () => {
    const { port } = JSON.parse(workspace.readState('owner.json')) as { port: number }
    const ask = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/sync`, { method: 'POST', headers })
    expect((await ask({})).status).toBe(403)
    expect((await ask({ Authorization: 'Bearer x' })).status).toBe(403)
  })
})
