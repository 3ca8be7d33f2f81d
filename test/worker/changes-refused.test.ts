import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { idsOf } from '../support/read-feed.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const FEED = '/tags/dunia/atom.xml'

let now = NOW
let articles: Record<string, string> = {}

const article = (n: number, fields: Record<string, unknown> = {}) =>
  articleFile({
    id: `tag:warta.example,2022-09-01:n${n}`,
    published: new Date(Date.UTC(2022, 8, 1) + n * 3_600_000).toISOString(),
    tags: ['Dunia'],
    ...fields,
  })

/** Stores these beside those that are there, `after` ms later; `undefined` takes one out. */
async function write(more: Record<string, string | undefined>, after = 2000): Promise<void> {
  const all = Object.entries({ ...articles, ...more })
  articles = Object.fromEntries(all.flatMap(([slug, text]) => (text === undefined ? [] : [[slug, text]])))
  now += after
  vi.setSystemTime(now)
  await sync(contentOf(articles), now)
}

const etagOf = ({ headers }: Response) => String(headers.get('ETag'))

const changesOf = (isolate: Isolate, etag: string, path = FEED, more: Record<string, string> = {}) =>
  isolate.get(path, { 'A-IM': 'feed', 'If-None-Match': etag, ...more })

/** Expects the whole document: what a client has that never asked for changes. */
async function expectWhole(answer: Response, path = FEED): Promise<void> {
  expect(answer.status).toBe(200)
  expect(answer.headers.has('IM')).toBe(false)
  const whole = await new Isolate().get(path)
  expect(etagOf(answer)).toBe(etagOf(whole))
  expect(await answer.text()).toBe(await whole.text())
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  now = NOW
  articles = {}
  await emptyTables()
  await write({ n0: article(0), n1: article(1), n2: article(2) })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the whole document comes where an entry left it since', () => {
  it.each([
    ['was deleted', { n0: undefined }],
    ['went to another channel', { n0: article(0, { tags: ['Lain'] }) }],
    ['was dated back', { n2: article(2, { published: '2022-08-01T00:00:00Z' }) }],
    ['was deleted, and others came', { n0: undefined, n3: article(3) }],
  ])('because it %s', async (_, change) => {
    const before = etagOf(await new Isolate().get(FEED))
    await write(change)
    await expectWhole(await changesOf(new Isolate(), before))
    const then = etagOf(await new Isolate().get(FEED))
    await write({ n9: article(9) })
    await expectWhole(await changesOf(new Isolate(), before))
    expect((await changesOf(new Isolate(), then)).status).toBe(226)
  })

  it('but the changes alone where it left another channel', async () => {
    await write({ n4: article(4, { tags: ['Lain'] }) })
    const before = etagOf(await new Isolate().get(FEED))
    await write({ n4: undefined, n5: article(5) })
    const answer = await changesOf(new Isolate(), before)
    expect(answer.status).toBe(226)
    expect(idsOf(await answer.text())).toEqual(['tag:warta.example,2022-09-01:n5'])
  })

  it('also between the reading of the version and that of the articles', async () => {
    const isolate = new Isolate()
    const before = etagOf(await isolate.get(FEED))
    await write({ n1: article(1, { title: 'Ralat' }) })
    await isolate.get('/tags/dunia/rss.xml')
    await write({ n0: undefined }, 500)
    await expectWhole(await changesOf(isolate, before))
  })
})

describe('the whole document comes to whoever has', () => {
  it.each([
    ['another number of entries', '/tags/dunia/atom.xml?limit=5'],
    ['summaries', '/tags/dunia/atom.xml?content=summary'],
    ['another format', '/tags/dunia/rss.xml'],
  ])('%s', async (_, other) => {
    const known = etagOf(await new Isolate().get(other))
    await write({ n3: article(3) })
    await expectWhole(await changesOf(new Isolate(), known))
  })

  it('the document of another build', async () => {
    const VERSION = { id: 'other', tag: '', timestamp: '2022-01-01T00:00:00Z' }
    const known = etagOf(await new Isolate({ VERSION }).get(FEED))
    await write({ n3: article(3) })
    await expectWhole(await changesOf(new Isolate(), known))
    expect((await changesOf(new Isolate({ VERSION }), known)).status).toBe(226)
  })

  it('an entity tag that we never gave', async () => {
    const [revision = '', ...rest] = etagOf(await new Isolate().get(FEED))
      .slice(1, -1)
      .split('-')
    const future = (Number.parseInt(revision, 36) + 1_000_000_000).toString(36)
    await write({ n3: article(3) })
    for (const tag of [
      [future, ...rest],
      ['', ...rest],
      ['zzzzzzzzzzzz', ...rest],
      [revision],
      [revision, ...rest, 'more'],
      [revision.toUpperCase(), ...rest],
      [`-${revision}`, ...rest],
      [`${revision}.5`, ...rest],
    ]) {
      await expectWhole(await changesOf(new Isolate(), `"${tag.join('-')}"`))
    }
    for (const header of [revision, `"${revision}`, '""', '"', 'W/', '"other"', 'x'.repeat(5000)]) {
      await expectWhole(await changesOf(new Isolate(), header))
    }
  })

  it('a date alone', async () => {
    const since = String((await new Isolate().get(FEED)).headers.get('Last-Modified'))
    await write({ n3: article(3) })
    await expectWhole(await new Isolate().get(FEED, { 'A-IM': 'feed', 'If-Modified-Since': since }))
  })

  it('the current document in another coding', async () => {
    const known = etagOf(await new Isolate().get(FEED, { 'Accept-Encoding': 'gzip' }))
    await expectWhole(await changesOf(new Isolate(), known))
  })

  it('the name of feedparser, whose users fail at a 226', async () => {
    const known = etagOf(await new Isolate().get(FEED))
    await write({ n3: article(3) })
    const agent = (name: string) => ({ 'User-Agent': name })
    const whole = agent('feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/')
    await expectWhole(await changesOf(new Isolate(), known, FEED, whole))
    const part = await changesOf(new Isolate(), known, FEED, agent('newsboat/2.21.0 (Linux x86_64)'))
    expect(part.status).toBe(226)
  })

  it('never asked for changes, and 304 is for whoever misses none', async () => {
    const known = etagOf(await new Isolate().get(FEED))
    expect((await changesOf(new Isolate(), known)).status).toBe(304)
    expect((await changesOf(new Isolate(), '*')).status).toBe(304)
    await write({ n3: article(3) })
    await expectWhole(await new Isolate().get(FEED, { 'If-None-Match': known }))
    await expectWhole(await new Isolate().get(FEED, { 'A-IM': 'feed' }))
  })
})

describe('an archive', () => {
  it('is never sent in part', async () => {
    const path = String((await new Isolate().get('/archives/1/atom.xml')).headers.get('Location'))
    const known = etagOf(await new Isolate().get(path))
    await write({ n3: article(3) })
    const next = String((await new Isolate().get(path)).headers.get('Location'))
    await expectWhole(await changesOf(new Isolate(), known, next), next)
  })
})
