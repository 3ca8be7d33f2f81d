import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { plansOf, putTags } from '../support/many-articles.ts'
import { readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

type Texts = Record<
  'name' | 'title' | 'kind' | 'language' | 'page' | 'rss' | 'atom' | 'json' | 'updated',
  string
>

interface FeedList {
  site: string
  home: string
  opml: string
  feeds: (Texts & { entries: number })[]
  next?: string
}

const ORIGIN = 'https://news.example'
const pathOf = (url = '') => url.slice(ORIGIN.length)
const list = async (path = '/feeds.json') => (await get(path)).json<FeedList>()

beforeAll(async () => {
  const more = { id: 'tag:warta.example,2022:b', tags: ['Dunia'], authors: [], language: 'en' }
  await sync(contentOf({ a: articleFile({ tags: ['Dunia'] }), b: articleFile(more) }))
})
afterAll(emptyTables)

describe('/feeds.json', () => {
  it('lists every channel that has articles, that of everything first', async () => {
    const { site, home, opml, feeds, next } = await list()
    expect([site, home, opml, next]).toEqual(['Warta', `${ORIGIN}/`, `${ORIGIN}/opml.xml`, undefined])
    expect(feeds.map(({ kind, name, entries }) => [kind, name, entries])).toEqual([
      ['all', 'Warta', 2],
      ['authors', 'Friska Yolandha', 1],
      ['authors', 'Lintar Satria', 1],
      ['languages', 'English', 1],
      ['languages', 'Indonesia', 1],
      ['publishers', 'Republika', 2],
      ['sources', 'Reuters', 2],
      ['tags', 'Dunia', 2],
    ])
  })

  it('leads to the three feeds and the page of each, and says what they say', async () => {
    const { feeds } = await list()
    for (const feed of feeds) {
      for (const format of ['rss', 'atom', 'json'] as const) {
        const read = readFeed(await (await get(pathOf(feed[format]))).text())
        expect(read).toMatchObject({ format, title: feed.title, self: feed[format], home: feed.page })
        expect(read.entries).toHaveLength(feed.entries)
      }
      const json = await (await get(pathOf(feed.json))).json<{ language: string }>()
      expect(json.language).toBe(feed.language)
      expect(feed.updated).toBe(new Date(NOW).toISOString().replace('.000', ''))
    }
  })

  it('changes with a write, and is not sent again before', async () => {
    const before = await get('/feeds.json')
    expect(before.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    const asked = { 'If-None-Match': String(before.headers.get('ETag')) }
    const { db, tally } = countingDatabase()
    expect((await getFrom({ DB: db }, '/feeds.json', asked)).status).toBe(304)
    expect(tally.rowsRead).toBe(1)
    await sync(contentOf({ a: articleFile({ tags: ['Dunia'] }) }), NOW + 1000)
    expect((await get('/feeds.json', asked)).status).toBe(200)
    expect((await list()).feeds.find(({ name }) => name === 'Dunia')).toMatchObject({ entries: 1 })
  })

  it.each([
    'after=',
    'after=tags',
    'after=nothing/x',
    'after=tags/a&after=tags/b',
    `after=tags/${'x'.repeat(201)}`,
  ])('refuses a cursor that is none: %s', async (query) => {
    const response = await get(`/feeds.json?${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ title: 'Bad parameter' })
  })

  it.each(["after=tags/' OR 1=1 --", 'after=tags/%00', 'after=tags/%F0%9F%98%80', 'utm_source=x'])(
    'goes on behind whatever else: %s',
    async (query) => {
      expect((await get(`/feeds.json?${query}`)).status).toBe(200)
    },
  )

  it('gives a hundred thousand tags in pages of a thousand, each reading no more than it gives', async () => {
    await putTags(100_000)
    const found = new Set<string>()
    let pages = 0
    for (let path: string | undefined = '/feeds.json'; path; pages++) {
      const { db, tally } = countingDatabase()
      const { feeds, next }: FeedList = await (await getFrom({ DB: db }, path)).json()
      expect(feeds.length).toBeLessThanOrEqual(1000)
      expect(tally.rowsRead).toBeLessThan(1010)
      for (const { rss } of feeds) found.add(rss)
      if (pages === 0) {
        const steps = await plansOf(tally.statements.filter((sql) => /channels/.test(sql)))
        expect(steps.join()).toMatch(/^SEARCH channels USING INDEX channels_by_address \(/)
        expect(steps).toHaveLength(1)
      }
      path = next && pathOf(next)
    }
    expect(pages).toBe(101)
    expect(found.size).toBe(100_007)
  })
})

describe('/.well-known/feeds', () => {
  it('leads there', async () => {
    const response = await get('/.well-known/feeds')
    expect(response.status).toBe(301)
    expect(response.headers.get('Location')).toBe('/feeds.json')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })
})
