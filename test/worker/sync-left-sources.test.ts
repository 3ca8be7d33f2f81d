import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { failed } from '../../src/model/result.ts'
import { findArticle } from '../../src/storage/read/articles.ts'
import { MemoryContent } from '../support/memory-content.ts'
import { articleFile, get, SOURCES, trySync } from '../support/site.ts'
import { column, dumpTables, emptyTables, withCommit } from '../support/tables.ts'
import { DUA, item, newsOf, rss, SATU, story, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000
const FILE = { 'articles/2022/09/berkas.md': articleFile({ id: 'urn:berkas:1', title: 'Berkas' }) }
const ALL = { satu: SATU, dua: DUA }

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  upstream = new Upstream()
  await sync(ALL)
})

/** A folder whose registry has these sources, which are polled unless it is said otherwise. */
function folderOf(
  sources: Record<string, string>,
  more = 'poll: true',
  files: Record<string, string> = FILE,
) {
  const lines = Object.entries(sources).map(
    ([id, feed]) => `  - { id: ${id}, name: Kabar ${id}, feed: "${feed}", ${more} }`,
  )
  return new MemoryContent({ 'sources.yaml': `${SOURCES}${lines.join('\n')}\n`, ...files })
}

async function sync(sources: Record<string, string>, more?: string, options: { removeMany?: boolean } = {}) {
  upstream.now += MINUTE
  return trySync(folderOf(sources, more), upstream.now, options)
}

/** Polls a source whose feed has items of these numbers. */
async function poll(source: 'satu' | 'dua', first: number, last: number, text = 'Isi') {
  upstream.now += MINUTE
  const numbers = Array.from({ length: last - first + 1 }, (_, n) => first + n)
  const items = numbers.map((n) => item(`${source}-${n}`, `Kabar ${source} ${n}`, `${text} ${n}.`))
  upstream.serve(ALL[source], rss(`Kabar ${source}`, ...items))
  return newsOf(await upstream.poll(source))
}

const origins = () =>
  column<string>("SELECT origin || ' ' || COUNT(*) FROM articles GROUP BY origin ORDER BY origin")

describe('a source that leaves the registry', () => {
  it('A source that leaves the registry takes its polled articles with it, and their number is told', async () => {
    await poll('satu', 1, 2)
    await poll('dua', 1, 30)
    expect(await sync({ dua: DUA })).toMatchObject({
      ok: true,
      value: { kind: 'written', removed: 2, left: [{ source: 'satu', articles: 2 }] },
    })
    expect(await origins()).toEqual(['content 1', 'poll:dua 30'])
    const gone = { kind: 'gone', withdrawal: { kind: 'left' } }
    expect(await findArticle(env.DB, 'kabar-satu-1')).toMatchObject(failed(gone))
    expect(await (await get('/publishers/satu/rss.xml')).text()).not.toContain('<item>')
    expect(await sync({ dua: DUA })).toMatchObject({ ok: true, value: { kind: 'unchanged' } })
  })

  it.each([
    ['all that were polled', 3, 0],
    ['more than ten and more than a tenth of them', 11, 30],
  ])('Where its articles are %s nothing is changed until it is confirmed', async (_, satu, dua) => {
    await poll('satu', 1, satu)
    if (dua > 0) await poll('dua', 1, dua)
    const before = await dumpTables()
    const left = [{ source: 'satu', articles: satu }]
    const many = { kind: 'many-removed', paths: [], stored: 1, polled: satu + dua, left }
    for (const _again of [1, 2]) expect(await sync({ dua: DUA })).toEqual(failed(many))
    expect(await dumpTables()).toEqual(before)
    expect(await sync({ dua: DUA }, undefined, { removeMany: true })).toMatchObject({
      ok: true,
      value: { removed: satu, left },
    })
    expect(await origins()).toEqual(dua > 0 ? ['content 1', `poll:dua ${dua}`] : ['content 1'])
  })

  it.each(['poll: false', 'language: id'])(
    'A source with %s keeps its articles, and is only not asked',
    async (more) => {
      await poll('satu', 1, 3)
      expect(await sync(ALL, more)).toMatchObject({ ok: true, value: { removed: 0, left: [] } })
      expect(await origins()).toEqual(['content 1', 'poll:satu 3'])
      expect(await upstream.poll('satu')).toBeUndefined()
    },
  )

  it('A story that its owner has taken over stays when the aggregator leaves', async () => {
    const link = `<link>${DUA}/1</link>`
    upstream.serve(SATU, rss('Kabar satu', item('1', 'Salinan', 'Isi.', link)))
    await upstream.poll('satu')
    upstream.serve(DUA, rss('Kabar dua', item('2', 'Asli', 'Isi asli.', link)))
    await upstream.poll('dua')
    expect(await sync({ dua: DUA })).toMatchObject({ ok: true, value: { removed: 0 } })
    expect(await origins()).toEqual(['content 1', 'poll:dua 1'])
  })

  it('A copy of a story of a source that has left is stored with the next poll', async () => {
    const items = (id: string) => [
      item(id, `Banjir ${id}`, story('banjir')),
      item(`${id}x`, `Lain ${id}`, 'Isi.'),
    ]
    upstream.serve(SATU, rss('Kabar satu', ...items('1')))
    await upstream.poll('satu')
    upstream.serve(DUA, rss('Kabar dua', ...items('2')))
    expect(newsOf(await upstream.poll('dua'))).toMatchObject({ added: 1 })
    await sync({ dua: DUA })
    expect(newsOf(await upstream.poll('dua'))).toMatchObject({ added: 1, changed: 0 })
    expect(await origins()).toEqual(['content 1', 'poll:dua 2'])
  })

  it('Articles that a poll has stored while the sync was under way go too', async () => {
    await poll('dua', 1, 30)
    await poll('satu', 1, 1)
    let commits = 0
    const db = withCommit(async (statements) => {
      if (commits++ === 0) await poll('satu', 1, 2)
      return env.DB.batch(statements)
    })
    const options = { authority: 'warta.example', now: () => upstream.now, progress: () => {} }
    expect(await syncContent(db, folderOf({ dua: DUA }), options)).toMatchObject({ ok: true })
    expect(await origins()).toEqual(['content 1', 'poll:dua 30'])
  })

  it('A file that takes the slug or the story of a source that leaves in the same sync has it', async () => {
    await poll('dua', 1, 30)
    upstream.serve(
      SATU,
      rss('Kabar satu', item('urn:satu:1', 'Berita', 'Isi.'), item('2', 'Banjir', story('banjir'))),
    )
    await upstream.poll('satu')
    const files = {
      ...FILE,
      'articles/2022/09/berita.md': articleFile({ id: 'urn:b:2', title: 'Berita' }),
      'articles/2022/09/lain.md': articleFile({ id: 'urn:b:3', title: 'Lain' }, story('banjir')),
    }
    const outcome = await trySync(folderOf({ dua: DUA }, undefined, files), upstream.now + MINUTE)
    expect(outcome).toMatchObject({ ok: true, value: { added: 2, removed: 2 } })
    expect(await findArticle(env.DB, 'berita')).toMatchObject({ value: { article: { id: 'urn:b:2' } } })
    expect(await findArticle(env.DB, 'banjir')).toEqual(failed({ kind: 'renamed', slug: 'lain' }))
  })
})

describe('a source that comes back', () => {
  it('A source that comes back brings its articles under their old ids and slugs, also with new titles', async () => {
    await poll('dua', 1, 30)
    await poll('satu', 1, 3)
    const query = "SELECT id || ' ' || slug FROM articles WHERE origin = 'poll:satu' ORDER BY id"
    const before = await column(query)
    await sync({ dua: DUA })
    expect(await column('SELECT COUNT(*) FROM withdrawn_ids')).toEqual([3])
    await sync(ALL)
    expect(await poll('satu', 1, 4, 'Isi baru')).toMatchObject({ added: 4, changed: 0 })
    expect((await column(query)).slice(0, 3)).toEqual(before)
    expect(await column('SELECT COUNT(*) FROM withdrawn_ids')).toEqual([0])
    expect(await findArticle(env.DB, 'kabar-satu-1')).toMatchObject({
      value: { article: { body: 'Isi baru 1.' } },
    })
    expect(await poll('satu', 1, 4, 'Isi baru')).toMatchObject({ added: 0, changed: 0 })
  })

  it('Another story never gets the id of one that was withdrawn with its source', async () => {
    await poll('dua', 1, 30)
    await poll('satu', 1, 1)
    const [id] = await column<string>("SELECT id FROM articles WHERE origin = 'poll:satu'")
    await sync({ dua: DUA })
    await sync(ALL)
    upstream.serve(SATU, rss('Kabar satu', item('lain', 'Kabar satu 1', 'Cerita lain.')))
    await upstream.poll('satu')
    expect(await column("SELECT id FROM articles WHERE origin = 'poll:satu'")).toEqual([`${id}-2`])
  })
})
