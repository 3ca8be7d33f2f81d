import { beforeAll, describe, expect, it } from 'vitest'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { explainingDatabase } from '../support/query-plans.ts'
import { readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'

const COUNT = 2150
const WALK = 2000

// Every article has `sering` and one of two others; `jarang` has the oldest ten, `genap` every second one.
beforeAll(async () => {
  const articles = Array.from({ length: COUNT }, (_, n) => {
    const published = new Date(Date.UTC(2021, 0, 1) + n * 3_600_000).toISOString()
    const tags = ['Sering', n % 2 ? 'Ganjil' : 'Genap', ...(n < 10 ? ['Jarang'] : [])]
    return [`n${n}`, articleFile({ id: `urn:x:${n}`, published, tags }, `Kabar nomor${n} tentang ekonomi.`)]
  })
  await sync(contentOf(Object.fromEntries(articles)))
}, 120_000)

const LISTS = [
  '/feed.json?tag=sering&tag=-genap',
  '/feed.json?tag=-ganjil',
  '/tags/sering/feed.json?tag=jarang&lang=id',
  '/feed.json?tag=ganjil&tag=genap',
  '/search/feed.json?q=ekonomi',
  '/search/feed.json?q=ekonomi+-nomor7+kab%2A&tag=genap&tag=-jarang',
  '/search?q=kabar+ekonomi',
  '/?tag=genap',
]

async function ask(path: string, headers: Record<string, string> = {}) {
  const { db, tally } = countingDatabase()
  const response = await getFrom({ DB: db }, path, headers)
  return { response, text: await response.text(), tally }
}

describe.each(LISTS)('the list %s', (path) => {
  it('is found without looking through a whole table', async () => {
    const { db, plans } = explainingDatabase()
    expect((await getFrom({ DB: db }, path)).status).toBe(200)
    expect(plans.length).toBeGreaterThan(3)
    // What FTS5 and json_each walk says VIRTUAL TABLE; what we have cut to a page has names of its own.
    const scans = plans.filter((plan) => /^SCAN /.test(plan) && !/VIRTUAL TABLE/.test(plan))
    for (const scan of scans) expect(scan).toMatch(/^SCAN (?:w|p|t|hits|\(subquery-\d+\))$/)
    expect(plans.join('\n')).not.toMatch(/SCAN (?:a|e|c|articles|entries|channels|revision)\b/)
  })

  it('reads for a 304 which articles it has, once after each write, and nothing of what they say', async () => {
    const { response } = await ask(path)
    const { response: again, tally } = await ask(path, {
      'If-None-Match': String(response.headers.get('ETag')),
    })
    expect(again.status).toBe(304)
    const names = ['revision', 'channels by name', 'search', 'filtered entries']
    // A search of several words asks where its walk ends, and for the words that a beginning stands for.
    // Its page says how many articles there are.
    const planning = ['words of a beginning', 'walk of a search', 'count of a search']
    for (const { name } of tally.sent) expect([...names, ...planning]).toContain(name)
    expect(tally.sent.filter(({ name = '' }) => names.includes(name))).toHaveLength(5)
    expect(tally.sent.length).toBeLessThanOrEqual(8)
  })
})

describe('the rows that are read', () => {
  it('for a search are those of its page, however many articles have the word', async () => {
    for (const limit of [1, 10, 100]) {
      const { text, tally } = await ask(`/search/feed.json?q=ekonomi&limit=${limit}`)
      expect(readFeed(text).entries).toHaveLength(limit)
      // Beside the articles: what FTS5 keeps of its own segments.
      expect(tally.rowsRead).toBeLessThan(8 * limit + 20)
    }
  })

  it('for a filter end with the page', async () => {
    const { text, tally } = await ask('/feed.json?tag=sering&tag=-genap&limit=10')
    expect(readFeed(text).entries).toHaveLength(10)
    expect(tally.rowsRead).toBeLessThan(200)
  })

  it('for a page far down are not more than for the first', async () => {
    const counts: number[] = []
    for (let path = '/feed.json?tag=genap&limit=100'; counts.length < 8; ) {
      const { response, text, tally } = await ask(path)
      expect(response.status).toBe(200)
      counts.push(tally.rowsRead)
      const next = new URL((JSON.parse(text) as { next_url: string }).next_url)
      path = next.pathname + next.search
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(Number(counts[0]) + 10)
  })

  it('for a filter are those of the rarest channel', async () => {
    const { text, tally } = await ask('/tags/sering/feed.json?tag=jarang&lang=id&source=reuters')
    expect(readFeed(text).entries).toHaveLength(10)
    expect(tally.rowsRead).toBeLessThan(200)
  })

  it('for a filter that finds nothing are those of a walk', async () => {
    const { text, tally } = await ask('/feed.json?lang=id&tag=-sering')
    expect(readFeed(text).entries).toEqual([])
    expect(tally.rowsRead).toBeGreaterThan(WALK)
    expect(tally.rowsRead).toBeLessThan(4 * WALK)
  })
})

describe('a walk of 2,000 entries', () => {
  it('ends a page that is not full, and the next page goes on behind it', async () => {
    const first = await (await get('/feed.json?lang=id&tag=jarang&tag=-tidak-ada')).json<{
      next_url?: string
    }>()
    expect(first.next_url).toBeUndefined()
    // As many as there are, so that the walk has to go through all of them.
    const path = '/feed.json?source=reuters&tag=-genap&tag=-ganjil'
    const empty = await (await get(path)).json<{ items: unknown[]; next_url: string }>()
    expect(empty.items).toEqual([])
    const next = new URL(empty.next_url)
    expect(next.searchParams.get('after')).toBe(
      `${(Date.UTC(2021, 0, 1) + (COUNT - WALK) * 3_600_000).toString(36)}.${await keyOf(COUNT - WALK)}`,
    )
    const last = await (await get(next.pathname + next.search)).json<{
      items: unknown[]
      next_url?: string
    }>()
    expect(last).not.toHaveProperty('next_url')
    expect(last.items).toEqual([])
  })

  it('never leaves an entry out', async () => {
    const seen: string[] = []
    let path: string | undefined = '/feed.json?lang=id&tag=ganjil&limit=100&content=summary'
    while (path) {
      const page: { items: { id: string }[]; next_url?: string } = await (await get(path)).json()
      seen.push(...page.items.map(({ id }) => id))
      const next = page.next_url === undefined ? undefined : new URL(page.next_url)
      path = next && next.pathname + next.search
    }
    const odd = Array.from({ length: COUNT }, (_, n) => `urn:x:${n}`).filter((_, n) => n % 2)
    expect(seen).toEqual(odd.reverse())
  })
})

async function keyOf(n: number): Promise<string> {
  const [key = 0] = await column<number>('SELECT key FROM articles WHERE id = ?1', `urn:x:${n}`)
  return key.toString(36)
}
