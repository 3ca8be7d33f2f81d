import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { applyMigrations } from '../../src/storage/migrations.ts'
import { idsOfWalk, walk } from '../support/archive-walk.ts'
import { Isolate } from '../support/isolate.ts'
import { NOW, sync } from '../support/site.ts'
import { Story } from '../support/story.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'

const HISTORY = '0010_arrivals.sql'

const ORDER = ['revision', 'sources', 'articles', 'channels', 'entries', 'former_slugs', 'polls', 'aliases']

/** Makes the database what it was before there was any history, with everything that it holds. */
async function goBack(): Promise<void> {
  const dumped = await dumpTables()
  const names = [...Object.keys(dumped), 'd1_migrations']
  const drops = ['PRAGMA defer_foreign_keys = on', ...names.map((name) => `DROP TABLE ${name}`)]
  await env.DB.batch(drops.map((sql) => env.DB.prepare(sql)))
  await applyMigrations(
    env.DB,
    env.MIGRATIONS.filter(({ name }) => name < HISTORY),
  )
  await env.DB.batch([env.DB.prepare('DELETE FROM revision'), env.DB.prepare('DELETE FROM channels')])
  for (const table of ORDER) await fill(table, dumped[table] ?? [])
}

/** Puts rows into a table, as far as it has their columns. */
async function fill(table: string, rows: readonly unknown[]): Promise<void> {
  const columns = await column<string>('SELECT name FROM pragma_table_info(?1)', table)
  const values = columns.map((name) => `value ->> '${name}'`)
  const sql = `INSERT INTO ${table} (${columns.join()}) SELECT ${values.join()} FROM json_each(?1)`
  await env.DB.prepare(sql).bind(JSON.stringify(rows)).run()
}

const story = new Story().add(1, 250)

beforeAll(async () => {
  await emptyTables()
  await sync(story.content, NOW)
  story.delete(3).edit(100, { title: 'Ralat' })
  // Arrived last, and is the oldest: who migrates can't know the first.
  story.add(-9)
  await sync(story.content, NOW + 60_000)
  await goBack()
})

describe('a database from before there was any history', () => {
  it('has entries without arrival, and neither counters nor archives', async () => {
    const of = (table: string) => column<string>('SELECT name FROM pragma_table_info(?1)', table)
    expect(await of('entries')).not.toContain('arrival')
    expect(await of('channels')).not.toContain('arrivals')
    expect(await of('archives')).toEqual([])
    expect(
      await column(
        'SELECT COUNT(*) FROM entries WHERE channel = (SELECT key FROM channels WHERE kind = ?1)',
        'all',
      ),
    ).toEqual([250])
  })

  it('is migrated: every channel has its entries counted from the oldest', async () => {
    const applied = await applyMigrations(env.DB, env.MIGRATIONS)
    expect(applied[0]).toBe(HISTORY)
    const channels = await column<number>('SELECT key FROM channels')
    expect(channels.length).toBeGreaterThan(8)
    for (const key of channels) {
      const [entries] = await column<number>('SELECT COUNT(*) FROM entries WHERE channel = ?1', key)
      const byTime = 'SELECT arrival FROM entries WHERE channel = ?1 ORDER BY published, article'
      expect(await column(byTime, key)).toEqual(Array.from({ length: Number(entries) }, (_, n) => n + 1))
      expect(await column('SELECT arrivals FROM channels WHERE key = ?1', key)).toEqual([entries])
      const archives = Array.from({ length: Math.ceil(Number(entries) / 100) }, (_, n) => n + 1)
      const numbers = 'SELECT number FROM archives WHERE channel = ?1 ORDER BY number'
      expect(await column(numbers, key)).toEqual(archives)
      const stamps =
        'SELECT DISTINCT h.revision = c.revision AND c.archived = c.revision FROM archives h JOIN channels c ON c.key = h.channel WHERE c.key = ?1'
      expect(await column(stamps, key)).toEqual(archives.length > 0 ? [1] : [])
    }
  })

  it('promises nobody the changes since before', async () => {
    const { headers } = await new Isolate().get('/rss.xml')
    const [, variant, build] = String(headers.get('ETag')).slice(1, -1).split('-')
    const before = { 'A-IM': 'feed', 'If-None-Match': `"${NOW.toString(36)}-${variant}-${build}"` }
    expect((await new Isolate().get('/rss.xml', before)).status).toBe(200)
    const now = { 'A-IM': 'feed', 'If-None-Match': String(headers.get('ETag')) }
    await sync(story.add(260).content, NOW + 120_000)
    expect((await new Isolate().get('/rss.xml', now)).status).toBe(226)
  })

  it('is walked through, and goes on to count where it was', async () => {
    for (const path of ['/rss.xml', '/feed.json']) {
      expect(idsOfWalk(await walk(new Isolate(), path))).toEqual(story.ids())
    }
    expect(idsOfWalk(await walk(new Isolate(), '/tags/dunia/atom.xml'))).toEqual(story.ids('Dunia'))
    const arrivals = "SELECT arrivals FROM channels WHERE kind = 'all'"
    expect(await column(arrivals)).toEqual([251])
  })
})
