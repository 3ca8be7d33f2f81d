import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

// An old deployment, so that the time of a document is that of its articles.
const VERSION = { id: 'build-1', tag: '', timestamp: '2020-01-01T00:00:00Z' }
const isolateOf = () => new Isolate({ VERSION })

let now = NOW
let isolate: Isolate
let articles: Record<string, string> = {}

const dayOf = (n: number) => new Date(Date.UTC(2022, 8, 1) + n * 86_400_000).toISOString()

// The even ones are about gas and have the tag Dunia, the odd ones are about other things.
function article(n: number, fields: Record<string, unknown> = {}, body?: string): string {
  const tags = n % 2 === 0 ? ['Dunia', 'Gas'] : ['Olahraga']
  const own = { id: `urn:x:${n}`, title: `Judul ${n}`, published: dayOf(n), tags }
  return articleFile({ ...own, ...fields }, body ?? (n % 2 === 0 ? 'Harga gas naik.' : 'Sepak bola.'))
}

/** Makes these articles the stored ones beside those that are there, two seconds later; `undefined` removes one. */
async function write(changes: Record<string, string | undefined>): Promise<void> {
  const all = { ...articles, ...changes }
  articles = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]))
  now += 2000
  vi.setSystemTime(now)
  await sync(contentOf(articles), now)
  now += 2000
  vi.setSystemTime(now)
}

const etagOf = ({ headers }: Response) => String(headers.get('ETag'))

/** Asks again with the entity tag of an answer. */
const again = (path: string, answer: Response, more: Record<string, string> = {}) =>
  isolate.get(path, { 'If-None-Match': etagOf(answer), ...more })

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  now = NOW
  isolate = isolateOf()
  articles = {}
  await emptyTables()
  await write(Object.fromEntries([0, 1, 2, 3, 4, 5].map((n) => [`n${n}`, article(n)])))
})

afterEach(() => {
  vi.useRealTimers()
})

// Each lists the articles 4, 2 and 0.
const LISTINGS = [
  ...FEED_FILES.map(([, file]) => `/search/${file}?q=gas`),
  ...FEED_FILES.map(([, file]) => `/${file}?tag=gas`),
  '/search/rss.xml?q=harga+naik&tag=gas',
  '/tags/dunia/feed.json?tag=-olahraga&lang=id',
  '/search/rss.xml?q=gas&limit=100&content=summary',
  '/search?q=gas',
  '/?tag=gas&tag=-olahraga',
]
const FEEDS = LISTINGS.filter((path) => /\.(?:xml|json)/.test(path))

describe.each(LISTINGS)('%s', (path) => {
  it('is a 304 after writes that change nothing of what it lists', async () => {
    const before = await isolate.get(path)
    const text = await before.text()
    await write({ n1: article(1, { title: 'Ralat' }), n7: article(7) })
    await write({ n3: undefined })
    for (const one of [isolate, isolateOf()]) {
      const answer = await one.get(path, { 'If-None-Match': etagOf(before) })
      expect(answer.status).toBe(304)
      expect(answer.headers.get('Last-Modified')).toBe(before.headers.get('Last-Modified'))
      expect(await one.text(path)).toBe(text)
    }
  })

  it.each<[string, Record<string, string | undefined>]>([
    ['an article of it is edited', { n2: article(2, { title: 'Ralat' }) }],
    ['only the body of an article of it is edited', { n2: article(2, {}, 'Harga gas naik, naik.') }],
    ['an article comes to it', { n6: article(6) }],
    ['an article of it is removed', { n0: undefined }],
    ['its newest article is removed', { n4: undefined }],
    ['an article leaves it', { n2: article(2, { tags: ['Olahraga'] }, 'Sepak bola.') }],
    ['an article of it is published at another time', { n0: article(0, { published: dayOf(3.5) }) }],
  ])('is another document once %s', async (_, changes) => {
    const before = await isolate.get(path)
    const text = await before.text()
    await write(changes)
    for (const one of [isolate, isolateOf()]) {
      const answer = await one.get(path, { 'If-None-Match': etagOf(before) })
      expect(answer.status).toBe(200)
      expect(etagOf(answer)).not.toBe(etagOf(before))
      // The page of a channel shows no bodies.
      if (!path.startsWith('/?')) expect(await answer.text()).not.toBe(text)
      const since = String(before.headers.get('Last-Modified'))
      expect((await one.get(path, { 'If-Modified-Since': since })).status).toBe(200)
    }
  })

  it('is a 304 to whoever has a time after which nothing can have left it', async () => {
    expect((await isolate.get(path, { 'If-Modified-Since': new Date(now).toUTCString() })).status).toBe(304)
  })

  it('is looked for once after a write, and after that a 304 costs one row', async () => {
    const before = await isolate.get(path)
    await write({ n1: article(1, { title: 'Ralat' }) })
    const first = isolate.tally.sent.length
    expect((await again(path, before)).status).toBe(304)
    const sent = isolate.tally.sent.slice(first).map(({ name }) => name)
    expect(sent.filter((name) => name === 'search' || name === 'filtered entries')).toHaveLength(1)
    now += 1500
    vi.setSystemTime(now)
    const { rows } = await isolate.workOf(() => again(path, before))
    expect(rows).toBe(1)
  })
})

describe('If-Modified-Since', () => {
  it.each([
    ['a filtered list', '/rss.xml?tag=gas', 304],
    [
      'a search, whose end and beginnings of words depend on all articles',
      '/search/rss.xml?q=gas&tag=gas',
      200,
    ],
  ])('with a time before an unrelated write is answered for %s', async (_, path, status) => {
    const before = { 'If-Modified-Since': new Date(now).toUTCString() }
    expect((await isolate.get(path, before)).status).toBe(304)
    await write({ n1: article(1, { title: 'Ralat' }) })
    for (const one of [isolate, isolateOf()]) expect((await one.get(path, before)).status).toBe(status)
  })
})

describe('a listing that is cut to a length', () => {
  const path = '/search/feed.json?q=gas&limit=2'
  const titles = async () => readFeed(await isolate.text(path)).entries.map(({ title }) => title)

  it('is a 304 after an edit of an article behind its end', async () => {
    const before = await isolate.get(path)
    expect(await titles()).toEqual(['Judul 4', 'Judul 2'])
    await write({ n0: article(0, { title: 'Ralat' }) })
    expect((await again(path, before)).status).toBe(304)
  })

  it('is another document where a new article pushes one off its end', async () => {
    const before = await isolate.get(path)
    await write({ n6: article(6) })
    expect((await again(path, before)).status).toBe(200)
    expect(await titles()).toEqual(['Judul 6', 'Judul 4'])
  })

  it('is another document where something more comes behind its end', async () => {
    await write({ n0: undefined })
    const before = await isolate.get(path)
    expect(JSON.parse(await before.text())).not.toHaveProperty('next_url')
    await write({ n0: article(0) })
    const answer = await again(path, before)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toHaveProperty('next_url')
  })
})

describe('a listing of nothing', () => {
  it('is a 304 until something comes', async () => {
    for (const path of ['/search/atom.xml?q=tidakadanya', '/rss.xml?tag=gas&tag=olahraga']) {
      const before = await isolate.get(path)
      expect(readFeed(await before.text()).entries).toEqual([])
      await write({ n1: article(1, { title: `Ralat ${now}` }) })
      expect((await again(path, before)).status).toBe(304)
      await write({ n9: article(9, { tags: ['Gas', 'Olahraga'] }, 'Tidakadanya.') })
      expect((await again(path, before)).status).toBe(200)
      await write({ n9: undefined })
    }
  })
})

describe.each(FEEDS)('the changes of %s', (path) => {
  const titlesOf = async (answer: Response) => readFeed(await answer.text()).entries.map(({ title }) => title)
  const changes = (answer: Response) => again(path, answer, { 'A-IM': 'feed' })

  it('are what is new or edited since, also for an isolate that has seen nothing yet', async () => {
    const before = await isolate.get(path)
    await write({ n2: article(2, { title: 'Ralat' }), n6: article(6), n1: article(1, { title: 'Lain' }) })
    for (const one of [isolate, isolateOf()]) {
      const part = await one.get(path, { 'A-IM': 'feed', 'If-None-Match': etagOf(before) })
      expect(part.status).toBe(226)
      expect(part.headers.get('IM')).toBe('feed')
      expect(await titlesOf(part)).toEqual(['Judul 6', 'Ralat'])
      expect(etagOf(part)).toBe(etagOf(await one.get(path)))
    }
  })

  it('are nothing, which is a 304, after an unrelated edit', async () => {
    const before = await isolate.get(path)
    await write({ n1: article(1, { title: 'Lain' }) })
    expect((await changes(before)).status).toBe(304)
  })

  it.each<[string, Record<string, string | undefined>]>([
    ['removed', { n0: undefined, n6: article(6) }],
    ['taken out of it', { n0: article(0, { tags: ['Olahraga'] }, 'Bola.'), n6: article(6) }],
    ['moved in it', { n0: article(0, { published: dayOf(3.5) }), n6: article(6) }],
  ])('are the whole document where an article was %s', async (_, edits) => {
    const before = await isolate.get(path)
    await write(edits)
    expect((await changes(before)).status).toBe(200)
  })
})

describe('the changes of a listing that is cut to a length', () => {
  const path = '/search/feed.json?q=gas&limit=2'

  it('leave out what was pushed off its end', async () => {
    const before = await isolate.get(path)
    await write({ n6: article(6), n8: article(8), n2: article(2, { title: 'Ralat' }) })
    const part = await again(path, before, { 'A-IM': 'feed' })
    expect(part.status).toBe(226)
    expect(readFeed(await part.text()).entries.map(({ title }) => title)).toEqual(['Judul 8', 'Judul 6'])
  })

  it('are the whole document where an article came back to its end', async () => {
    await write({ n6: article(6) })
    const before = await isolate.get(path)
    await write({ n6: undefined, n4: article(4, { title: 'Ralat' }) })
    expect((await again(path, before, { 'A-IM': 'feed' })).status).toBe(200)
  })
})
