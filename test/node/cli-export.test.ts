import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { exportSite } from '../../src/cli/export-run.ts'
import { type OpenDatabase, openLocal } from '../../src/cli/open-database.ts'
import { type SyncReport, syncContent } from '../../src/ingest/content/sync.ts'
import { pollFeed } from '../../src/ingest/poll/run.ts'
import { killArticle } from '../../src/lifecycle/kill-article.ts'
import { newSecret } from '../../src/model/access-token.ts'
import type { Database } from '../../src/storage/database.ts'
import { addToken, hashOfSecret } from '../../src/storage/tokens.ts'
import { article, Workspace } from '../support/commands.ts'
import { png } from '../support/png.ts'

const FEED = 'https://satu.example/rss'
const REGISTRY = `# Penerbit dan kantor berita
sources:
  - { id: republika, name: Republika }
  - { id: reuters, name: Reuters }
  - { id: satu, name: Kabar Satu, feed: "${FEED}", poll: true }
  - { id: pergi, name: Kabar Pergi, feed: "https://pergi.example/rss", poll: true }
`
const BODY = `Kata pertama[^1] & <b>tebal</b>.

| a | b |
|---|---|
| 1 | 2 |

![Peta](media/peta.png) dan [rekaman](media/bunyi.mp3), [berita lain](satu.md).

Istilah
: Arti dari istilah itu.

[^1]: Catatan kaki.
`

const workspace = new Workspace({
  'sources.yaml': REGISTRY,
  'site.txt': 'Berkas lain',
  // All of them are published in the same second.
  'articles/2022/09/satu.md': article('Satu', 'id: urn:x:1\n'),
  'articles/2022/09/zaman.md': article('Zaman', 'id: urn:x:2\ntags: [dunia]\n'),
  'articles/2022/09/gambar.md': article(
    'Gambar',
    '# catatan\nid: urn:x:3\nimage: { file: media/ktt.png, alt: KTT, credit: Foto }\n',
    BODY,
  ),
  'articles/2022/09/lama.md': article('Lama', 'id: urn:x:4\n'),
  'articles/2022/09/nanti.md': article('Nanti', 'id: urn:x:6\nembargo: 2099-01-01T00:00:00Z\n'),
  'articles/2022/09/hapus.md': article('Hapus', 'id: urn:x:5\n'),
  'articles/2022/09/media/ktt.png': png(1200, 800),
  'articles/2022/09/media/peta.png': png(20, 10),
  'articles/2022/09/media/bunyi.mp3': 'suara',
})
const opened: OpenDatabase[] = []

async function open(name: string): Promise<Database> {
  const database = await openLocal(workspace.path(name))
  if (!database.ok) throw new Error(database.failure)
  opened.push(database.value)
  return database.value.db
}

async function sync(db: Database, folder: string): Promise<SyncReport> {
  const options = { authority: 'warta.example', now: Date.now, progress: () => {}, removeMany: true }
  const outcome = await syncContent(db, new ContentFolder(folder), options)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}

function item(guid: string, title: string, body: string): string {
  return `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><dc:publisher>Kantor Tak Dikenal</dc:publisher>
    <pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate><link>https://satu.example/${guid}</link>
    <description>${body}</description></item>`
}

async function poll(db: Database, source: string, ...items: string[]) {
  const rss = `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kabar</title>${items.join('')}</channel></rss>`
  const report = await pollFeed(db, source, {
    ...{ authority: 'warta.example', anywhere: false, userAgent: 'Warta/1.0', timeout: 10_000 },
    ...{ now: Date.now, jitter: () => 0, fetch: async () => new Response(rss, { headers: { ETag: '"7"' } }) },
  })
  return report?.result
}

/** Makes a token of the desk metro; returns what asks the API with it. */
async function clientOf(db: Database) {
  const secret = newSecret()
  const token = { name: 'cms', desk: 'metro', scopes: ['publish', 'kill'] as const, publishers: undefined }
  await addToken(db, await hashOfSecret(secret), { ...token, created: 0, expires: null })
  return async (method: string, path: string, article?: object, type = 'application/json') => {
    const match = method === 'PUT' ? undefined : { 'If-Match': '*' }
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': type, ...match }
    const init = { method, headers, ...(article && { body: JSON.stringify(article) }) }
    const bindings = { DB: db, TAG_AUTHORITY: 'warta.example', SITE_URL: 'https://news.example' }
    const response = await app.request(`https://news.example/api/articles/${path}`, init, bindings)
    expect(response.ok).toBe(true)
    return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>)
  }
}

const SENT = {
  ...{ title: 'Dari API', language: 'id', published: '2022-09-20T12:32:00+07:00', publisher: 'republika' },
  body: '<p>Isi <ruby>漢<rt>kan</rt></ruby> dari <b>klien</b>.</p>',
}

async function rows(db: Database, sql: string): Promise<unknown[]> {
  return (await db.prepare(sql).all()).results
}

/** What has to be the same in a site that was made of an export. */
async function site(db: Database): Promise<Record<string, unknown>> {
  const articles = (await rows(
    db,
    `SELECT a.id, a.slug, a.origin, a.published, a.updated, a.data, a.body
     FROM entries e JOIN articles a ON a.key = e.article JOIN channels c ON c.key = e.channel
     WHERE c.kind = 'all' ORDER BY e.published DESC, e.article DESC`,
  )) as { data: string }[]
  return {
    articles: articles.map(({ data, ...one }) => ({ ...one, data: JSON.parse(data) })),
    aliases: await rows(db, 'SELECT name, article_id FROM aliases ORDER BY name'),
    slugs: await rows(db, 'SELECT slug, article_id FROM former_slugs ORDER BY slug'),
    withdrawn: await rows(db, 'SELECT id FROM withdrawn_ids ORDER BY id'),
    withdrawals: await rows(
      db,
      'SELECT id, slug, kind, at, origin, reason, actor FROM withdrawals ORDER BY id',
    ),
    versions: await rows(
      db,
      'SELECT id, revision, at, ended, origin, action, actor, ended_by FROM versions ORDER BY id, revision',
    ),
    receipts: await rows(db, 'SELECT * FROM receipts ORDER BY origin, name'),
    held: await rows(db, 'SELECT origin, id, at, slug, aliases FROM held_articles ORDER BY id'),
    polls: await rows(db, 'SELECT * FROM polls'),
    sources: await rows(db, 'SELECT * FROM sources'),
    digests: await rows(db, "SELECT id, digest FROM articles WHERE origin <> 'content' ORDER BY id"),
  }
}

/** Every file below a folder. */
function files(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const read = paths.map((one) => {
    const path = join(one.parentPath, one.name)
    return [path.slice(folder.length + 1), readFileSync(path, 'base64')]
  })
  return Object.fromEntries(read.sort())
}

let said: string[] = []
const say = (line: string) => {
  // A slow machine is told how far it is.
  if (!line.startsWith('Writing articles: ')) said.push(line)
}
const output = { out: say, err: say }
const out = workspace.path('exported')
let db: Database

beforeAll(async () => {
  db = await open('one')
  await sync(db, workspace.content)
  await poll(db, 'satu', item('a', 'Berita A', 'Isi A.'), item('b', 'Berita B', 'Isi B.'))
  await poll(db, 'pergi', item('p', 'Berita P', 'Isi P.'))
  await poll(db, 'satu', item('a', 'Berita A', 'Isi A, disunting.'), item('b', 'Berita B', 'Isi B.'))
  // An edit that has the time of the sync, a file with another name, one that is gone, and a source that is.
  workspace.write('articles/2022/09/zaman.md', article('Zaman baru', 'id: urn:x:2\ntags: [dunia]\n'))
  workspace.rename('articles/2022/09/lama.md', 'articles/2022/09/nama-lain.md')
  workspace.remove('articles/2022/09/hapus.md')
  workspace.write('sources.yaml', REGISTRY.replace(/.*pergi.*\n/, ''))
  await sync(db, workspace.content)
  // Of a client of the API: one that was edited, one that is held, one that was killed, one that was deleted.
  const ask = await clientOf(db)
  for (const key of ['satu', 'bunuh', 'buang']) await ask('PUT', key, { ...SENT, title: `API ${key}` })
  await ask('PUT', 'nanti', { ...SENT, title: 'API nanti', embargo: '2099-02-01T00:00:00Z' })
  await ask('PATCH', 'satu', { summary: 'Ringkasan.' }, 'application/merge-patch+json')
  await ask('DELETE', 'buang')
  const { id: killed } = await ask('GET', 'bunuh')
  const ending = { kind: 'kill', reason: 'Salah orang.' } as const
  await killArticle(db, { id: String(killed), ending, actor: 'operator', now: Date.now() })
}, 240_000)

afterAll(async () => {
  for (const one of opened) await one[Symbol.asyncDispose]()
  workspace[Symbol.dispose]()
}, 60_000)

describe('an export', () => {
  it('A sync of it into an empty database gives the same site, and an export of that the same files', async () => {
    expect([await exportSite(db, out, { content: workspace.content, assets: [] }, output), said]).toEqual([
      0,
      [expect.stringMatching(/^9 articles in /), expect.stringContaining('npm run sync -- --content ')],
    ])
    expect(Object.keys(files(out))).toEqual([
      ...['api/metro/2022/09/api-satu.md', 'api/metro/2099/02/api-nanti.md'],
      ...['articles/2022/09/gambar.md', 'articles/2022/09/media/bunyi.mp3', 'articles/2022/09/media/ktt.png'],
      ...[
        'articles/2022/09/media/peta.png',
        'articles/2022/09/nama-lain.md',
        'articles/2022/09/nanti.md',
        'articles/2022/09/satu.md',
      ],
      ...['articles/2022/09/zaman.md', 'history.jsonl', 'polled/satu/2022/09/berita-a.md'],
      ...['polled/satu/2022/09/berita-b.md', 'site.txt', 'sources.yaml'],
    ])
    const text = (path: string) => readFileSync(join(out, path), 'utf8')
    expect(text('sources.yaml')).toContain('# Penerbit')
    expect(text('articles/2022/09/gambar.md')).toContain('# catatan')
    expect(text('articles/2022/09/zaman.md')).toMatch(/^updated: ["']?20\d\d-/m)

    const copy = await open('two')
    expect(await sync(copy, out)).toMatchObject({ kind: 'written', articles: 5, added: 7 })
    expect(await site(copy)).toEqual(await site(db))
    expect(await sync(copy, out)).toMatchObject({ kind: 'unchanged' })

    const again = workspace.path('again')
    expect(await exportSite(copy, again, { content: out, assets: [] }, output)).toBe(0)
    expect(files(again)).toEqual(files(out))

    // A later poll knows its items.
    const b = item('b', 'Berita B', 'Isi B.')
    const [one, two] = [
      await poll(copy, 'satu', item('a', 'Berita A', 'Isi A, disunting.'), b),
      await poll(copy, 'satu', item('a', 'Berita A', 'Lagi.'), b),
    ]
    expect(one).toMatchObject({ ok: true, value: { added: 0, changed: 0 } })
    expect(two).toMatchObject({ ok: true, value: { added: 0, changed: 1 } })
  }, 240_000)

  it('Of the database alone it is the same site, and what can not be written as it is, is named', async () => {
    const assets = workspace.path('assets')
    await new ContentFolder(workspace.content).publishMedia(assets)
    const bare = workspace.path('bare')
    const poor = workspace.path('poor')
    const none = workspace.path('none')
    mkdirSync(none)
    expect(await exportSite(db, bare, { content: none, assets: [assets] }, output)).toBe(0)
    const copy = await open('three')
    await sync(copy, bare)
    expect(await site(copy)).toEqual(await site(db))

    said = []
    expect(await exportSite(db, poor, { content: none, assets: [] }, output)).toBe(1)
    expect(said.join('\n')).toContain('poor/articles/2022/09/gambar.md')
    expect(await exportSite(db, poor, { content: none, assets: [] }, output)).toBe(1)
    expect(said.at(-1)).toMatch(/poor is not empty; name a new folder/)
  }, 240_000)

  it('A history that is not whole, or of a newer Warta, changes nothing and is named with its line', async () => {
    const broken = await open('four')
    const history = readFileSync(join(out, 'history.jsonl'), 'utf8')
    for (const [text, message] of [
      [history.replace(/.*"end".*\n$/, ''), 'is not whole'],
      [history.replace('"version":2', '"version":3'), 'newer Warta'],
      [history.replace('polled/satu', 'polled/../..'), 'is no path'],
    ] as const) {
      writeFileSync(join(out, 'history.jsonl'), text)
      await expect(sync(broken, out)).rejects.toThrow(message)
    }
    expect(await rows(broken, 'SELECT id FROM articles')).toEqual([])
  }, 240_000)
})
