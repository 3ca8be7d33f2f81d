import { env } from 'cloudflare:test'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { plansOf, putArticles, putTags } from '../support/many-articles.ts'
import { locationsOf, readSitemap } from '../support/read-sitemap.ts'
import { get } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const COUNT = 50_001
const PARTS = [1, 2, 3, 4, 5, 6].map((part) => `/sitemap-${part}.xml`)

const textOf = async (path: string) => (await get(path)).text()

async function ask(path: string, headers: Record<string, string> = {}) {
  const { db, tally } = countingDatabase()
  const response = await getFrom({ DB: db }, path, headers)
  const text = await response.text()
  return { response, text, tally }
}

describe(`the sitemap of ${COUNT} articles`, () => {
  beforeAll(async () => {
    await putArticles(1, COUNT)
    await putTags(11_000)
  })
  afterAll(emptyTables)

  it('is an index of parts beside it, each with the time of its last change', async () => {
    const { root, entries } = readSitemap(await textOf('/sitemap.xml'))
    expect(root).toBe('sitemapindex')
    expect(entries.map(({ loc }) => loc?.replace('https://news.example', ''))).toEqual([
      '/sitemap-channels-1.xml',
      '/sitemap-channels-2.xml',
      ...PARTS,
    ])
    expect(entries.at(-1)?.lastmod).toBe(new Date(1_000_000 + COUNT).toISOString())
    expect(entries.at(-2)?.lastmod).toBe('1970-01-01T00:17:30Z')
  })

  it('leads to the news while there are any', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: COUNT * 1000 })
    const [first] = locationsOf(await textOf('/sitemap.xml'))
    const news = locationsOf(await textOf('/sitemap-news.xml'))
    vi.useRealTimers()
    expect(first).toBe('https://news.example/sitemap-news.xml')
    expect(news).toHaveLength(1000)
    expect(news[0]).toBe(`https://news.example/articles/n${COUNT}`)
  })

  it('has every article once, in parts that the protocol allows', async () => {
    const found: string[] = []
    for (const path of PARTS) {
      const text = await textOf(path)
      const locations = locationsOf(text)
      expect(readSitemap(text).root).toBe('urlset')
      expect(locations.length).toBeLessThanOrEqual(50_000)
      expect(text.length).toBeLessThan(50_000_000)
      found.push(...locations)
    }
    expect(found).toHaveLength(COUNT)
    expect(new Set(found).size).toBe(COUNT)
    expect(found).toContain(`https://news.example/articles/n${COUNT}`)
  })

  it('has the page of every channel that lists something', async () => {
    const pages = [...locationsOf(await textOf('/sitemap-channels-1.xml'))]
    pages.push(...locationsOf(await textOf('/sitemap-channels-2.xml')))
    expect(new Set(pages).size).toBe(11_001)
    expect(pages[0]).toBe('https://news.example/')
    expect(pages).toContain('https://news.example/tags/t011000')
  })

  it('has no other parts', async () => {
    const others = [
      '/sitemap-7.xml',
      '/sitemap-999999.xml',
      '/sitemap-0.xml',
      '/sitemap-01.xml',
      '/sitemap-.xml',
    ]
    for (const path of [...others, '/sitemap-channels-3.xml', '/sitemap-1000000.xml', '/sitemap-x.xml']) {
      expect((await get(path)).status, path).toBe(404)
    }
  })

  it('keeps its parts when articles come and go', async () => {
    const before = await textOf('/sitemap-2.xml')
    await env.DB.batch([
      env.DB.prepare('DELETE FROM entries WHERE article BETWEEN 101 AND 200'),
      env.DB.prepare('DELETE FROM articles WHERE key BETWEEN 101 AND 200'),
    ])
    expect(locationsOf(await textOf('/sitemap-1.xml'))).toHaveLength(9900)
    expect(await textOf('/sitemap-2.xml')).toBe(before)
    await putArticles(101, 200)
    expect(await textOf('/sitemap-2.xml')).toBe(before)
  })

  it('costs as much for the last part as for the first, and reads no article', async () => {
    const first = await ask('/sitemap-1.xml')
    const fifth = await ask('/sitemap-5.xml')
    expect(fifth.tally.rowsRead).toBe(first.tally.rowsRead)
    expect(first.tally.rowsRead).toBeLessThan(10_000 + 50)
    const steps = await plansOf(fifth.tally.statements)
    expect(steps.filter((step) => /\barticles\b/.test(step))).not.toEqual([])
    for (const step of steps.filter((one) => /\barticles\b/.test(one))) {
      // Without an index only the largest key is looked up.
      expect(step).toMatch(/^SEARCH articles(?: USING COVERING INDEX articles_of_sitemap .*)?$/)
    }
  })

  it('reads a few rows for the index, and three for a 304', async () => {
    const { response, tally } = await ask('/sitemap.xml')
    expect(tally.rowsRead).toBeLessThan(50)
    for (const path of ['/sitemap.xml', '/sitemap-news.xml']) {
      const { response: whole } = await ask(path)
      const again = await ask(path, { 'If-None-Match': String(whole.headers.get('ETag')) })
      expect(again.response.status).toBe(304)
      expect(again.tally.rowsRead).toBeLessThanOrEqual(3)
    }
    const part = await ask('/sitemap-3.xml', { 'If-None-Match': '*' })
    expect(part.response.status).toBe(304)
    expect(part.tally.rowsRead).toBe(1)
    expect(response.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
  })
})
