import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const DOCUMENT_LIMIT = 8_000_000

function many(count: number, fields: Record<string, unknown>, body?: string) {
  const articles = Array.from({ length: count }, (_, n) => {
    const own = {
      id: `tag:warta.example,2022-09-01:n${n}`,
      published: new Date(n * 86_400_000).toISOString(),
    }
    return [`n${n}`, articleFile({ ...fields, ...own }, body)]
  })
  return contentOf(Object.fromEntries(articles))
}

beforeEach(emptyTables)

describe.each(FEED_FILES)('a %s feed that escaping makes larger than its bodies', (_, file) => {
  it('stays under the limit, the newest entries whole', async () => {
    // JSON doubles each of these quotes, XML each line end that is a carriage return.
    await sync(many(8, {}, `<p>${'"'.repeat(140_000)}</p>`))
    const response = await get(`/${file}`)
    const text = await response.text()
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(DOCUMENT_LIMIT)
    const { entries } = readFeed(text)
    expect(entries).toHaveLength(8)
    expect(entries[0]?.content?.length).toBeGreaterThan(100_000)
  })

  it('gives up its oldest entries where even summaries do not fit', async () => {
    const related = Array.from({ length: 32 }, (_, n) => ({
      title: '&'.repeat(900),
      url: `https://example.org/${n}${'a'.repeat(1800)}`,
    }))
    expect(await sync(many(100, { summary: '&'.repeat(9000), related }))).toMatchObject({ added: 100 })
    const text = await (await get(`/${file}?limit=100&content=summary`)).text()
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(DOCUMENT_LIMIT)
    const { entries } = readFeed(text)
    expect(entries.length).toBeGreaterThan(10)
    expect(entries[0]?.id).toBe('tag:warta.example,2022-09-01:n99')
  })
})

describe('an article without a body', () => {
  it('is its summary in a feed of summaries', async () => {
    await sync(contentOf({ kosong: articleFile({}, '') }))
    const { items } = (await (await get('/feed.json?content=summary')).json()) as { items: object[] }
    expect(items[0]).toHaveProperty('content_text')
    expect(items[0]).not.toHaveProperty('content_html')
  })
})

describe('a feed that is written while it is read', () => {
  it('is read again when its large bodies came from another revision', async () => {
    await sync(many(30, {}, `<p>${'kata '.repeat(60_000)}</p>`))
    let batches = 0
    const db: D1Database = new Proxy(env.DB, {
      get: (target, name) => {
        if (name === 'withSession') return () => db
        if (name !== 'batch') return Reflect.get(target, name).bind(target)
        return async (statements: D1PreparedStatement[]) => {
          batches++
          if (batches === 2) await env.DB.prepare('UPDATE channels SET revision = revision + 1').run()
          return env.DB.batch(statements)
        }
      },
    })
    const { app } = await import('../../src/app.ts')
    const response = await app.request('https://news.example/rss.xml', {}, { ...env, DB: db })
    expect(response.status).toBe(200)
    expect(batches).toBe(4)
    expect(readFeed(await response.text()).entries[0]?.content?.length).toBeGreaterThan(200_000)
  })
})
