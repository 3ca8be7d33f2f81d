import { beforeEach, describe, expect, it } from 'vitest'
import type { PollOptions } from '../../src/ingest/poll/run.ts'
import { SOURCES } from '../support/example-content.ts'
import { NOW } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'
import { DUA, item, newsOf, rss, SATU, stateOf, syncPolled, Upstream } from '../support/upstream.ts'

const DAY = 86_400_000

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  upstream = new Upstream()
})

/** A registry with these caps of all feeds and of the first one. */
const registry = (all: string, ofSatu = '') => `${all && `caps: ${all}\n`}${SOURCES}
  - { id: satu, name: Kabar Satu, feed: "${SATU}", poll: true${ofSatu && `, caps: ${ofSatu}`} }
  - { id: dua, name: Kabar Dua, feed: "${DUA}", poll: true }
`

/** Items that were published a minute apart, the one with the highest number last. */
function items(count: number, more = (_n: number) => ''): string[] {
  return Array.from({ length: count }, (_, n) => {
    const time = new Date(NOW - (count - n) * 60_000).toUTCString()
    return item(`urn:satu:${n}`, `Berita ${n}`, `Isi ${n}.`, more(n)).replace(
      'Tue, 20 Sep 2022 12:32:00 +0700',
      time,
    )
  })
}

const tags = (names: readonly string[]) => names.map((name) => `<category>${name}</category>`).join('')

async function poll(source = 'satu', options: Partial<PollOptions> = {}) {
  const news = newsOf(await upstream.poll(source, options))
  if (news?.kind !== 'written') throw new Error(JSON.stringify(news))
  const waiting = news.omitted.filter(({ kind }) => kind === 'waiting')
  return { ...news, waiting }
}

const stored = () => column('SELECT COUNT(*) FROM articles')

describe('the cap of items a poll', () => {
  it('A poll takes the 200 newest of its new items, and the next polls the others', async () => {
    await syncPolled()
    upstream.serve(SATU, rss('Kabar Satu', ...items(450)), { ETag: '"a"', 'Last-Modified': 'x' })
    const first = await poll()
    expect(first).toMatchObject({ added: 200, waiting: { length: 250 } })
    expect(first.waiting[0]).toEqual({
      kind: 'waiting',
      item: 'Berita 249',
      reason: 'The feed has more than 200 new or changed items.',
    })
    expect(await column('SELECT MIN(CAST(SUBSTR(id, 10) AS INTEGER)) FROM articles')).toEqual([250])
    expect(await poll()).toMatchObject({ added: 200, waiting: { length: 50 } })
    expect(await poll()).toMatchObject({ added: 50, waiting: { length: 0 } })
    expect(await poll()).toMatchObject({ added: 0, changed: 0, waiting: { length: 0 } })
    expect(await stored()).toEqual([450])
  })

  it('A feed with items that wait is asked for its whole document again, until none waits', async () => {
    await syncPolled({}, registry('{ items: 2 }'))
    upstream.serve(SATU, rss('Kabar Satu', ...items(3)), { ETag: '"a"', 'Last-Modified': 'x' })
    await poll()
    expect(await stateOf('satu')).toMatchObject({ etag: null, lastModified: null, failures: 0 })
    await poll()
    expect(upstream.asked[1]?.headers.has('If-None-Match')).toBe(false)
    expect(await stateOf('satu')).toMatchObject({ etag: '"a"', lastModified: 'x' })
    expect(await stored()).toEqual([3])
  })

  it('An item that waits may be corrected meanwhile, and items that changed count too', async () => {
    await syncPolled({}, registry('{ items: 2 }'))
    upstream.serve(SATU, rss('Kabar Satu', ...items(4)))
    await poll()
    upstream.serve(SATU, rss('Kabar Satu', ...items(4).map((one) => one.replace('Isi', 'Isi baru'))))
    expect(await poll()).toMatchObject({ added: 0, changed: 2, waiting: { length: 2 } })
    expect(await poll()).toMatchObject({ added: 2, changed: 0, waiting: { length: 0 } })
    expect(await column("SELECT COUNT(*) FROM articles WHERE body LIKE '%baru%'")).toEqual([4])
  })
})

describe('the cap of articles a day', () => {
  it('A feed brings no more new articles a day than its cap, and the others on the next day', async () => {
    await syncPolled({}, registry('{ articles: 5, items: 3 }'))
    upstream.serve(SATU, rss('Kabar Satu', ...items(7)))
    expect(await poll()).toMatchObject({ added: 3 })
    const second = await poll()
    expect(second).toMatchObject({ added: 2, waiting: { length: 2 } })
    expect(second.waiting[0]?.reason).toBe('The feed has brought 5 new articles today.')
    expect(await poll()).toMatchObject({ added: 0, waiting: { length: 2 } })
    upstream.now = (Math.floor(NOW / DAY) + 1) * DAY
    expect(await poll()).toMatchObject({ added: 2, waiting: { length: 0 } })
    expect(await stateOf('satu')).toMatchObject({ added: 2 })
  })

  it('A correction of a stored article is taken although the day is full', async () => {
    await syncPolled({}, registry('{ articles: 1 }'))
    upstream.serve(SATU, rss('Kabar Satu', ...items(1)))
    await poll()
    upstream.serve(SATU, rss('Kabar Satu', ...items(2).map((one) => one.replace('Isi', 'Isi baru'))))
    expect(await poll()).toMatchObject({ added: 0, changed: 1, waiting: { length: 1 } })
  })

  it('The day of one feed does not count for another, and a failure in between does not begin it anew', async () => {
    await syncPolled({}, registry('{ articles: 2 }'))
    upstream.serve(SATU, rss('Kabar Satu', ...items(2)))
    upstream.serve(DUA, rss('Kabar Dua', ...items(2).map((one) => one.replaceAll('satu', 'dua'))))
    await poll()
    expect(await poll('dua')).toMatchObject({ added: 2, waiting: { length: 0 } })
    upstream.answer(SATU, 500)
    await upstream.poll('satu')
    upstream.serve(SATU, rss('Kabar Satu', ...items(3)))
    expect(await poll()).toMatchObject({ added: 0, waiting: { length: 1 } })
  })
})

describe('the cap of tags', () => {
  it('An item keeps its first ten tags, and the result says how many were left out', async () => {
    await syncPolled()
    const names = Array.from({ length: 74 }, (_, n) => `tag ${n}`)
    upstream.serve(SATU, rss('Kabar Satu', ...items(1, () => tags(names))))
    const { omitted } = await poll()
    expect(omitted).toEqual([{ kind: 'cut', item: 'Berita 0', reason: '64 of its 74 tags were left out.' }])
    expect(await column("SELECT json_array_length(data, '$.tags') FROM articles")).toEqual([10])
    const [kept] = await column<string>("SELECT data ->> '$.tags' FROM articles")
    expect(JSON.parse(kept ?? '')).toEqual(names.slice(0, 10))
    expect(await stateOf('satu')).toMatchObject({ omitted: [{ kind: 'cut', number: 1 }] })
  })
})

describe('the cap of new channels', () => {
  const ofItem = (n: number) => tags(Array.from({ length: 10 }, (_, t) => `tag ${n} ${t}`))

  it('A poll makes at most 200 new channels; the articles that need more come with the next polls', async () => {
    await syncPolled()
    upstream.serve(SATU, rss('Kabar Satu', ...items(45, ofItem)))
    const counts = async () => (await column<number>("SELECT COUNT(*) FROM channels WHERE kind = 'tags'"))[0]
    const before = await column<number>('SELECT COUNT(*) FROM channels')
    const first = await poll()
    expect((await column<number>('SELECT COUNT(*) FROM channels'))[0]).toBeLessThanOrEqual(
      (before[0] ?? 0) + 200,
    )
    expect(await counts()).toBe(190)
    expect(first).toMatchObject({ added: 19, waiting: { length: 26 } })
    expect(first.waiting[0]?.reason).toBe(
      'The feed needs more than 200 new channels (tags, authors, sources).',
    )
    expect(await poll()).toMatchObject({ added: 20, waiting: { length: 6 } })
    expect(await poll()).toMatchObject({ added: 6, waiting: { length: 0 } })
    expect(await counts()).toBe(450)
  })

  it('Items whose tags are there already do not count', async () => {
    await syncPolled({}, registry('{ channels: 14 }'))
    const same = () => tags(['a', 'b', 'c'])
    upstream.serve(SATU, rss('Kabar Satu', ...items(30, same)))
    expect(await poll()).toMatchObject({ added: 30, waiting: { length: 0 } })
  })

  it('An item that needs more channels than the cap alone does not stand in the way for ever', async () => {
    await syncPolled({}, registry('{ channels: 3 }'))
    upstream.serve(SATU, rss('Kabar Satu', ...items(3, ofItem)))
    for (let n = 1; n <= 3; n++) expect(await poll()).toMatchObject({ added: 1, waiting: { length: 3 - n } })
  })
})

describe('caps of the registry', () => {
  it('A source has its own caps, else those of all, else the usual ones, and no article carries them', async () => {
    await syncPolled({}, registry('{ items: 2, tags: 1 }', '{ items: 1 }'))
    const tagged = () => tags(['a', 'b', 'c'])
    upstream.serve(SATU, rss('Kabar Satu', ...items(3, tagged)))
    upstream.serve(DUA, rss('Kabar Dua', ...items(3, tagged).map((one) => one.replaceAll('satu', 'dua'))))
    expect(await poll('satu')).toMatchObject({ added: 1 })
    expect(await poll('dua')).toMatchObject({ added: 2 })
    expect(await column("SELECT DISTINCT json_array_length(data, '$.tags') FROM articles")).toEqual([1])
    expect(await column("SELECT COUNT(*) FROM articles WHERE data LIKE '%caps%'")).toEqual([0])
  })

  it.each([
    ['{ items: 0 }', 'is no whole number from 1 to 5000'],
    ['{ items: 1.5 }', 'is no whole number from 1 to 5000'],
    ['{ tags: 51 }', 'is no whole number from 1 to 50'],
    ['{ channels: many }', 'is no whole number from 1 to 10000'],
    ['{ items: 1, foo: 2 }', 'is not a field that is known here'],
    ['5', 'is not a group of fields'],
  ])('Caps that are %s are a fault that says how to mend it', async (caps, message) => {
    await expect(syncPolled({}, registry(caps))).rejects.toThrow(message)
    await expect(syncPolled({}, registry('', caps))).rejects.toThrow(message)
  })
})

describe('one huge document', () => {
  it('A document of 9.5 MB with 6,000 items and 300,000 tags makes 200 articles at most, and says what waits', async () => {
    await syncPolled()
    const many = items(6000, (n) => tags(Array.from({ length: 50 }, (_, t) => `n${n}t${t}`))).map((one) =>
      one.replace('Isi', `Isi ${'x'.repeat(9)}`),
    )
    const document = rss('Kabar Satu', ...many)
    expect(document.length).toBeGreaterThan(8_000_000)
    expect(document.length).toBeLessThan(10_000_000)
    upstream.serve(SATU, document, { ETag: '"a"' })
    const { added, waiting, omitted } = await poll('satu', { timeout: 60_000 })
    expect(added).toBe(19)
    expect(waiting.length).toBe(5981)
    expect(omitted.filter(({ kind }) => kind === 'cut').length).toBe(6000)
    expect((await column<number>('SELECT COUNT(*) FROM channels'))[0]).toBeLessThan(230)
    const state = await stateOf('satu')
    expect(state).toMatchObject({ etag: null, omitted: [{ number: 5981 }, { number: 6000 }] })
    expect(JSON.stringify(state).length).toBeLessThan(5000)
  }, 120_000)
})
