import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { syncContent } from '../../src/ingest/content/sync.ts'
import type { MemoryContent } from '../support/memory-content.ts'
import { articleFile, contentOf, get, NOW, sync } from '../support/site.ts'
import { column, emptyTables, withCommit } from '../support/tables.ts'
import { item, rss, SATU, syncPolled, Upstream } from '../support/upstream.ts'

/** Articles with the tag Dunia, so many of each language. */
function many(counts: Record<string, number>): Record<string, string> {
  const files = Object.entries(counts).flatMap(([language, count]) =>
    Array.from({ length: count }, (_, n) => {
      const name = `${language.toLowerCase()}-${n}`
      return [name, articleFile({ id: `urn:x:${name}`, language, tags: ['Dunia'] })] as const
    }),
  )
  return Object.fromEntries(files)
}

/** The language that the feed of a channel says it is in. */
async function languageOf(path = '/tags/dunia'): Promise<string | undefined> {
  const { language } = (await (await get(`${path}/feed.json`)).json()) as { language?: string }
  return language
}

/** What is counted, and what there is. */
async function expectRight(): Promise<void> {
  const kept = await column(
    "SELECT channel || ' ' || language || ' ' || entries FROM channel_languages ORDER BY channel, language",
  )
  const listed = await column(`
    SELECT e.channel || ' ' || (a.data ->> 'language') || ' ' || COUNT(*)
    FROM entries e JOIN channels c ON c.key = e.channel JOIN articles a ON a.key = e.article
    WHERE c.kind NOT IN ('all', 'languages') GROUP BY e.channel, a.data ->> 'language' ORDER BY e.channel, a.data ->> 'language'`)
  expect(kept).toEqual(listed)
}

beforeEach(emptyTables)

describe('the language of a channel', () => {
  it.each([
    [{ ar: 1, en: 43 }, 'en'],
    [{ en: 1, ar: 2 }, 'ar'],
    [{ 'en-GB': 2, en: 1 }, 'en-GB'],
    [{ ar: 2, en: 2 }, 'id'],
    [{ ar: 2, en: 2, id: 1 }, 'id'],
    [{ id: 1, ar: 1 }, 'id'],
    [{ de: 1 }, 'de'],
  ])('The language of a channel with %j articles is that of most of them: %s', async (counts, language) => {
    await sync(contentOf(many(counts)))
    expect(await languageOf()).toBe(language)
    await expectRight()
  })

  it('The language of a channel follows articles that come, change their language, leave the channel and go', async () => {
    await sync(contentOf(many({ en: 2, ar: 1 })))
    expect(await languageOf()).toBe('en')
    await sync(contentOf(many({ en: 2, ar: 3 })), NOW + 1000)
    expect(await languageOf()).toBe('ar')
    const translated = articleFile({ id: 'urn:x:ar-0', language: 'en', tags: ['Dunia'] })
    const elsewhere = articleFile({ id: 'urn:x:ar-1', language: 'ar', tags: ['Lain'] })
    await sync(contentOf({ ...many({ en: 2, ar: 3 }), 'ar-0': translated, 'ar-1': elsewhere }), NOW + 2000)
    expect([await languageOf(), await languageOf('/tags/lain')]).toEqual(['en', 'ar'])
    await expectRight()
    await sync(contentOf(many({ ar: 1 })), NOW + 3000)
    expect(await languageOf()).toBe('ar')
    await expectRight()
    await sync(contentOf({}), NOW + 4000)
    expect(await languageOf()).toBe('id')
    await expectRight()
  })

  it('Authors, sources and publishers speak the language of most of their articles, everything that of the site', async () => {
    const english = (n: number) =>
      articleFile({
        id: `urn:x:${n}`,
        language: 'en',
        authors: [{ name: 'Jane Doe', role: 'reporter' }],
        publisher: 'republika',
        sources: ['reuters'],
      })
    await sync(contentOf({ satu: english(1), dua: english(2) }))
    for (const path of ['/authors/jane-doe', '/publishers/republika', '/sources/reuters']) {
      expect(await languageOf(path)).toBe('en')
    }
    expect(await languageOf('')).toBe('id')
    await expectRight()
  })

  it('The language of a channel moves with its validators', async () => {
    await sync(contentOf(many({ en: 1 })))
    const ETag = (await get('/tags/dunia/feed.json')).headers.get('ETag') ?? ''
    await sync(contentOf(many({ en: 1, ar: 2 })), NOW + 1000)
    const response = await get('/tags/dunia/feed.json', { 'If-None-Match': ETag })
    expect(response.status).toBe(200)
  })

  it('The channel of a language stays in that one, whatever the regions of its articles', async () => {
    await sync(contentOf(many({ 'en-GB': 3, 'en-US': 1 })))
    expect(await languageOf('/languages/en')).toBe('en')
    expect(await languageOf('/languages/en-us')).toBe('en-US')
  })

  it('A new pipeline that lists every article anew leaves languages and counts as they are', async () => {
    const content = contentOf(many({ en: 2, ar: 1 }))
    await sync(content)
    await env.DB.prepare("UPDATE revision SET pipeline = 'earlier'").run()
    await sync(content, NOW + 1000)
    expect(await languageOf()).toBe('en')
    await expectRight()
  })

  it('Polled articles count too', async () => {
    const upstream = new Upstream()
    await syncPolled()
    const tagged = (n: number) => item(`urn:satu:${n}`, `News ${n}`, 'Text.', '<category>Dunia</category>')
    upstream.serve(SATU, rss('Kabar Satu', tagged(1), tagged(2)))
    await upstream.poll('satu')
    await expectRight()
    expect(await column('SELECT SUM(entries) FROM channel_languages')).toEqual([4])
  })
})

describe('the migration that counts languages', () => {
  it('The migration counts what is stored already, and finds the same languages', async () => {
    await sync(contentOf({ ...many({ en: 3, ar: 1 }), lain: articleFile({ id: 'urn:x:9', tags: ['Lain'] }) }))
    const rows = () =>
      column("SELECT slug || ' ' || COALESCE(language, '-') FROM channels ORDER BY kind, slug")
    const before = await rows()
    const sql = env.MIGRATIONS.find(({ name }) => name.startsWith('0007'))?.sql ?? ''
    const statements = sql.split(';').filter((one) => /INSERT|UPDATE channels/.test(one))
    await env.DB.prepare('DELETE FROM channel_languages').run()
    await env.DB.prepare("UPDATE channels SET language = 'ar' WHERE kind NOT IN ('all', 'languages')").run()
    for (const statement of statements) await env.DB.prepare(statement).run()
    await expectRight()
    expect(await rows()).toEqual(before)
  })
})

describe('the cost of a commit', () => {
  it('A commit reads as many rows in a channel of many articles as in one of few', async () => {
    const costs: number[] = []
    for (const count of [5, 150]) {
      await emptyTables()
      await sync(contentOf(many({ en: count })))
      const other = articleFile({ id: 'urn:x:en-0', language: 'ar', tags: ['Dunia'] })
      costs.push(await rowsOfCommit(contentOf({ ...many({ en: count }), 'en-0': other })))
    }
    const [few = 0, more = 0] = costs
    expect(more).toBeGreaterThan(0)
    expect(more).toBeLessThan(few + 20)
  })

  it('A commit reads as many rows where many articles are held and clients have sent many as where few are', async () => {
    const costs: number[] = []
    for (const count of [5, 150]) {
      await emptyTables()
      const held = Array.from({ length: count }, (_, n) => n)
      const files = Object.fromEntries(
        held.map((n) => [`h${n}`, articleFile({ id: `urn:x:h${n}`, embargo: '2099-01-01T00:00:00Z' })]),
      )
      await sync(contentOf({ ...many({ en: 5 }), ...files }))
      const sql = `INSERT INTO receipts (origin, name, id, etag, at)
        SELECT 'api:metro', 'k' || value, 'urn:x:k' || value, 'e', 0 FROM json_each(?1)`
      await env.DB.prepare(sql).bind(JSON.stringify(held)).run()
      const other = articleFile({ id: 'urn:x:en-0', language: 'ar', tags: ['Dunia'] })
      costs.push(await rowsOfCommit(contentOf({ ...many({ en: 5 }), ...files, 'en-0': other })))
    }
    const [few = 0, more = 0] = costs
    expect(more).toBeGreaterThan(0)
    expect(more).toBeLessThan(few + 20)
  })
})

/** The rows that the commit of a sync reads. */
async function rowsOfCommit(content: MemoryContent): Promise<number> {
  let rows = 0
  const db = withCommit(async (statements) => {
    const results = await env.DB.batch(statements)
    for (const { meta } of results) rows += meta.rows_read
    return results
  })
  const options = { authority: 'warta.example', now: () => NOW + 1000, progress: () => {} }
  expect(await syncContent(db, content, options)).toMatchObject({ value: { changed: 1 } })
  return rows
}
