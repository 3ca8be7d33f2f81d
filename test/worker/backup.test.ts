import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Cell, rowsOf } from '../../src/storage/backup/pages.ts'
import { clearRows, isHalfRestored, RowWriter } from '../../src/storage/backup/restored-rows.ts'
import { readTables, type Table } from '../../src/storage/backup/tables.ts'
import { readState } from '../../src/storage/revision.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'
import { item, rss, SATU, syncPolled, Upstream } from '../support/upstream.ts'

/** After the build of these tests, which Last-Modified is never before. */
const LATER = Date.UTC(2100, 0, 1)

beforeEach(emptyTables)

/** Every row of the database, each with its table. */
async function save() {
  const rows: [Table, readonly Cell[]][] = []
  for (const table of await readTables(env.DB)) {
    for await (const cells of rowsOf(env.DB, table)) rows.push([table, cells])
  }
  return rows
}

async function restore(rows: Awaited<ReturnType<typeof save>>, revision: number): Promise<void> {
  await clearRows(env.DB, await readTables(env.DB))
  const writer = new RowWriter(env.DB, revision)
  for (const [table, cells] of rows) await writer.add(table, cells)
  await writer.finish()
}

/** The rows of every table, without what a restore stamps. */
async function comparable(): Promise<unknown> {
  const { search_words, ...tables } = await dumpTables()
  const stamps = [
    ...['revision', 'modified', 'withdrawn', 'archived', 'number', 'content', 'site'],
    ...['media', 'writes', 'synced'],
  ]
  const bare = (row: unknown) =>
    Object.fromEntries(Object.entries(row as object).filter(([name]) => !stamps.includes(name)))
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(bare)]))
}

/** Articles that came from files and from a feed, one that was removed, and one that has another slug than before. */
async function fill(): Promise<void> {
  const upstream = new Upstream()
  await syncPolled({ lama: [{ id: 'urn:x:1' }], pergi: [{ id: 'urn:x:2', title: 'Pergi' }] })
  await syncPolled({ baru: [{ id: 'urn:x:1', tags: ['Dunia'] }, 'Kata "langka" & <b>tebal</b>.'] })
  upstream.serve(SATU, rss('Kabar Satu', item('satu', 'Berita dari sumber', 'Isi.')))
  await upstream.poll('satu')
}

describe('a backup', () => {
  it('A restored database holds the rows that the saved one had, in every table', async () => {
    await fill()
    const before = await comparable()
    const saved = await save()
    expect([...new Set(saved.map(([{ name }]) => name))]).toEqual(
      expect.arrayContaining([
        ...['revision', 'articles', 'former_slugs', 'aliases', 'withdrawn_ids', 'channels', 'entries'],
        ...['archives', 'sources', 'polls', 'channel_languages', 'site'],
      ]),
    )
    await sync(contentOf({ lain: articleFile({ id: 'urn:x:9' }) }))
    await restore(saved, LATER)
    expect(await comparable()).toEqual(before)
    expect(await column('SELECT DISTINCT site FROM channels')).toEqual([LATER])
    expect(await column('SELECT site FROM revision')).toEqual([LATER])
    expect(await (await get('/opml.xml')).text()).toContain('<title>Warta</title>')
  })

  it('A restored site gives the same bodies, finds the same articles, and moves and gone pages stay what they were', async () => {
    await fill()
    const paths = [
      '/rss.xml',
      '/tags/dunia/feed.json',
      '/sitemap-1.xml',
      '/articles/baru',
      '/search/rss.xml?q=langka',
    ]
    const bodies = () => Promise.all(paths.map(async (path) => (await get(path)).text()))
    const withoutTimes = (text: string) => text.replace(/<lastBuildDate>.*?<\/lastBuildDate>/, '')
    const before = (await bodies()).map(withoutTimes)
    expect(before.at(-1)).toContain('urn:x:1')
    const saved = await save()
    await sync(contentOf({ lain: articleFile({ id: 'urn:x:9' }) }))
    await restore(saved, LATER)
    expect((await bodies()).map(withoutTimes)).toEqual(before)
    expect((await get('/articles/lama')).status).toBe(301)
    expect((await get('/articles/pergi')).status).toBe(410)
  })

  it('A search of a restored site finds articles in Chinese by a part of a sentence, as before', async () => {
    const chinese = articleFile(
      { id: 'urn:x:3', language: 'zh', title: '中国新政府' },
      '总统在北京会见了记者。',
    )
    await sync(contentOf({ zhongguo: chinese, lain: articleFile({ id: 'urn:x:4' }) }))
    const saved = await save()
    await sync(contentOf({ lain: articleFile({ id: 'urn:x:4' }) }))
    await restore(saved, LATER)
    for (const words of ['新政府', '北京会见']) {
      const { items } = await (await get(`/search/feed.json?q=${encodeURIComponent(words)}`)).json<{
        items: { id: string }[]
      }>()
      expect(items.map(({ id }) => id)).toEqual(['urn:x:3'])
    }
  })

  it('No validator of before a restore is answered with 304, nor is one given again', async () => {
    await fill()
    const saved = await save()
    const old = await get('/rss.xml')
    await sync(contentOf({ lain: articleFile({ id: 'urn:x:9' }) }), LATER - 60_000)
    const lost = await get('/rss.xml')
    await restore(saved, LATER)
    const restored = await get('/rss.xml')
    const tags = [old, lost, restored].map(({ headers }) => headers.get('ETag') ?? '')
    expect(new Set(tags).size).toBe(3)
    for (const seen of [old, lost]) {
      const time = seen.headers.get('Last-Modified') ?? ''
      expect((await get('/rss.xml', { 'If-None-Match': seen.headers.get('ETag') ?? '' })).status).toBe(200)
      expect((await get('/rss.xml', { 'If-Modified-Since': time })).status).toBe(200)
      const delta = { 'A-IM': 'feed', 'If-None-Match': seen.headers.get('ETag') ?? '' }
      expect((await get('/rss.xml', delta)).status).toBe(200)
    }
    expect((await readState(env.DB)).revision).toBe(LATER)
  })

  it('A poll after a restore knows its items again, and a sync its files', async () => {
    await fill()
    const saved = await save()
    await restore(saved, LATER)
    const upstream = new Upstream()
    upstream.now = LATER + 60_000
    upstream.serve(SATU, rss('Kabar Satu', item('satu', 'Berita dari sumber', 'Isi.')))
    const report = await upstream.poll('satu')
    expect(report?.result).toMatchObject({ ok: true, value: { added: 0, changed: 0 } })
  })

  it('A restore that is interrupted leaves a database that says so, and that serves nothing', async () => {
    await fill()
    const saved = await save()
    await clearRows(env.DB, await readTables(env.DB))
    const writer = new RowWriter(env.DB, LATER)
    for (const [table, cells] of saved.slice(0, -3)) await writer.add(table, cells)
    await writer.flush()
    expect(await isHalfRestored(env.DB)).toBe(true)
    expect((await get('/healthz')).status).toBe(503)
    await restore(saved, LATER)
    expect(await isHalfRestored(env.DB)).toBe(false)
    expect((await get('/healthz')).status).toBe(200)
  })

  it('Rows come in pages of at most a hundred, and of a few megabytes, and none is left out', async () => {
    const big = (slug: string) => articleFile({ id: `urn:x:${slug}` }, 'kata '.repeat(190_000))
    const small = Array.from({ length: 130 }, (_, n) => [`n${n}`, articleFile({ id: `urn:x:n${n}` })])
    const large = Array.from({ length: 6 }, (_, n) => [`b${n}`, big(`b${n}`)])
    await sync(contentOf(Object.fromEntries([...large, ...small])))
    const sizes: number[] = []
    const tables = await readTables(env.DB)
    const articles = tables.find(({ name }) => name === 'articles')
    if (!articles) throw new Error('No table of articles')
    const spied: typeof env.DB.prepare = (sql) => {
      const statement = env.DB.prepare(sql)
      const bind = statement.bind.bind(statement)
      return Object.assign(statement, {
        bind: (...values: unknown[]) => {
          const bound = bind(...values)
          const all = bound.all.bind(bound)
          return Object.assign(bound, {
            all: async () => {
              const result = await all()
              sizes.push(result.results.length)
              return result
            },
          })
        },
      })
    }
    const seen = new Set<Cell | undefined>()
    for await (const cells of rowsOf({ prepare: spied, batch: env.DB.batch }, articles)) {
      seen.add(cells[articles.columns.indexOf('slug')])
    }
    expect(seen.size).toBe(136)
    expect(Math.max(...sizes)).toBe(100)
    expect(sizes.filter((size) => size > 0 && size <= 5)).not.toEqual([])
  })
})
