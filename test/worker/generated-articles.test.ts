import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { generateArticles } from '../../bench/store/generated-articles.ts'
import { channelsOf } from '../../src/model/channel.ts'
import { findArticle } from '../../src/storage/read/articles.ts'
import { idsOf, readFeed } from '../support/read-feed.ts'
import { get } from '../support/site.ts'

const COUNT = 500
const id = (rank: number) => `tag:bench.example,2022:generated-${String(rank).padStart(7, '0')}`

const textOf = async (path: string) => (await get(path)).text()

describe('the articles that the benchmarks generate', () => {
  beforeAll(() => generateArticles(env.DB, { count: COUNT, paragraph: 200, progress: () => {} }))

  it('are served newest first, as a synced article would be', async () => {
    const ids = idsOf(await textOf('/rss.xml?limit=50'))
    expect(ids).toEqual(Array.from({ length: 50 }, (_, rank) => id(rank)))
  })

  it('say of themselves that they are generated', async () => {
    for (const { title, content } of readFeed(await textOf('/atom.xml?limit=50')).entries) {
      expect(title).toMatch(/^Generated article \d+ /)
      expect(content).toContain('Generated article')
    }
  })

  it('are in the very channels that their data names', async () => {
    for (const rank of [0, 7, 111, COUNT - 1]) {
      const found = await findArticle(env.DB, `generated-${String(rank).padStart(7, '0')}`)
      if (!found.ok) throw new Error(`Article ${rank} is not there`)
      expect(await channelsIn(rank)).toEqual(
        channelsOf(found.value.article)
          .map(({ kind, slug }) => `${kind}/${slug}`)
          .sort(),
      )
    }
  })

  it('are the same articles whatever their number', async () => {
    const bodies = async () => {
      const rows = await env.DB.prepare('SELECT id, data, body FROM articles ORDER BY id LIMIT 20').all()
      return rows.results
    }
    const before = await bodies()
    const tables = ['archives', 'entries', 'articles']
    await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)))
    await generateArticles(env.DB, { count: 60, paragraph: 200, progress: () => {} })
    expect(before).toHaveLength(20)
    expect(await bodies()).toEqual(before)
  })
})

async function channelsIn(rank: number): Promise<string[]> {
  const rows = await env.DB.prepare(
    `SELECT c.kind || '/' || c.slug AS name FROM articles a JOIN entries e ON e.article = a.key
     JOIN channels c ON c.key = e.channel WHERE a.id = ?1 ORDER BY 1`,
  )
    .bind(id(rank))
    .all<{ name: string }>()
  return rows.results.map(({ name }) => name)
}
