import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getFrom } from '../support/deployment.ts'
import { putArticles } from '../support/many-articles.ts'
import { MemoryContent } from '../support/memory-content.ts'
import { locationsOf, readSitemap } from '../support/read-sitemap.ts'
import { articleFile, contentOf, get, NOW, SOURCES, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const OLD = { id: 'build-1', tag: '', timestamp: '2020-01-01T00:00:00Z' }
const HOUR = 3_600_000
const one = (name: string, fields: Record<string, unknown> = {}) =>
  articleFile({ id: `tag:warta.example,2022:${name}`, ...fields })
const at = (time: number) => new Date(time).toISOString()

const sitemap = async (path = '/sitemap.xml') => readSitemap(await (await get(path)).text())
const newsOf = async (path: string) =>
  (await sitemap(path)).entries.filter((entry) => 'news:news' in entry).map(({ loc }) => loc)

function setClock(now: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now })
}

beforeEach(() => setClock(NOW))
afterEach(async () => {
  vi.useRealTimers()
  await emptyTables()
})

describe('the sitemap', () => {
  it('lists the pages of articles and channels with their last change', async () => {
    const updated = '2022-09-21T00:00:00Z'
    await sync(contentOf({ 'café-1': one('a', { tags: ['Dunia'], updated }) }))
    const { root, entries } = await sitemap()
    expect(root).toBe('urlset')
    const changes = Object.fromEntries(entries.map(({ loc, lastmod }) => [loc, lastmod]))
    expect(changes).toEqual({
      'https://news.example/': '2026-01-01T00:00:00Z',
      'https://news.example/publishers/republika': '2026-01-01T00:00:00Z',
      'https://news.example/sources/reuters': '2026-01-01T00:00:00Z',
      'https://news.example/authors/lintar-satria': '2026-01-01T00:00:00Z',
      'https://news.example/authors/friska-yolandha': '2026-01-01T00:00:00Z',
      'https://news.example/languages/id': '2026-01-01T00:00:00Z',
      'https://news.example/tags/dunia': '2026-01-01T00:00:00Z',
      'https://news.example/articles/caf%C3%A9-1': '2022-09-21T00:00:00Z',
    })
    for (const loc of Object.keys(changes)) {
      expect((await get(loc.slice('https://news.example'.length))).status, loc).toBe(200)
    }
  })

  it('lists the front page alone where nothing is stored, and no news', async () => {
    expect((await sitemap()).entries.map(({ loc }) => loc)).toEqual(['https://news.example/'])
    expect(await sitemap('/sitemap-news.xml')).toEqual({ root: 'urlset', entries: [] })
    expect(await sitemap('/sitemap-1.xml')).toEqual({ root: 'urlset', entries: [] })
  })

  it('leaves out copies that are not to be indexed, or that name their original', async () => {
    const registry = `${SOURCES}  - { id: strict, name: Strict, syndication: noindex }
  - { id: named, name: Named, syndication: canonical }
`
    const original = 'https://www.example.org/asli'
    const articles: Record<string, Record<string, unknown>> = {
      plain: { title: '"syndication":"noindex"', original },
      unknown: { publisher: 'named' },
      strict: { publisher: 'strict' },
      'strict-source': { sources: ['strict'] },
      named: { publisher: 'named', original },
    }
    const files = Object.entries(articles).map(([slug, fields]) => [
      `articles/2022/09/${slug}.md`,
      one(slug, { published: at(NOW - HOUR), ...fields }),
    ])
    const content = new MemoryContent({ 'sources.yaml': registry, ...Object.fromEntries(files) })
    expect(await sync(content)).toMatchObject({ kind: 'written', added: 5 })
    for (const path of ['/sitemap.xml', '/sitemap-1.xml', '/sitemap-news.xml']) {
      const listed = locationsOf(await (await get(path)).text()).filter((loc) => loc.includes('/articles/'))
      expect(listed.sort(), path).toEqual([
        'https://news.example/articles/plain',
        'https://news.example/articles/unknown',
      ])
    }
  })
})

describe('the news of the sitemap', () => {
  it('are what was published in the last 48 hours, told as Google wants', async () => {
    await sync(
      contentOf({
        now: one('now', {
          title: 'Kini & <nanti>',
          published: '2025-12-31T10:00:00+07:00',
          language: 'en-GB',
        }),
        late: one('late', { published: at(NOW - 47 * HOUR) }),
        old: one('old', { published: at(NOW - 49 * HOUR) }),
      }),
    )
    const { entries } = await sitemap()
    const { 'news:news': _, ...told } = entries.find(({ loc }) => loc?.endsWith('/now')) ?? {}
    expect(told).toEqual({
      loc: 'https://news.example/articles/now',
      lastmod: '2025-12-31T03:00:00Z',
      'news:publication': '',
      'news:name': 'Warta',
      'news:language': 'en',
      'news:publication_date': '2025-12-31T10:00:00+07:00',
      'news:title': 'Kini & <nanti>',
    })
    expect(entries.find(({ loc }) => loc?.endsWith('/old'))).toEqual({
      loc: 'https://news.example/articles/old',
      lastmod: at(NOW - 49 * HOUR).replace('.000', ''),
    })
    const expected = ['https://news.example/articles/now', 'https://news.example/articles/late']
    for (const path of ['/sitemap.xml', '/sitemap-news.xml']) {
      expect((await newsOf(path)).sort()).toEqual(expected.sort())
    }
  })

  it.each(['/sitemap.xml', '/sitemap-news.xml'])(
    'go with time from %s, and its validators with them',
    async (path) => {
      const ask = (headers?: Record<string, string>) => getFrom({ VERSION: OLD }, path, headers)
      await sync(contentOf({ late: one('late', { published: at(NOW - 47 * HOUR) }) }))
      setClock(NOW + HOUR / 2)
      const before = await ask()
      expect(await newsOf(path)).toHaveLength(1)
      const tag = { 'If-None-Match': String(before.headers.get('ETag')) }
      const time = { 'If-Modified-Since': String(before.headers.get('Last-Modified')) }
      for (const condition of [tag, time]) expect((await ask(condition)).status).toBe(304)
      setClock(NOW + 2 * HOUR)
      for (const condition of [tag, time]) expect((await ask(condition)).status).toBe(200)
      expect(await newsOf(path)).toHaveLength(0)
      const modified = Date.parse(String((await ask()).headers.get('Last-Modified')))
      expect(modified).toBe(NOW + HOUR + 1000)
    },
  )

  it('are the newest thousand where there are more', async () => {
    await putArticles(1, 1500)
    setClock(1_500_000)
    for (const path of ['/sitemap.xml', '/sitemap-news.xml']) {
      const news = await newsOf(path)
      expect(news).toHaveLength(1000)
      expect(news).toContain('https://news.example/articles/n1500')
      expect(news).not.toContain('https://news.example/articles/n500')
    }
    expect((await sitemap()).entries).toHaveLength(1501)
  })
})
