import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_SITE } from '../../src/model/site.ts'
import { readSite } from '../../src/storage/site-row.ts'
import { MemoryContent } from '../support/memory-content.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, get, NOW, SITE, SOURCES, sync, trySync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const ARTICLES = {
  'articles/2022/09/contoh.md': articleFile({ tags: ['Dunia'] }),
  'articles/2022/09/lain.md': articleFile({ id: 'tag:warta.example,2022-09-20:lain', title: 'Lain' }),
}
const contentWith = (site?: string) =>
  new MemoryContent({
    ...(site !== undefined && { 'site.yaml': site }),
    'sources.yaml': SOURCES,
    ...ARTICLES,
  })

/** One address of every kind of document that names its site. */
const PATHS = [
  ...['/', '/rss.xml', '/atom.xml', '/feed.json', '/tags/dunia', '/tags/dunia/rss.xml', '/sources/antara'],
  ...['/articles/contoh', '/search', '/search?q=contoh', '/search/rss.xml?q=contoh', '/?tag=dunia'],
  ...['/rss.xml?tag=dunia', '/opml.xml', '/feeds.json', '/sitemap.xml', '/site.webmanifest', '/attribution'],
]
const MODIFIED = 'SELECT MIN(modified) FROM channels'
const etagsOf = () => Promise.all(PATHS.map(async (path) => (await get(path)).headers.get('ETag')))
const textOf = async (path: string, headers = {}) => (await get(path, headers)).text()

beforeEach(emptyTables)

describe('content/site.yaml', () => {
  it('A change of site.yaml moves the entity tag and the time of every document, and its archives stay at their addresses', async () => {
    await sync(contentWith(SITE))
    const before = await etagsOf()
    const archive = (await get('/archives/1/rss.xml')).headers.get('Location') ?? ''
    const archived = (await get(archive)).headers.get('ETag')
    const [modified = 0] = await column<number>(MODIFIED)
    await sync(contentWith(`${SITE}items: 10\n`), NOW + 60_000)
    const after = await etagsOf()
    for (const [index, path] of PATHS.entries()) expect(after[index], path).not.toBe(before[index])
    expect((await get('/archives/1/rss.xml')).headers.get('Location')).toBe(archive)
    expect((await get(archive)).headers.get('ETag')).not.toBe(archived)
    expect((await column<number>(MODIFIED))[0]).toBeGreaterThan(modified)
    expect((await get('/rss.xml', { 'If-None-Match': String(before[1]) })).status).toBe(200)
  })

  it('A sync with the same site.yaml writes nothing, and later articles have the same site', async () => {
    await sync(contentWith(SITE))
    const before = await etagsOf()
    expect((await sync(contentWith(`# the same\n${SITE}`), NOW + 60_000)).kind).toBe('unchanged')
    expect(await etagsOf()).toEqual(before)
    const more = contentWith(SITE)
    more.files.set(
      'articles/2022/09/baru.md',
      articleFile({ id: 'tag:warta.example,2022-09-20:baru', tags: ['Baru'] }),
    )
    await sync(more, NOW + 120_000)
    expect(await textOf('/tags/baru/rss.xml')).toContain('<title>Warta: Berita bertanda Baru</title>')
  })

  it('A faulty site.yaml changes nothing, and every fault is told at its place beside those of articles', async () => {
    await sync(contentWith(SITE))
    const before = await etagsOf()
    const faulty = contentWith('name: Kabar\nitems: 0\nlanguage: id\n')
    faulty.files.set('articles/2022/09/baru.md', articleFile({ title: '' }))
    const outcome = await trySync(faulty, NOW + 60_000)
    if (outcome.ok || outcome.failure.kind !== 'faults') throw new Error('No fault was found')
    const places = outcome.failure.faults.map(({ file, line, field }) => `${file}:${line}: ${field}`)
    expect(places).toEqual([
      'content/site.yaml:2: items',
      'content/site.yaml:3: language',
      'content/articles/2022/09/baru.md:3: title',
    ])
    expect(await etagsOf()).toEqual(before)
  })

  it('A missing site.yaml means what is usual, which a sync tells once', async () => {
    const first = await sync(contentWith())
    expect(first).toMatchObject({ kind: 'written', lacksSite: true })
    expect((await readSite(env.DB)).site).toEqual(DEFAULT_SITE)
    const more = contentWith()
    more.files.set('articles/2022/09/baru.md', articleFile({ id: 'tag:warta.example,2022-09-20:baru' }))
    expect(await sync(more, NOW + 60_000)).toMatchObject({ kind: 'written', lacksSite: false })
    await sync(contentWith(SITE), NOW + 120_000)
    expect(await sync(contentWith(), NOW + 180_000)).toMatchObject({ lacksSite: true })
  })

  it('The page of everything can be had in the languages of the site, and in no other', async () => {
    await sync(contentWith('name: Habari\nlanguages: [en-KE, id]\ndescription: { en: News, id: Berita }\n'))
    const languageFor = async (accepted: string) =>
      (await attributesOf(await textOf('/', { 'Accept-Language': accepted }), 'html', 'lang')).join()
    expect(await languageFor('id')).toBe('id')
    expect(await languageFor('en-US,id;q=0.5')).toBe('en-KE')
    expect(await languageFor('fr')).toBe('en-KE')
    const motto = async (accepted: string) =>
      (await select(await textOf('/', { 'Accept-Language': accepted }), '.motto')).map(({ text }) => text)
    expect([await motto('id'), await motto('en')]).toEqual([['Berita'], ['News']])
    expect(await textOf('/rss.xml')).toMatch(/<description>News<\/description>\s*<language>en-KE<\/language>/)
  })
})
