import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { syncContent } from '../../src/ingest/content/sync.ts'
import type { Database } from '../../src/storage/database.ts'
import { findArticle } from '../../src/storage/read/articles.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'

const CONTOH = 'articles/2022/09/contoh.md'

beforeEach(emptyTables)

describe('the first sync', () => {
  it('A first sync stores every article and says so', async () => {
    const content = contentOf({ satu: articleFile({ id: 'urn:x:1' }), dua: articleFile({ id: 'urn:x:2' }) })
    const outcome = await sync(content)
    const written = { kind: 'written', articles: 2, added: 2, changed: 0, removed: 0, revision: NOW }
    expect(outcome).toMatchObject(written)
    expect(await column('SELECT slug FROM articles ORDER BY slug')).toEqual(['dua', 'satu'])
    expect(await column('SELECT COUNT(*) FROM staged_articles')).toEqual([0])
  })

  it('A first sync stores all fields of an article', async () => {
    await sync(contentOf({ contoh: articleFile({ tags: ['a'], rights: 'Hak' }, 'Isi **tebal**.') }))
    const found = await findArticle(env.DB, 'contoh')
    const article = {
      id: 'tag:warta.example,2022-09-20:contoh',
      slug: 'contoh',
      title: 'Contoh',
      published: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
      publisher: { id: 'republika', name: 'Republika' },
      sources: [{ id: 'reuters', name: 'Reuters' }],
      tags: ['a'],
      rights: 'Hak',
      body: '<p>Isi <strong>tebal</strong>.</p>',
    }
    expect(found).toMatchObject({ ok: true, value: { revision: NOW, article } })
  })

  it('A first sync of an empty folder stores the registry alone', async () => {
    expect(await sync(contentOf({}))).toMatchObject({ kind: 'written', articles: 0, added: 0 })
    expect(await sync(contentOf({}))).toEqual({ kind: 'unchanged', articles: 0, revision: NOW })
  })
})

describe('a sync without changes', () => {
  it('A sync without changes writes nothing, takes no revision and says so', async () => {
    const content = contentOf({ contoh: articleFile(), lain: articleFile({ id: 'urn:x:2' }) })
    await sync(content)
    const before = await dumpTables()
    expect(await sync(content, NOW + 60_000)).toEqual({ kind: 'unchanged', articles: 2, revision: NOW })
    expect(await dumpTables()).toEqual(before)
  })

  it('A sync without changes does not even send a write', async () => {
    const content = contentOf({ contoh: articleFile() })
    await sync(content)
    const sent: string[] = []
    const watched: Database = {
      prepare: (sql) => {
        sent.push(sql.trim())
        return env.DB.prepare(sql)
      },
      batch: () => Promise.reject(new Error('A batch was sent')),
    }
    await syncContent(watched, content, { authority: 'x.example', now: () => NOW, progress: () => {} })
    expect(sent.length).toBeGreaterThan(0)
    for (const sql of sent) expect(sql).toMatch(/^SELECT/)
  })
})

describe('the revision of a write', () => {
  const bodies = (...all: string[]) => all.map((body) => contentOf({ contoh: articleFile({}, body) }))

  it('The revision of a write is its time in milliseconds', async () => {
    const [first, second] = bodies('a', 'b')
    if (first) expect(await sync(first)).toMatchObject({ revision: NOW })
    if (second) expect(await sync(second, NOW + 5)).toMatchObject({ revision: NOW + 5 })
  })

  it('The revision of a write is one more than the one before where the clock stands still or goes back', async () => {
    const revisions: unknown[] = []
    for (const [index, content] of bodies('a', 'b', 'c').entries()) {
      revisions.push(await sync(content, NOW - index * 1000))
    }
    expect(revisions).toMatchObject([{ revision: NOW }, { revision: NOW + 1 }, { revision: NOW + 2 }])
    expect(await column('SELECT revision FROM articles')).toEqual([NOW + 2])
  })
})

describe('a file without an id', () => {
  it('A file without an id gets one written into it, which it keeps', async () => {
    const content = contentOf({ contoh: articleFile({ id: undefined }) })
    await sync(content)
    const id = 'tag:warta.example,2022-09-20:contoh'
    expect(content.files.get(CONTOH)).toMatch(/^---\nid: tag:warta\.example,2022-09-20:contoh\n/)
    expect(await column('SELECT id FROM articles')).toEqual([id])
    expect(await sync(content)).toMatchObject({ kind: 'unchanged' })

    content.files.set('articles/baru.md', String(content.files.get(CONTOH)))
    content.files.delete(CONTOH)
    expect(await sync(content)).toMatchObject({ kind: 'written', added: 0, changed: 1, removed: 0 })
    expect(await column('SELECT id FROM articles')).toEqual([id])
  })

  it('A file without an id gets another one than a renamed article of the same name and day', async () => {
    const content = contentOf({ contoh: articleFile({ id: undefined }) })
    await sync(content)
    const renamed = String(content.files.get(CONTOH))
    await sync(contentOf({ 'nama-baru': renamed, contoh: articleFile({ id: undefined }) }))
    expect(await column('SELECT id FROM articles ORDER BY slug')).toEqual([
      'tag:warta.example,2022-09-20:contoh-2',
      'tag:warta.example,2022-09-20:contoh',
    ])
  })
})

describe('many articles', () => {
  const COUNT = 1200
  const many = (word: string) => {
    const files = Array.from({ length: COUNT }, (_, n) => {
      const name = `n${String(n).padStart(4, '0')}`
      return [name, articleFile({ id: `urn:x:${name}` }, `${word} ${n}.`)]
    })
    return contentOf(Object.fromEntries(files))
  }

  it('Many articles are written in slices, each with its own text, key and update time', async () => {
    for (const [index, word] of ['Isi', 'Inti'].entries()) {
      const counts = index === 0 ? { added: COUNT, changed: 0 } : { added: 0, changed: COUNT }
      expect(await sync(many(word), NOW + index)).toMatchObject({ ...counts, removed: 0 })
      const bodies = Array.from({ length: COUNT }, (_, n) => `<p>${word} ${n}.</p>`)
      expect(await column('SELECT body FROM articles ORDER BY key')).toEqual(bodies)
      expect(await column('SELECT COUNT(DISTINCT updated) FROM articles WHERE updated > 0')).toEqual([COUNT])
      expect(await column("SELECT COUNT(*) FROM articles WHERE data ->> 'id' <> id")).toEqual([0])
      expect(await column('SELECT COUNT(*) FROM search WHERE search MATCH ?1', word.toLowerCase())).toEqual([
        COUNT,
      ])
    }
  })

  it('Many articles leave little more room taken in the database than they need', async () => {
    const before = (await env.DB.prepare('SELECT 1').all()).meta.size_after
    const body = (n: number) =>
      Array.from({ length: 400 }, (_, i) => `kata${(n * 7 + i * 13) % 997}`).join(' ')
    const files = Array.from({ length: 2000 }, (_, n) => [
      `m${n}`,
      articleFile({ id: `urn:m:${n}` }, body(n)),
    ])
    await sync(contentOf(Object.fromEntries(files)))
    const after = (await env.DB.prepare('SELECT 1').all()).meta.size_after
    const [text = 0] = await column<number>('SELECT SUM(length(data) + length(body)) FROM articles')
    expect(after - before).toBeLessThan(2.2 * text)
  })
})

describe('large articles', () => {
  // As JSON every character of it takes two bytes, so that the row is beyond what one parameter may hold.
  const QUOTES = `<pre>${'"\n'.repeat(470_000)}</pre>`

  it('Large articles are stored whole, in parameters that are small enough for D1', async () => {
    const sizes: number[] = []
    const measured: Database = {
      prepare: (sql) => {
        const statement = env.DB.prepare(sql)
        const bind = statement.bind.bind(statement)
        return Object.assign(statement, {
          bind: (...values: unknown[]) => {
            for (const value of values) if (typeof value === 'string') sizes.push(value.length)
            return bind(...values)
          },
        })
      },
      batch: (statements) => env.DB.batch(statements),
    }
    const medium = 'kata '.repeat(100_000)
    const articles = { besar: QUOTES, a: medium, b: medium, c: medium, d: medium }
    const content = contentOf(
      Object.fromEntries(
        Object.entries(articles).map(([slug, body]) => [slug, articleFile({ id: `urn:x:${slug}` }, body)]),
      ),
    )
    await syncContent(measured, content, { authority: 'x.example', now: () => NOW, progress: () => {} })

    const found = await findArticle(env.DB, 'besar')
    expect(found.ok && found.value.article.body === QUOTES).toBe(true)
    expect(await column('SELECT size FROM articles ORDER BY size')).toEqual([
      500_006, 500_006, 500_006, 500_006, 940_011,
    ])
    expect(Math.max(...sizes)).toBeGreaterThan(900_000)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_500_002)
  })
})
