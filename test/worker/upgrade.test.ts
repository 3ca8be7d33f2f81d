import { env } from 'cloudflare:test'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyMigrations } from '../../src/storage/migrations.ts'
import { articleFile, contentOf, get, NOW, trySync } from '../support/site.ts'
import { item, newsOf, rss, SATU, syncPolled, Upstream } from '../support/upstream.ts'

const LATER = {
  name: '9999_later.sql',
  sql: `
    CREATE TABLE later (key INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
    ${[
      'articles',
      'channels',
      'entries',
      'archives',
      'revision',
      'sources',
      'polls',
      'aliases',
      'runs',
      'staged_articles',
    ]
      .map((table) => `ALTER TABLE ${table} ADD COLUMN later INTEGER NOT NULL DEFAULT 0`)
      .join(';\n')};
    CREATE INDEX articles_later ON articles (later)`,
}

/** Makes a database without any table. Virtual tables go first, and take theirs along. */
async function blank(): Promise<void> {
  const tables = async () => {
    const found = await env.DB.prepare(
      `SELECT name, sql LIKE 'CREATE VIRTUAL%' AS virtual FROM sqlite_master
       WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*' ORDER BY virtual DESC, rowid DESC`,
    ).all<{ name: string }>()
    return found.results.map(({ name }) => name)
  }
  for (let [name] = await tables(); name !== undefined; [name] = await tables()) {
    await env.DB.prepare(`DROP TABLE "${name}"`).run()
  }
}

const PATHS = [
  ...[
    '/',
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/tags/dunia',
    '/tags/dunia/rss.xml?limit=5&content=summary',
  ],
  ...[
    '/rss.xml?tag=dunia',
    '/authors/lintar-satria',
    '/publishers/republika/atom.xml',
    '/languages/id/feed.json',
  ],
  ...[
    '/articles/contoh',
    '/articles/lama',
    '/articles/pergi',
    '/archives/1/atom.xml',
    '/search',
    '/search?q=isi',
  ],
  ...['/search/rss.xml?q=beri*', '/search?q="isi berita" -lain', '/opml.xml', '/feeds.json', '/sitemap.xml'],
  ...[
    '/sitemap-1.xml',
    '/sitemap-news.xml',
    '/sitemap-channels-1.xml',
    '/robots.txt',
    '/healthz',
    '/nothing',
  ],
]

/** What a site answers to all sorts of requests. */
async function statuses(): Promise<Record<string, number>> {
  const seen: Record<string, number> = {}
  for (const path of PATHS) seen[path] = (await get(path)).status
  return seen
}

/** Syncs, syncs an edit, and polls twice. */
async function write(): Promise<void> {
  const upstream = new Upstream()
  await syncPolled({ lama: [{ id: 'urn:x:1' }], pergi: [{ id: 'urn:x:2', title: 'Pergi' }] })
  await syncPolled({ contoh: [{ id: 'urn:x:1', title: 'Baru', tags: ['Dunia'] }, 'Isi berita.'] })
  for (const body of ['Isi.', 'Isi lain.']) {
    upstream.now += 60_000
    upstream.serve(SATU, rss('Kabar Satu', item('satu', 'Berita', body)))
    expect(newsOf(await upstream.poll('satu'))?.kind).toBe('written')
  }
}

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await blank()
})

afterAll(async () => {
  await blank()
  await applyMigrations(env.DB, env.MIGRATIONS)
})

describe('an upgrade', () => {
  it('This version reads and writes a database that a later one has added to', async () => {
    await applyMigrations(env.DB, env.MIGRATIONS)
    await write()
    const before = await statuses()
    expect(new Set(Object.values(before))).toEqual(new Set([200, 301, 302, 404, 410]))
    expect(await applyMigrations(env.DB, [...env.MIGRATIONS, LATER])).toMatchObject({ value: [LATER.name] })
    expect(await statuses()).toEqual(before)
    await blank()
    await applyMigrations(env.DB, [...env.MIGRATIONS, LATER])
    await write()
    expect(await statuses()).toEqual(before)
  })

  it('This version answers no 500 where its newest migrations are missing, and the log says how to apply them', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    for (const missing of [1, 3, 6]) {
      await blank()
      await applyMigrations(env.DB, env.MIGRATIONS.slice(0, -missing))
      const outcome = await trySync(
        contentOf({ contoh: articleFile({ tags: ['Dunia'] }, 'Isi berita.') }),
        NOW,
      ).catch(String)
      expect(outcome).toSatisfy((one) => typeof one !== 'string' || one.includes('D1_ERROR'))
      const answers = await statuses()
      expect(
        Object.entries(answers).filter(([, status]) => ![200, 301, 302, 404, 410, 503].includes(status)),
      ).toEqual([])
    }
    const lines = log.mock.calls.filter(([line]) => String(line).endsWith(' 503'))
    expect(lines).not.toEqual([])
    expect(String(lines.flat())).toContain(
      'lacks a migration of this version: npx wrangler d1 migrations apply',
    )
  })

  it('A migration since the first release only adds, so that the version before goes on answering', () => {
    const later = env.MIGRATIONS.filter(({ name }) => name > '0009')
    const taking = later.filter(({ sql }) =>
      /\b(?:DROP\s+(?:TABLE|COLUMN)|RENAME)\b/i.test(sql.replace(/--.*$/gm, '')),
    )
    expect(taking.map(({ name }) => name)).toEqual([])
  })
})
