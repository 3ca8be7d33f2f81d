import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Isolate } from '../support/isolate.ts'
import { runs } from '../support/runs.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const LIMIT = 4
const CHANNEL = `/tags/dunia/feed.json?limit=${LIMIT}`
const FILTERED = `/feed.json?tag=dunia&tag=-olahraga&limit=${LIMIT}`
const SEARCH = `/search/feed.json?q=gas&limit=${LIMIT}`
// An article leaves it when its title is corrected.
const SEARCH_OF_TITLES = `/search/feed.json?q=baru&limit=${LIMIT}`

interface Item {
  readonly id: string
  readonly date_published: string
}

/** What a writer does to the article of a number, and how many milliseconds the readers wait afterwards. */
const gentle = fc.record({ n: fc.nat({ max: 6 }), does: fc.constantFrom('add', 'edit'), wait: waits() })
const any = fc.record({
  n: fc.nat({ max: 6 }),
  does: fc.constantFrom('add', 'edit', 'delete', 'retag', 'redate'),
  wait: waits(),
})
type Step = typeof any extends fc.Arbitrary<infer One> ? One : never

function waits() {
  return fc.constantFrom(0, 400, 1000, 3000)
}

/** A content folder that random steps are done to. */
class Folder {
  readonly #articles = new Map<number, Record<string, unknown>>()
  #step = 0

  do({ n, does }: Step): void {
    this.#step++
    const there = this.#articles.get(n)
    const fresh = { published: dayOf(n), tags: ['Dunia'], title: 'Baru' }
    if (does === 'delete') this.#articles.delete(n)
    else if (does === 'add') this.#articles.set(n, there ?? fresh)
    else if (there && does === 'edit') this.#articles.set(n, { ...there, title: `Ralat ${this.#step}` })
    else if (there && does === 'retag') this.#articles.set(n, { ...there, tags: ['Lain'] })
    else if (there) this.#articles.set(n, { ...there, published: dayOf(n + 10 * (this.#step % 3)) })
  }

  get content() {
    const files = [...this.#articles].map(([n, fields]) => {
      const body = String(fields.tags) === 'Dunia' ? 'Harga gas.' : 'Sepak bola.'
      return [`n${n}`, articleFile({ id: `tag:warta.example,2022-09-01:n${n}`, ...fields }, body)]
    })
    return contentOf(Object.fromEntries(files))
  }
}

function dayOf(n: number): string {
  return new Date(Date.UTC(2022, 8, 1) + n * 86_400_000).toISOString()
}

/** A reader that keeps entries by their id, and merges into them what it is told of changes. */
class Reader {
  readonly statuses: number[] = []
  readonly #feed: string
  #etag = ''
  #items = new Map<string, Item>()

  constructor(feed: string) {
    this.#feed = feed
  }

  async poll(isolate: Isolate): Promise<void> {
    const known = this.#etag ? { 'A-IM': 'feed', 'If-None-Match': this.#etag } : {}
    const answer = await isolate.get(this.#feed, known)
    this.statuses.push(answer.status)
    if (answer.status !== 200 && answer.status !== 226) return
    const { items } = JSON.parse(await answer.text()) as { items: Item[] }
    if (answer.status === 200) this.#items = new Map()
    for (const item of items) this.#items.set(item.id, item)
    this.#etag = String(answer.headers.get('ETag'))
  }

  /** Expects to have every entry of the whole document that has this reader's entity tag, and none newer. */
  async expectWhole(isolate: Isolate): Promise<void> {
    const whole = await isolate.get(this.#feed)
    expect(whole.headers.get('ETag')).toBe(this.#etag)
    const { items } = JSON.parse(await whole.text()) as { items: Item[] }
    const newestFirst = [...this.#items.values()].sort((a, b) =>
      a.date_published < b.date_published ? 1 : -1,
    )
    expect(newestFirst.slice(0, LIMIT)).toEqual(items)
  }
}

/** Does the steps one by one while two readers poll a warm isolate; returns the statuses that they had. */
async function follow(feed: string, steps: readonly Step[]): Promise<number[]> {
  await emptyTables()
  const [folder, isolate] = [new Folder(), new Isolate()]
  const [often, seldom] = [new Reader(feed), new Reader(feed)]
  for (let n = 0; n < LIMIT; n++) folder.do({ n, does: 'add', wait: 0 })
  await sync(folder.content, NOW)
  let now = NOW
  for (const [index, step] of steps.entries()) {
    folder.do(step)
    await sync(folder.content, now)
    now += step.wait
    vi.setSystemTime(now)
    await isolate.get('/tags/dunia/rss.xml?limit=1')
    for (const reader of index % 3 === 2 ? [often, seldom] : [often]) {
      await reader.poll(isolate)
      await reader.expectWhole(isolate)
    }
  }
  return [...often.statuses, ...seldom.statuses]
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the changes, merged by id into what a reader has', () => {
  const one = (n: number, does: Step['does'], wait: Step['wait'] = 0): Step => ({ n, does, wait })

  it.each([CHANNEL, FILTERED, SEARCH, SEARCH_OF_TITLES])(
    'take an article out of %s that was removed, though SQLite gives its key to the next new one',
    async (feed) => {
      const steps = [one(0, 'add'), one(3, 'delete'), one(4, 'add'), one(0, 'add', 1000)]
      const statuses = await follow(feed, [...steps, one(0, 'add'), one(0, 'add')])
      expect(new Set(statuses)).toEqual(new Set([200, 304]))
    },
  )

  it.each([
    [CHANNEL, 6],
    [SEARCH, 4],
  ])(
    'make the entries of %s, and are all that is sent while articles come and are corrected',
    async (feed, numRuns) => {
      const seen = new Set<number>()
      await fc.assert(
        fc.asyncProperty(fc.array(gentle, { minLength: 3, maxLength: 8 }), async (steps) => {
          const statuses = await follow(feed, steps)
          expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(2)
          for (const status of statuses) seen.add(status)
        }),
        { numRuns: runs(numRuns) },
      )
      expect(seen).toContain(226)
    },
  )

  it.each([
    [CHANNEL, 12],
    [FILTERED, 10],
    [SEARCH_OF_TITLES, 10],
  ])('make the entries of %s whatever else is done', async (feed, numRuns) => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 3, maxLength: 10 }), async (steps) => {
        for (const status of await follow(feed, steps)) seen.add(status)
      }),
      { numRuns: runs(numRuns) },
    )
    expect([...seen].sort()).toEqual([200, 226, 304])
  })
})
