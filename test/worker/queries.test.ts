import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Query } from '../../src/storage/database.ts'
import { Isolate } from '../support/isolate.ts'
import { NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'

type AnyQuery = Query<(string | number | null)[]>

const files = import.meta.glob<Record<string, unknown>>('../../src/storage/**/*.ts', { eager: true })

/** Every query of our storage. */
const QUERIES = Object.values(files)
  .flatMap((file) => Object.values(file))
  .filter(isQuery)

function isQuery(value: unknown): value is AnyQuery {
  return typeof value === 'object' && value !== null && 'sql' in value && 'rows' in value && 'name' in value
}

/** Values that each of them can be asked with. */
const EXAMPLES: Record<string, (string | number)[]> = {
  revision: [],
  site: [],
  'channel by name': ['tags', 'dunia'],
  'channel by key': [1],
  'newest entries': [1, 30, 1000, 0],
  'large bodies': ['[1,2,3]'],
  'archive by name': ['tags', 'dunia', 2],
  'archive by key': [1, 2],
  'archived entries': [1, 2, 1000],
  'older entries': [1, 1e12, 1, 20],
  'newer entries': [1, 1e12, 1, 20],
  'any newer entry': [1, 1e12, 1],
  'any older entry': [1, 1e12, 1],
  'article by slug': ['n7'],
  'former slug': ['n7', 0],
  'media file': ['/media/x.jpg', 0],
  'withdrawn entries': [1],
  'channels of an article': ['n9'],
  'newest keys': [1, 12],
  'articles by key': ['[1,2,3]'],
  'articles by slugs': ['["n8","n9"]'],
  'channels of a kind after': ['tags', '', 201],
  'channels of a kind before': ['tags', 'x', 201],
  'channels after': ['', '', 1000],
  'channels by name': ['[{"kind":"all","slug":""},{"kind":"tags","slug":"dunia"}]'],
  'channels changed since': [0, 100],
  'largest channels': ['tags', 1000],
  'parts of the sitemap': [],
  'channel parts of the sitemap': [],
  'articles of the sitemap': [1],
  'channels of the sitemap': [1],
  'news of the sitemap': [0, 1000, 1000],
  'last published by a time': [1e12],
  search: ['"kata"', 1e15, 0, 30, 1_000_000],
  'walk of a search': ['["\\"kata\\"","\\"isi\\""]', 1e15, 0, 20_000],
  'words of a beginning': ['kata', 301],
  'commonest word': ['["\\"kata\\"","\\"isi\\""]', 20_001],
  'ranked search': ['"kata"', 30],
  'articles found': ['[1,2,3]', 1000],
  'count of a search': ['"kata"', 1001],
}

/** A scan of one of our tables, by its name or the alias that it has in our queries; not of a subquery. */
const TABLE_SCAN = /^SCAN (?:articles|entries|channels|archives|revision|former_slugs|[aceh])(?! VIRTUAL)\b/

const BIG = 'kata '.repeat(60_000)

beforeAll(async () => {
  const story = new Story().add(1, 450)
  await sync(story.content, NOW - 1000)
  await sync(story.delete(7, 8).content, NOW)
  const { content } = story
  for (const n of [448, 449]) {
    const path = `articles/2022/09/n${n}.md`
    content.files.set(path, `${content.files.get(path)}\n${BIG}`)
  }
  // An article with a translation.
  const path = 'articles/2022/09/n9.md'
  content.files.set(path, String(content.files.get(path)).replace('---\n', '---\ntranslations: [n10]\n'))
  await sync(content, NOW + 1000)
}, 120_000)

describe('every query', () => {
  it('Every query is known to this test, by a name of its own', () => {
    const names = QUERIES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect([...names].sort()).toEqual(Object.keys(EXAMPLES).sort())
  })

  it.each(QUERIES.map((query) => [query.name, query] as const))(
    'This query scans no table: %s',
    async (name, query) => {
      const explained = env.DB.prepare(`EXPLAIN QUERY PLAN ${query.sql}`).bind(...(EXAMPLES[name] ?? []))
      const steps = (await explained.all<{ detail: string }>()).results.map(({ detail }) => detail)
      // FTS5 has an index and no plan of its own.
      expect(steps.join('\n')).toMatch(/\bSEARCH\b|^SCAN search(_words)? VIRTUAL TABLE INDEX/m)
      const scans = steps.filter((step) => TABLE_SCAN.test(step))
      expect(scans).toEqual([])
      expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
    },
  )
})

/** The entity tags that feeds had after the first write. */
async function firstTags(): Promise<string> {
  const { headers } = await new Isolate().get('/rss.xml')
  const build = String(headers.get('ETag')).split('-')[2]
  return ['rss', 'atom', 'json'].map((format) => `"${NOW.toString(36)}-${format}df-${build}`).join(', ')
}

/** Its statement is made for the channels that are named; test/worker/listing-rows has its plans. */
const FILTERED: AnyQuery = {
  name: 'filtered entries',
  sql: '',
  rows: (_channel, _published, _article, limit, _bytes, ...others) =>
    2000 * (2 + others.length) + 2 * Number(limit),
}

const PATHS = [
  ...['/rss.xml', '/atom.xml', '/feed.json', '/feed', '/atom', '/index.xml'],
  ...['/rss.xml?limit=1', '/rss.xml?limit=2&content=summary', '/feed.json?limit=100', '/rss.xml?limit=0'],
  ...[
    '/tags/dunia/rss.xml',
    '/tags/Dunia/rss.xml',
    '/tags/nothing/rss.xml',
    '/authors/lintar-satria/atom.xml',
  ],
  ...['/sources/reuters/feed.json', '/publishers/republika/atom.xml', '/languages/id/rss.xml?limit=100'],
  ...[
    '/',
    '/?before=zzzzzzzz.1',
    '/?after=1.1',
    '/tags/dunia',
    '/tags/nothing',
    '/sources/antara',
    '/attribution',
    '/healthz',
  ],
  ...['/channels', '/tags', '/tags?before=x'],
  ...['/articles/n9', '/articles/n7', '/articles/nothing', '/articles/n9?x=1', '/articles/n9/'],
  ...[1, 2, 3, 4, 5].map((n) => `/archives/${n}/rss.xml`),
  ...[
    '/archives/6/rss.xml',
    '/tags/dunia/archives/2/feed.json?content=summary',
    '/tags/nothing/archives/1/rss.xml',
  ],
  ...[
    '/opml.xml',
    '/feeds.json',
    '/feeds.json?after=tags/a',
    '/sitemap.xml',
    '/sitemap-1.xml',
    '/sitemap-news.xml',
  ],
  ...[
    '/robots.txt',
    '/site.webmanifest',
    '/search',
    '/search?q=kata',
    '/search?q=kata+isi&sort=best',
    '/search?q=kata*+isi',
    '/search/rss.xml?q=kata+-bola&tag=dunia',
  ],
  ...['/?tag=dunia&lang=-en', '/tags/dunia/feed.json?author=-lintar-satria', '/rss.xml?source=reuters'],
  ...[
    '/nothing',
    '/style.css',
    '/media/x.jpg',
    '/media/cards/articles/n9.1a.png',
    '/rss.xml/',
    "/tags/x' OR 1=1 --/rss.xml",
  ],
]

/** Asks an isolate that has seen nothing; goes where a redirect leads. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<Isolate> {
  const isolate = new Isolate()
  const response = await isolate.get(path, headers)
  const location = response.headers.get('Location')
  if (location) await isolate.text(location, headers)
  return isolate
}

function expectNamed({ name, sql, values, rowsRead }: Isolate['tally']['sent'][number]): void {
  const query = name === FILTERED.name ? FILTERED : QUERIES.find((one) => one.name === name)
  if (query !== FILTERED) expect(query && `/* ${name} */ ${query.sql}`, sql).toBe(sql)
  expect(rowsRead, `${name} ${values}`).toBeLessThanOrEqual(query?.rows(...(values as string[])) ?? -1)
}

describe('every statement that a GET causes', () => {
  it.each(PATHS)(
    'Every statement of a GET is a named query that reads no more rows than it may: %s',
    async (path) => {
      const changes = { 'A-IM': 'feed', 'If-None-Match': await firstTags() }
      for (const headers of [{}, { 'If-None-Match': '*' }, { 'Accept-Encoding': 'gzip' }, changes]) {
        const { tally } = await ask(path, headers)
        expect(tally.statements).toHaveLength(tally.sent.length)
        for (const sent of tally.sent) expectNamed(sent)
      }
    },
  )

  it('The answer to a question for changes is a 226', async () => {
    const response = await new Isolate().get('/rss.xml', {
      'A-IM': 'feed',
      'If-None-Match': await firstTags(),
    })
    expect(response.status).toBe(226)
  })

  it('The requests of this test cause every query of our storage', async () => {
    const isolates = await Promise.all(PATHS.map((path) => ask(path)))
    const names = new Set(isolates.flatMap(({ tally }) => tally.sent.map(({ name }) => name)))
    const { 'channels changed since': _, ...read } = EXAMPLES
    expect([...names].sort()).toEqual([...Object.keys(read), FILTERED.name].sort())
  })
})
