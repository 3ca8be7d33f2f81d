import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { article, run, Server, until, Workspace } from '../support/commands.ts'

const URLS = [
  ...['/', '/rss.xml', '/atom.xml', '/feed.json', '/feed', '/rss.xml?limit=1', '/atom.xml?content=summary'],
  ...['/tags/rahasia', '/tags/rahasia/rss.xml', '/tags/umum', '/tags/umum/atom.xml', '/tags/umum/feed.json'],
  ...[
    '/search?q=isi',
    '/search/rss.xml?q=isi',
    '/search?q=berita',
    '/rss.xml?tag=umum',
    '/feed.json?tag=umum',
  ],
  ...['/opml.xml', '/feeds.json', '/sitemap.xml', '/sitemap-news.xml', '/languages/id/rss.xml', '/channels'],
  ...['/articles/lain', '/sources/reuters/rss.xml'],
]

const fileOf = (title: string, fields: string) =>
  article(title, fields, `Isi berita ${title}.`).replace(
    /published: .*/,
    'published: 2022-09-20T12:32:00+07:00',
  )

let workspace: Workspace
let server: Server

beforeAll(async () => {
  workspace = new Workspace({ 'articles/2022/09/lain.md': fileOf('Lain', 'tags: [umum]\n') })
  server = await Server.start(workspace, 120_000)
}, 150_000)

afterAll(async () => {
  server.signal('SIGTERM')
  await server.ended()
  workspace[Symbol.dispose]()
})

/** What one look at a URL showed: when it was asked and answered, and whether the word was there. */
interface Look {
  readonly at: number
  readonly done: number
  readonly url: string
  readonly isSeen: boolean
}

/** Four clients, each of which asks all URLs with the ETags that it has, again and again. */
async function watch(word: string, until: number): Promise<Look[]> {
  const looks: Look[] = []
  async function client(headers: Record<string, string>) {
    const etags = new Map<string, string>()
    const copies = new Map<string, boolean>()
    while (Date.now() < until) {
      for (const url of URLS) {
        const at = Date.now()
        const etag = etags.get(url)
        const response = await fetch(server.origin + url, {
          headers: { ...headers, ...(etag && { 'If-None-Match': etag }) },
        })
        const text = await response.text()
        const isSeen = response.status === 304 ? (copies.get(url) ?? false) : text.includes(word)
        looks.push({ at, done: Date.now(), url, isSeen })
        copies.set(url, isSeen)
        if (response.headers.get('ETag')) etags.set(url, String(response.headers.get('ETag')))
      }
      await sleep(100)
    }
  }
  await Promise.all(
    [{}, { Accept: 'text/html' }, { 'A-IM': 'feed' }, { 'Accept-Encoding': 'identity' }].map(client),
  )
  return looks
}

describe('a server under four clients that ask everything all the time', () => {
  it('An embargo of eight seconds leaks nowhere, and ends by itself', async () => {
    const end = Date.now() + 8000
    const fields = `embargo: ${new Date(end).toISOString()}\ntags: [rahasia, umum]\n`
    workspace.write('articles/2022/09/baru.md', fileOf('Xrahasia', fields))
    const looks = await watch('Xrahasia', end + 3000)
    expect(looks.filter(({ done, isSeen }) => isSeen && done < end)).toEqual([])
    await until(
      async () => (await server.text('/rss.xml')).includes('Xrahasia'),
      20_000,
      () => 'It was never released',
    )
    expect((await server.get('/articles/baru')).status).toBe(200)
  }, 60_000)

  it('An article that expires in eight seconds is in no answer that begins after that', async () => {
    const end = Date.now() + 8000
    const fields = `expires: ${new Date(end).toISOString()}\ntags: [umum]\n`
    workspace.write('articles/2022/09/usai.md', fileOf('Xusai', fields))
    const looks = await watch('Xusai', end + 3000)
    expect(looks.some(({ isSeen }) => isSeen)).toBe(true)
    expect(looks.filter(({ at, isSeen }) => isSeen && at >= end)).toEqual([])
  }, 60_000)

  it('A killed article is gone everywhere two seconds after the command', async () => {
    workspace.write('articles/2022/09/salah.md', fileOf('Xsalah', 'tags: [umum]\n'))
    await until(
      async () => (await server.text('/rss.xml')).includes('Xsalah'),
      20_000,
      () => 'It was never stored',
    )
    const watching = watch('Xsalah', Date.now() + 12_000)
    const killed = await run('kill', workspace, 'salah', '--reason', 'Salah orang.', '--yes')
    const gone = Date.now() + 2000
    expect(killed).toMatchObject({ code: 0, out: expect.stringContaining('Killed: ') })
    const looks = await watching
    expect(looks.filter(({ at, isSeen }) => isSeen && at > gone)).toEqual([])
    const page = await server.get('/articles/salah')
    expect([page.status, await page.text()]).toEqual([410, expect.stringContaining('Salah orang.')])
    expect(await server.text('/rss.xml')).toContain('media:status')

    const lifted = await run('kill', workspace, 'salah', '--lift', '--yes')
    expect(lifted).toMatchObject({ code: 0, out: expect.stringContaining('Lifted: ') })
    expect(await run('sync', workspace)).toMatchObject({ code: 0 })
    await until(
      async () => (await server.text('/rss.xml')).includes('Xsalah'),
      20_000,
      () => 'It did not come back',
    )
  }, 90_000)

  it('A kill without a reason, of nobody, or that nobody confirms changes nothing', async () => {
    const [reasonless, unknown, unasked] = await Promise.all([
      run('kill', workspace, 'lain', '--yes'),
      run('kill', workspace, 'tidak-ada', '--reason', 'x', '--yes'),
      run('kill', workspace, 'lain', '--reason', 'x'),
    ])
    expect(reasonless).toMatchObject({ code: 1, err: expect.stringContaining('--reason is missing') })
    expect(unknown).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no article "tidak-ada"'),
    })
    expect(unasked).toMatchObject({ code: 1, err: expect.stringContaining('say --yes') })
    expect((await server.get('/articles/lain')).status).toBe(200)
  }, 60_000)
})
