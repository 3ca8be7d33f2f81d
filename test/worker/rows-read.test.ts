import { beforeAll, describe, expect, it } from 'vitest'
import { countingDatabase } from '../support/counting-database.ts'
import { getFrom } from '../support/deployment.ts'
import { articleFile, contentOf, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const FEEDS = ['/rss.xml', '/atom.xml', '/feed.json', '/tags/dunia/rss.xml', '/feed']
const PAGES = ['/', '/tags/dunia']
const ARTICLE = '/articles/n7'

/** Stores so many articles, every second one with a tag. */
function store(count: number): Promise<unknown> {
  const articles = Array.from({ length: count }, (_, n) => {
    const published = new Date(Date.UTC(2022, 8, 1) + n * 3_600_000).toISOString()
    const fields = { id: `tag:warta.example,2022-09-01:n${n}`, published, tags: n % 2 ? ['Dunia'] : [] }
    return [`n${n}`, articleFile(fields)]
  })
  return sync(contentOf(Object.fromEntries(articles)))
}

async function ask(path: string, headers: Record<string, string> = {}) {
  const { db, tally } = countingDatabase()
  const response = await getFrom({ DB: db }, path, headers)
  await response.text()
  return { response, tally }
}

describe('the rows that are read', () => {
  beforeAll(() => store(200))

  it.each([...FEEDS, ...PAGES])('A 304 of %s reads one row, in one statement', async (path) => {
    const { response: whole } = await ask(path)
    const { response, tally } = await ask(path, { 'If-None-Match': String(whole.headers.get('ETag')) })
    expect(response.status).toBe(304)
    expect(tally.statements).toHaveLength(1)
    expect(tally.rowsRead).toBe(1)
  })

  it('A 304 of an article reads one row, in one statement: that of the site', async () => {
    const { response: whole } = await ask(ARTICLE)
    const { response, tally } = await ask(ARTICLE, { 'If-None-Match': String(whole.headers.get('ETag')) })
    expect(response.status).toBe(304)
    expect(tally.statements).toHaveLength(1)
    expect(tally.rowsRead).toBe(1)
  })

  it.each([...FEEDS, ...PAGES])('A 304 of %s reads no row of an article', async (path) => {
    const { tally } = await ask(path, { 'If-None-Match': '*' })
    expect(tally.statements.join()).toMatch(/FROM channels/)
    expect(tally.statements.join()).not.toMatch(/(FROM|JOIN) (articles|entries)/)
  })

  it('A feed that does not exist reads at most one row', async () => {
    expect((await ask('/tags/nothing/rss.xml')).tally.rowsRead).toBeLessThanOrEqual(1)
  })

  it('A wrong parameter reads no row', async () => {
    expect((await ask('/rss.xml?limit=0')).tally.statements).toEqual([])
  })

  it('The feed of an article reads its row and that of the site', async () => {
    const headers = { Accept: 'application/feed+json' }
    expect((await ask(ARTICLE, headers)).tally.rowsRead).toBe(2)
  })

  it('The page of an article reads a bounded number of rows for what stands around it', async () => {
    const { tally } = await ask(ARTICLE)
    // Its seven channels, a dozen articles of its tag, ten candidates, one on either side, itself and the site.
    expect(tally.rowsRead).toBeLessThanOrEqual(2 * 7 + 12 + 2 * 10 + 2 * 3 + 2 + 4)
  })

  it('A slug of the past reads at most three rows: of the slug, of the site, and why it is gone', async () => {
    await store(199)
    const { response, tally } = await ask('/articles/n199')
    expect(response.status).toBe(410)
    expect(tally.rowsRead).toBeLessThanOrEqual(3)
  })
})

describe('the rows that a feed reads', () => {
  it('The rows that a feed reads depend on its length, whatever else is stored', async () => {
    // What was taken out is told of, which reads rows too.
    await emptyTables()
    const counts: number[][] = []
    for (const stored of [40, 200]) {
      await store(stored)
      const tallies = FEEDS.map(async (path) => (await ask(`${path}?limit=10`)).tally.rowsRead)
      counts.push(await Promise.all(tallies))
    }
    expect(counts[1]).toEqual(counts[0])
  })

  it.each(FEEDS)('%s reads at most two rows for each entry, one of the site, and two', async (path) => {
    for (const limit of [1, 10, 50]) {
      expect((await ask(`${path}?limit=${limit}`)).tally.rowsRead).toBeLessThanOrEqual(2 * limit + 3)
    }
  })
})
