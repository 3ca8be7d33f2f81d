import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

let now = NOW
let isolate: Isolate
let articles: Record<string, string> = {}

const article = (n: number, fields: Record<string, unknown> = {}) =>
  articleFile({
    id: `tag:warta.example,2022-09-01:n${n}`,
    title: `Judul ${n}`,
    published: new Date(Date.UTC(2022, 8, 1) + n * 3_600_000).toISOString(),
    tags: ['Dunia'],
    ...fields,
  })

/** Stores these articles beside those that are there, two seconds later. */
async function write(more: Record<string, string>): Promise<void> {
  articles = { ...articles, ...more }
  now += 2000
  vi.setSystemTime(now)
  await sync(contentOf(articles), now)
}

const etagOf = ({ headers }: Response) => String(headers.get('ETag'))
const get = (path: string, headers: Record<string, string> = {}) => isolate.get(path, headers)

/** Asks for what changed since a document had this entity tag. */
const changesSince = (path: string, etag: string, more: Record<string, string> = {}) =>
  get(path, { 'A-IM': 'feed', 'If-None-Match': etag, ...more })

async function titlesOf(response: Response): Promise<(string | undefined)[]> {
  return readFeed(await response.text()).entries.map(({ title }) => title)
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  now = NOW
  isolate = new Isolate()
  articles = {}
  await emptyTables()
  await write(Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`n${n}`, article(n)])))
})

afterEach(() => {
  vi.useRealTimers()
})

describe.each(FEED_FILES)('the changes of a %s feed', (format, file, type) => {
  const path = `/${file}`

  it('are the entries that are new or corrected since, in a whole document of that format', async () => {
    const before = etagOf(await get(path))
    await write({ n1: article(1, { title: 'Judul 1, ralat' }), n5: article(5) })
    const answer = await changesSince(path, before)
    expect(answer.status).toBe(226)
    const feed = readFeed(await answer.text())
    expect(feed.entries.map(({ title }) => title)).toEqual(['Judul 5', 'Judul 1, ralat'])
    const whole = readFeed(await (await get(path)).text())
    expect({ ...feed, entries: [] }).toEqual({ ...whole, entries: [] })
    expect(feed.format).toBe(format)
    for (const entry of feed.entries) expect(whole.entries).toContainEqual(entry)
  })

  it('say by their headers what they are', async () => {
    const before = etagOf(await get(path))
    await write({ n5: article(5) })
    const [{ headers }, whole] = [await changesSince(path, before), await get(path)]
    expect(headers.get('IM')).toBe('feed')
    expect(headers.get('Vary')).toBe('A-IM, If-None-Match')
    expect(headers.get('Cache-Control')).toBe('no-store, im')
    expect(headers.get('Content-Type')).toBe(type)
    expect(headers.get('ETag')).toBe(whole.headers.get('ETag'))
    expect(headers.get('Last-Modified')).toBe(whole.headers.get('Last-Modified'))
    expect(headers.get('Link')).toBe(whole.headers.get('Link'))
    expect(headers.has('Content-Encoding')).toBe(false)
    expect(whole.headers.has('IM')).toBe(false)
    const after = await changesSince(path, String(headers.get('ETag')))
    expect(after.status).toBe(304)
  })

  it('do not claim to be complete, unless every entry changed', async () => {
    const before = etagOf(await get(path))
    const complete = async (etag?: string) => {
      const text = await (await (etag ? changesSince(path, etag) : get(path))).text()
      return format === 'json' ? JSON.parse(text).next_url === undefined : text.includes('<fh:complete')
    }
    await write({ n5: article(5) })
    expect(await complete()).toBe(true)
    expect(await complete(before)).toBe(false)
    await write(Object.fromEntries([0, 1, 2, 3, 4].map((n) => [`n${n}`, article(n, { title: `Baru ${n}` })])))
    expect(await complete(before)).toBe(true)
  })

  it('are told of the latest of several known documents, also by weak tags', async () => {
    const first = etagOf(await get(path))
    await write({ n5: article(5) })
    const second = etagOf(await get(path))
    await write({ n6: article(6) })
    for (const tags of [`${first}, ${second}`, `W/${second}, "other"`, `"a-b-c",${second},${first}`]) {
      const answer = await changesSince(path, tags)
      expect(answer.status).toBe(226)
      expect(await titlesOf(answer)).toEqual(['Judul 6'])
    }
    expect(await titlesOf(await changesSince(path, `W/${first}`))).toEqual(['Judul 6', 'Judul 5'])
  })

  it('are those of the compressed document too, in either direction', async () => {
    const gzip = { 'Accept-Encoding': 'gzip' }
    const [plain, zipped] = [etagOf(await get(path)), etagOf(await get(path, gzip))]
    await write({ n5: article(5) })
    const now = { plain: etagOf(await get(path)), zipped: etagOf(await get(path, gzip)) }
    for (const [known, headers, etag] of [
      [plain, gzip, now.zipped],
      [zipped, gzip, now.zipped],
      [zipped, {}, now.plain],
    ] as const) {
      const answer = await changesSince(path, known, headers)
      expect(answer.status).toBe(226)
      expect(etagOf(answer)).toBe(etag)
      expect(await titlesOf(answer)).toEqual(['Judul 5'])
    }
  })

  it('are had although new entries pushed old ones out', async () => {
    const short = `${path}?limit=5`
    const before = etagOf(await get(short))
    await write({ n5: article(5), n6: article(6) })
    const answer = await changesSince(short, before)
    expect(answer.status).toBe(226)
    expect(await titlesOf(answer)).toEqual(['Judul 6', 'Judul 5'])
  })

  it('are nothing where only what is past its end changed', async () => {
    const short = `${path}?limit=2`
    const before = etagOf(await get(short))
    await write({ n0: article(0, { title: 'Ralat' }) })
    const answer = await changesSince(short, before)
    expect(answer.status).toBe(226)
    expect(await titlesOf(answer)).toEqual([])
    expect((await changesSince(short, etagOf(answer))).status).toBe(304)
  })

  it.each([
    ['feed', 226],
    ['Feed', 226],
    ['vcdiff, feed', 226],
    ['feed;q=0.5', 226],
    ['feed ; q=1', 226],
    ['feed;q=0', 200],
    ['feed;q=0.0', 200],
    ['vcdiff', 200],
    ['feeds', 200],
    ['', 200],
  ])('are asked for by A-IM: %s (%i)', async (taken, status) => {
    const before = etagOf(await get(path))
    await write({ n5: article(5) })
    const answer = await changesSince(path, before, { 'A-IM': taken })
    expect(answer.status).toBe(status)
    expect(await titlesOf(answer)).toHaveLength(status === 226 ? 1 : 6)
  })
})
