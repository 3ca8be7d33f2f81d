import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL } from '../../src/model/channel.ts'
import type { Cursor } from '../../src/model/listing.ts'
import { readSearch } from '../../src/model/search-query.ts'
import { allRows, ask } from '../../src/storage/database.ts'
import { BEGINNINGS } from '../../src/storage/read/beginnings.ts'
import { readListing } from '../../src/storage/read/listed-articles.ts'
import { stretchOf } from '../../src/storage/search-periods.ts'
import { ENGLISH } from '../../src/words/en.ts'
import { INDONESIAN } from '../../src/words/id.ts'
import { countingDatabase } from '../support/counting-database.ts'
import { readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { column } from '../support/tables.ts'

const COUNT = 300
const MANY = Array.from({ length: 400 }, (_, n) => `awal${String(n).padStart(3, '0')}`)

// Every article has `sering`; `genap` and `ganjil` are in every second one each, and never in the same.
beforeAll(async () => {
  const articles = Array.from({ length: COUNT }, (_, n) => {
    const published = new Date(Date.UTC(2021, 0, 1) + n * 1_800_000).toISOString()
    const words = `${n % 2 ? 'ganjil' : 'genap'} sering ${n % 50 === 0 ? 'jarang sekali' : 'sekali jarang'} nomor${n}`
    return [`n${n}`, articleFile({ id: `urn:x:${n}`, published, language: n % 2 ? 'en' : 'id' }, words)]
  })
  const last = articleFile({ id: 'urn:x:banyak', published: '2020-01-01T00:00:00Z' }, MANY.join(' '))
  await sync(contentOf({ ...Object.fromEntries(articles), banyak: last }))
}, 120_000)

/** Everything that a search finds on all its pages, with a walk of its own, and how many pages these are. */
async function everything(q: string, walk: number, limit = 10) {
  const search = readSearch(q)
  if (!search.ok) throw new Error(q)
  const ids: string[] = []
  let pages = 0
  let after: Cursor | undefined
  do {
    const query = { channel: ALL, filters: [], search: search.value, ...(after && { after }) }
    const page = await readListing(env.DB, query, { limit, bodyBytes: 0 }, walk)
    if (!page.ok) throw new Error(q)
    ids.push(...page.value.articles.map(({ id }) => id))
    after = page.value.next
    expect(page.value.isCut).toBe(after !== undefined && page.value.articles.length < limit)
    pages++
  } while (after && pages < 1000)
  return { ids, pages }
}

const numbers = (is: (n: number) => boolean) =>
  Array.from({ length: COUNT }, (_, n) => n)
    .filter(is)
    .reverse()
    .map((n) => `urn:x:${n}`)

describe('the walk of a search', () => {
  it.each([7, 60, 1000])('Pages of a walk of %i leave nothing out and show nothing twice', async (walk) => {
    expect((await everything('"jarang sekali"', walk)).ids).toEqual(numbers((n) => n % 50 === 0))
    expect((await everything('sering genap', walk)).ids).toEqual(numbers((n) => n % 2 === 0))
    expect((await everything('sering -ganjil', walk)).ids).toEqual(numbers((n) => n % 2 === 0))
    expect((await everything('seri* genap -nomor12*', walk)).ids).toEqual(
      numbers((n) => n % 2 === 0 && !String(n).startsWith('12')),
    )
  })

  it('A search that finds nothing comes to its end page by page, and shows nothing', async () => {
    const { ids, pages } = await everything('genap ganjil', 20)
    expect(ids).toEqual([])
    expect(pages).toBeGreaterThan(2)
    expect(pages).toBeLessThan(20)
    expect(await everything('genap ganjil', 20_000)).toEqual({ ids: [], pages: 1 })
  })

  it('A search with a rare word is one page, however common the others are', async () => {
    expect(await everything('sering nomor3', 20)).toEqual({ ids: ['urn:x:3'], pages: 1 })
  })

  it('A walk reads the rows of the walk, and a page those of the page', async () => {
    const rows = async (walk: number) => {
      const { db, tally } = countingDatabase()
      const search = readSearch('genap ganjil')
      if (!search.ok) throw new Error()
      const query = { channel: ALL, filters: [], search: search.value }
      await readListing(db, query, { limit: 10, bodyBytes: 0 }, walk)
      return tally.rowsRead
    }
    expect(await rows(10)).toBeLessThan(100)
    expect(await rows(100)).toBeGreaterThan(150)
  })
})

describe('the words of a beginning', () => {
  const words = async (beginning: string, limit: number) =>
    (await allRows(ask(env.DB, BEGINNINGS, beginning, limit))).map(({ word }) => word)

  it('The words of a beginning are those of the index that begin so, in their order', async () => {
    expect(await words('nomor29', 50)).toEqual([
      'nomor29',
      ...Array.from({ length: 10 }, (_, n) => `nomor29${n}`),
    ])
    expect(await words('sering', 50)).toEqual(['sering'])
    expect(await words('serings', 50)).toEqual([])
    expect(await words('zzzz', 50)).toEqual([])
  })

  it('The words of a beginning are no more than are asked for', async () => {
    expect(await words('awal', 21)).toEqual(MANY.slice(0, 21))
  })
})

describe('a beginning that too many words have', () => {
  const notice = (language: string) => (language === 'en' ? ENGLISH : INDONESIAN).search.broad

  it.each(['id', 'en'])(
    'It says in the language of the list that only some were looked for: %s',
    async (language) => {
      const query = `q=awal*&lang=${language}`
      expect(await (await get(`/search?${query}`)).text()).toContain(notice(language))
      for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
        expect(await (await get(`/search/${file}?${query}`)).text()).toContain(notice(language))
      }
    },
  )

  it('It finds what has one of the words that were looked for', async () => {
    const { entries } = readFeed(await (await get('/search/feed.json?q=awal*')).text())
    expect(entries.map(({ id }) => id)).toEqual(['urn:x:banyak'])
  })

  it.each(['awal00*', 'sering', 'nomor2*', 'sekali-jara*'])(
    'Another search says nothing of it: %s',
    async (q) => {
      const page = await (await get(`/search?q=${q}`)).text()
      expect(page).not.toContain(INDONESIAN.search.broad)
      expect(page).not.toContain(INDONESIAN.search.cut)
    },
  )
})

describe('the periods of articles', () => {
  it('A stretch of time has few words, and begins with or before its oldest hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(780_000), (newest, hours) => {
        const { words, begins } = stretchOf(newest, newest - hours)
        expect(words.length).toBeGreaterThan(0)
        expect(words.length).toBeLessThan(26)
        expect(begins).toBeLessThanOrEqual(newest - hours)
        // At most one of 24 periods, or one of three of the next shorter ones, is looked through for nothing.
        expect(newest - begins).toBeLessThan(Math.max(128, 1.4 * hours + 128))
      }),
    )
  })

  it('Every article has the words of its hour, also one of long ago', async () => {
    const ancient = articleFile({ id: 'urn:x:kuno', published: '0101-05-05T05:05:05Z' }, 'kuno sekali')
    await sync(contentOf({ kuno: ancient }))
    const hour = Math.trunc(Date.UTC(101, 4, 5, 5, 5, 5) / 3_600_000)
    const { words } = stretchOf(hour, hour)
    const found =
      'SELECT a.id FROM search s JOIN articles a ON a.key = s.rowid & 67108863 WHERE search MATCH ?1'
    expect(await column(found, `"${words[0]}"`)).toEqual(['urn:x:kuno'])
  })
})

describe('the migration of the index', () => {
  it('The migration makes of what is stored the index that a write makes', async () => {
    await sync(contentOf({ satu: articleFile({ tags: ['Dunia'] }, 'Isi <b>te</b>bal & "kutip".') }))
    const index = () =>
      column(
        `SELECT term || ' ' || CAST(doc AS TEXT) || ' ' || col || ' ' || "offset" FROM search_words ORDER BY 1`,
      )
    const before = await index()
    const sql = env.MIGRATIONS.find(({ name }) => name.startsWith('0008'))?.sql ?? ''
    for (const statement of sql.split(';').filter((one) => one.includes('INTO search ('))) {
      await env.DB.prepare(statement).run()
    }
    expect(before.length).toBeGreaterThan(10)
    expect(await index()).toEqual(before)
  })
})
