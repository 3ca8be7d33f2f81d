import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getFrom } from '../support/deployment.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'

const OLD = { id: 'build-1', tag: '', timestamp: '2020-01-01T00:00:00Z' }
const DAY = 86_400_000

const one = (name: string, fields: Record<string, unknown> = {}, body?: string) =>
  articleFile({ id: `tag:warta.example,2022-09-20:${name}`, ...fields }, body)

const ARTICLES = { a: one('a', { tags: ['Dunia'] }), b: one('b', { tags: ['KTT'], language: 'en' }) }

const ALL = ['/rss.xml', '/atom.xml', '/feed.json', '/feed', '/']
const DUNIA = ['/tags/dunia/rss.xml', '/tags/dunia/atom.xml', '/tags/dunia/feed.json', '/tags/dunia']
const KTT = ['/tags/ktt/rss.xml', '/tags/ktt/feed.json', '/tags/ktt', '/languages/en/atom.xml']

/** What a site says of each of these documents: entity tag and time. */
async function validatorsOf(paths: readonly string[], VERSION = OLD) {
  const found = paths.map(async (path) => {
    const { headers } = await getFrom({ VERSION }, path)
    return { etag: headers.get('ETag'), modified: Date.parse(String(headers.get('Last-Modified'))) }
  })
  return Promise.all(found)
}

async function expectLater(paths: readonly string[], write: () => Promise<unknown>): Promise<void> {
  const before = await validatorsOf(paths)
  await write()
  const after = await validatorsOf(paths)
  for (const [index, { etag, modified }] of after.entries()) {
    expect(etag, paths[index]).not.toBe(before[index]?.etag)
    expect(modified, paths[index]).toBeGreaterThanOrEqual(Number(before[index]?.modified) + 1000)
  }
}

async function expectSame(paths: readonly string[], write: () => Promise<unknown>): Promise<void> {
  const before = await validatorsOf(paths)
  await write()
  expect(await validatorsOf(paths)).toEqual(before)
}

describe('the validators of documents', () => {
  let now = NOW
  beforeEach(async () => {
    now += DAY
    await sync(contentOf(ARTICLES), now)
  })
  const write = (articles: Record<string, string>, after = 60_000) => {
    now += after
    return sync(contentOf({ ...ARTICLES, ...articles }), now)
  }

  it('change and move on with a new article, in its channels alone', async () => {
    const more = { c: one('c', { tags: ['Dunia'] }) }
    await expectSame(KTT, () => expectLater([...ALL, ...DUNIA], () => write(more)))
  })

  it('change with a changed body', async () => {
    const edited = { a: one('a', { tags: ['Dunia'] }, 'Isi baru.') }
    // The page of an article leads to those around it, so it changes with each write.
    const own = [...ALL, ...DUNIA, '/articles/a', '/articles/b']
    await expectSame(KTT, () => expectLater(own, () => write(edited)))
  })

  it('change where an article leaves and where it arrives', async () => {
    await expectLater([...ALL, ...DUNIA, ...KTT], () =>
      write({ a: one('a', { tags: ['KTT'], language: 'en' }) }),
    )
  })

  it('change when an article goes', async () => {
    const removal = () => sync(contentOf({ b: ARTICLES.b }), now + 60_000)
    await expectSame(KTT, () => expectLater([...ALL, ...DUNIA], removal))
  })

  it('move on by a second each where writes follow within one', async () => {
    for (const [text, after] of [
      ['Satu.', 1],
      ['Dua.', 1],
      ['Tiga.', 0],
      ['Empat.', 0],
    ] as const) {
      const edited = { a: one('a', { tags: ['Dunia'] }, text) }
      await expectLater([...ALL, ...DUNIA], () => write(edited, after))
    }
  })

  it('change even where the clock went back', async () => {
    await expectLater(ALL, () => write({ a: one('a', {}, 'Satu.') }, -10 * DAY))
    now += 10 * DAY
  })

  it('stay where a write changes nothing', async () => {
    const paths = [...ALL, ...DUNIA, ...KTT, '/articles/a']
    await expectSame(paths, () => write({}))
    const sameMeaning = { a: `${ARTICLES.a.replace('---\n', '---\n# a remark\n')}\n\n\n` }
    await expectSame(paths, () => write(sameMeaning))
  })

  it('change with the build, and are not older than it', async () => {
    const paths = [...ALL, ...DUNIA, '/articles/a', '/attribution']
    const before = await validatorsOf(paths)
    const next = { id: 'build-2', tag: '', timestamp: '2026-10-31T12:00:00.900Z' }
    for (const [index, { etag, modified }] of (await validatorsOf(paths, next)).entries()) {
      expect(etag).not.toBe(before[index]?.etag)
      expect(modified).toBe(Date.UTC(2026, 9, 31, 12))
    }
  })
})

describe('the time of an article that changes twice in a second', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is not sent before the second is over, so that it never stands for both', async () => {
    const second = NOW + 100 * DAY
    const page = async (since: number, headers?: Record<string, string>) => {
      vi.useFakeTimers({ toFake: ['Date'], now: second + since })
      return getFrom({ VERSION: OLD }, '/articles/a', headers)
    }
    await sync(contentOf({ a: one('a', {}, 'Satu.') }), second + 100)
    expect((await page(200)).headers.has('Last-Modified')).toBe(false)
    await sync(contentOf({ a: one('a', {}, 'Dua.') }), second + 300)
    const asked = { 'If-Modified-Since': new Date(second).toUTCString() }
    expect(await (await page(400, asked)).text()).toContain('Dua.')
    expect((await page(1000)).headers.get('Last-Modified')).toBe(new Date(second + 1000).toUTCString())
  })
})
