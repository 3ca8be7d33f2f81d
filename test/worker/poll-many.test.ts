import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { pollFeed } from '../../src/ingest/poll/run.ts'
import { Isolate } from '../support/isolate.ts'
import { MemoryContent } from '../support/memory-content.ts'
import { runs } from '../support/runs.ts'
import { articleFile, NOW, SOURCES, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'
import { item, newsOf, rss, stateOf, story, Upstream } from '../support/upstream.ts'

const FEEDS = runs(50)
const ITEMS = 3

const urlOf = (n: number) => `https://sumber-${n}.example/rss`
const numbers = Array.from({ length: FEEDS }, (_, n) => n)

/** A registry of so many feeds, and some files. */
function contentOf(files: number): MemoryContent {
  const feeds = numbers.map((n) => `  - { id: s${n}, name: Sumber ${n}, feed: "${urlOf(n)}", poll: true }`)
  const articles = Array.from({ length: files }, (_, n) => [
    `articles/2022/09/berkas-${n}.md`,
    articleFile({ id: `urn:berkas:${n}`, title: `Berkas ${n}` }),
  ])
  return new MemoryContent({
    'sources.yaml': `${SOURCES}${feeds.join('\n')}\n`,
    ...Object.fromEntries(articles),
  })
}

// The items of all feeds have the same titles, so the same slugs, and were published in the same second.
function serveAll(upstream: Upstream): void {
  for (const n of numbers) {
    const items = Array.from({ length: ITEMS }, (_, i) => item(`urn:s${n}:${i}`, `Berita ${i}`, `Isi ${n}.`))
    upstream.serve(urlOf(n), rss(`Sumber ${n}`, ...items))
  }
}

/** Does work for every number, `lanes` at a time. */
async function inLanes(lanes: number, work: (n: number) => Promise<void>): Promise<void> {
  const waiting = [...numbers]
  const lane = async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) await work(n)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  await sync(contentOf(0))
  upstream = new Upstream()
  serveAll(upstream)
})

async function expectAllStored(files: number): Promise<void> {
  const polled = FEEDS * ITEMS
  expect(await column("SELECT COUNT(*) FROM articles WHERE origin LIKE 'poll:%'")).toEqual([polled])
  expect(await column("SELECT entries FROM channels WHERE kind = 'all'")).toEqual([polled + files])
  expect(await column("SELECT arrivals FROM channels WHERE kind = 'all'")).toEqual([polled + files])
  expect(await column('SELECT COUNT(*) FROM articles WHERE updated < 0')).toEqual([0])
  expect(await column("SELECT COUNT(*) FROM articles WHERE updated <> data ->> '$.updated.instant'")).toEqual(
    [0],
  )
  expect(await column('SELECT COUNT(*) FROM polls WHERE failures > 0 OR last_success IS NULL')).toEqual([0])
  expect(await column('SELECT COUNT(*) FROM runs')).toEqual([0])
}

describe('many feeds with three new items each', () => {
  it.each([1, 20, 50])(
    'Many feeds polled %i at a time are all stored, none fails, and no two writes have one revision',
    async (lanes) => {
      const failures: unknown[] = []
      await inLanes(lanes, async (n) => {
        const news = newsOf(await upstream.poll(`s${n}`))
        if (news?.kind !== 'written' || news.added !== ITEMS) failures.push(news)
      })
      expect(failures).toEqual([])
      await expectAllStored(0)
      const writes = await column('SELECT COUNT(DISTINCT origin) FROM articles GROUP BY revision')
      expect(writes).toEqual(numbers.map(() => 1))
    },
  )

  it('Many feeds polled beside a content sync lose nothing, and readers see whole writes in order', async () => {
    let isOver = false
    const seen = new Set<number>()
    let [asked, revision] = [0, 0]
    async function read(): Promise<void> {
      while (!isOver) {
        const response = await new Isolate().get(`/publishers/s${asked++ % FEEDS}/feed.json`)
        const { items } = (await response.json()) as { items: unknown[] }
        seen.add(items.length)
        const [now = 0] = await column<number>('SELECT number FROM revision')
        expect(now).toBeGreaterThanOrEqual(revision)
        revision = now
      }
    }
    async function syncSome(): Promise<void> {
      for (const files of [40, 80, 120]) {
        expect(await sync(contentOf(files), NOW + files)).toMatchObject({ added: 40, changed: 0, removed: 0 })
      }
    }
    const reading = read()
    const polling = inLanes(20, async (n) => {
      expect(newsOf(await upstream.poll(`s${n}`))).toMatchObject({ kind: 'written', added: ITEMS })
    })
    await Promise.all([polling, syncSome()])
    isOver = true
    await reading
    await expectAllStored(120)
    expect([...seen].filter((count) => count !== 0 && count !== ITEMS)).toEqual([])
  })

  it('One story that many feeds bring at once is one article', async () => {
    for (const n of numbers) {
      upstream.serve(urlOf(n), rss(`Sumber ${n}`, item(`urn:s${n}:0`, 'Banjir', story('banjir'))))
    }
    const added = numbers.map(async (n) => newsOf(await upstream.poll(`s${n}`)))
    const sum = (await Promise.all(added)).reduce(
      (all, news) => all + (news?.kind === 'written' ? news.added : Number.NaN),
      0,
    )
    expect(sum).toBe(1)
    expect(await column('SELECT COUNT(*) FROM articles')).toEqual([1])
  })

  it('A fault of ours does not make a feed wait longer, however often it comes', async () => {
    const failing = {
      ...env.DB,
      prepare: env.DB.prepare.bind(env.DB),
      batch: () => Promise.reject(new Error('D1_ERROR')),
    }
    for (let n = 1; n <= 5; n++) await pollFeed(failing, 's0', upstream.options())
    expect(await stateOf('s0')).toMatchObject({ failures: 0, nextPoll: NOW + 30 * 60_000, lastError: null })
  })
})
