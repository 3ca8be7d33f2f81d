import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { pollFeed } from '../../src/ingest/poll/run.ts'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { killArticle, undoKill } from '../../src/lifecycle/kill-article.ts'
import { ARTICLE, ask, HOUR, put, token } from '../support/api-client.ts'
import { type End, type EndingDatabase, endingDatabase } from '../support/ending-database.ts'
import { articleFile, contentOf, get, NOW } from '../support/site.ts'
import { expectSound } from '../support/sound-database.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'
import { item, rss, SATU, story, syncPolled, Upstream } from '../support/upstream.ts'
import { ninjs } from '../support/wire-items.ts'

// kill -9 at each statement: every kind of write is begun again and again by a process that ends after its first call of
// the database, after its second, and so on, and in the middle of each transaction. Then another process looks at what is
// stored, and does the write.

const SCOPES = ['publish', 'correct', 'kill'] as const
const LATER = new Date(NOW + HOUR).toISOString()
const kill = { kind: 'kill' as const, reason: 'Salah orang.' }
const CANARY = 'Xkanari'

let secret = ''

/** A kind of write. */
interface Write {
  /** What is stored before it. */
  readonly before?: () => Promise<unknown>
  readonly write: (db: D1Database) => Promise<unknown>
  /** Into how many steps it may be cut, because it has so many transactions that readers, or clients, see something of. */
  readonly steps: number
  /** The clock of the write, in ms since the epoch. */
  readonly now?: number
}

const api =
  (method: string, path: string, body?: unknown, headers = {}) =>
  (db: D1Database) =>
    ask(method, path, { secret, headers, ...(body !== undefined && { body }), bindings: { DB: db } })

const held = { embargo: LATER, title: `${CANARY} nanti` }
const upstream = new Upstream()
upstream.serve(
  SATU,
  rss('Kabar Satu', item('urn:satu:1', CANARY, story(CANARY)), item('urn:satu:2', 'Dua', 'Isi.')),
)

const FILES = { tetap: articleFile({ id: 'urn:x:0' }), ganti: articleFile({ id: 'urn:x:1', tags: ['lama'] }) }
const syncFiles = (files: Record<string, string>) => (db: D1Database) =>
  syncContent(db, contentOf(files), {
    authority: 'warta.example',
    now: Date.now,
    progress: () => {},
    removeMany: true,
  })

const WRITES: Readonly<Record<string, Write>> = {
  'a PUT of a new article': { write: api('PUT', 'articles/a', { ...ARTICLE, title: CANARY }), steps: 1 },
  'a PUT of another version, with other tags and another slug': {
    before: () => put('a', secret, { tags: ['Lama'] }),
    write: api('PUT', 'articles/a', { ...ARTICLE, title: CANARY, slug: 'lain-lagi', tags: ['Baru'] }),
    steps: 1,
  },
  'a PUT that puts a public article under an embargo': {
    before: () => put('a', secret, { tags: ['Lama'] }),
    write: api('PUT', 'articles/a', { ...ARTICLE, ...held }),
    steps: 1,
  },
  'a correction': {
    before: () => put('a', secret),
    write: api('POST', 'articles/a/corrections', { text: 'Keliru.' }),
    steps: 1,
  },
  'a DELETE': {
    before: () => put('a', secret, { title: CANARY, tags: ['Lama'] }),
    write: api('DELETE', 'articles/a'),
    steps: 1,
  },
  'a withdrawal': {
    before: () => put('a', secret, { title: CANARY, tags: ['Lama'] }),
    write: api('PUT', 'articles/a/withdrawal', kill),
    steps: 1,
  },
  'a withdrawal of a held article': {
    before: () => put('a', secret, { ...held, id: 'urn:x:a' }),
    write: api('PUT', 'articles/a/withdrawal', kill),
    steps: 1,
  },
  // First its name is reserved.
  'a withdrawal before its article': { write: api('PUT', 'articles/a/withdrawal', kill), steps: 2 },
  'a withdrawal of what was deleted': {
    before: async () => {
      await put('a', secret, { title: CANARY })
      await ask('DELETE', 'articles/a', { secret })
    },
    write: api('PUT', 'articles/a/withdrawal', kill),
    steps: 1,
  },
  // What is canceled goes in a write of its own.
  'a wire document with a new item, a withheld one and a canceled one': {
    before: () => ask('POST', 'documents', { secret, body: ninjs() }),
    write: api(
      'POST',
      'documents',
      [
        ...[
          { uri: 'urn:w:2', headline: CANARY },
          { uri: 'urn:w:3', pubstatus: 'withheld', versioncreated: '2022-09-20T12:40:00+07:00' },
        ],
        ...[{ pubstatus: 'canceled', version: '2' }],
      ].map((more) => ({ ...JSON.parse(ninjs()), ...more })),
    ),
    steps: 2,
  },
  'a sync that adds, changes, renames, removes, holds and withdraws files': {
    before: () =>
      syncFiles({
        ...FILES,
        hapus: articleFile({ id: 'urn:x:2', title: CANARY }),
        pindah: articleFile({ id: 'urn:x:3' }),
        tahan: articleFile({ id: 'urn:x:5' }),
        tarik: articleFile({ id: 'urn:x:6' }),
      })(env.DB),
    write: syncFiles({
      tetap: articleFile({ id: 'urn:x:0' }),
      ganti: articleFile({ id: 'urn:x:1', tags: ['baru'] }, 'Isi lain.'),
      'pindah-ke-sini': articleFile({ id: 'urn:x:3' }),
      tambah: articleFile({ id: 'urn:x:4', title: `${CANARY} tambah` }),
      tahan: articleFile({ id: 'urn:x:5', embargo: LATER }),
      tarik: articleFile({ id: 'urn:x:6', withdrawn: kill }),
    }),
    steps: 1,
  },
  'a poll': {
    before: () => syncPolled(),
    write: (db) => pollFeed(db, 'satu', { ...upstream.options(), now: Date.now }),
    steps: 2,
  },
  // Expiries, what feeds tell no longer, and releases are a write each.
  'what is due by the clock: an expiry, the end of a notice, and a release': {
    before: async () => {
      await put('a', secret, { title: `${CANARY} habis`, expires: LATER })
      await put('b', secret, held)
      await put('c', secret, { title: 'Ditarik' })
      await ask('PUT', 'articles/c/withdrawal', { secret, body: kill })
      await env.DB.prepare('UPDATE withdrawals SET notice_until = ?1')
        .bind(NOW + HOUR)
        .run()
    },
    write: (db) => applyDue(db, NOW + HOUR),
    now: NOW + HOUR,
    steps: 3,
  },
  'a kill by the operator': {
    before: () => put('a', secret, { id: 'urn:x:a', title: CANARY }),
    write: (db) => killArticle(db, { id: 'urn:x:a', ending: kill, actor: 'cli', now: Date.now() }),
    steps: 1,
  },
  'a lift of a kill': {
    before: async () => {
      await put('a', secret, { id: 'urn:x:a', title: CANARY })
      await killArticle(env.DB, { id: 'urn:x:a', ending: kill, actor: 'cli', now: Date.now() })
    },
    write: (db) => undoKill(db, { id: 'urn:x:a', actor: 'cli', now: Date.now() }),
    steps: 1,
  },
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  vi.spyOn(console, 'error').mockReturnValue()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/**
 * What is stored, but for what is only on its way, what was noted of who asked, how often something was written, and what is
 * minted by chance.
 */
async function stored(): Promise<Record<string, unknown>> {
  const dumped = await dumpTables()
  for (const table of ['runs', 'staged_articles', 'staged_sources', 'audit', 'tokens']) delete dumped[table]
  const text = JSON.stringify(dumped, (name, value) => (UNCOUNTED.includes(name) ? undefined : value))
  return JSON.parse(text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'UUID'))
}

/** What counts writes: one that comes again is counted again. */
const UNCOUNTED = ['writes', 'synced', 'added']

/** Does a write with a database, from the same beginning each time. */
async function begin({ before, now = NOW + 1000 }: Write): Promise<void> {
  vi.setSystemTime(NOW)
  await emptyTables()
  await syncFiles(FILES)(env.DB)
  secret = await token({ name: 'cms', scopes: SCOPES })
  await before?.()
  vi.setSystemTime(now)
}

/** Does a write as a process that ends. What it then says to whoever asked it is nothing that arrives. */
async function interrupted({ write }: Write, end: End): Promise<EndingDatabase> {
  const ending = endingDatabase(end)
  await Promise.resolve(write(ending.db)).catch(() => {})
  return ending
}

/** Where a write can be cut off: after each call that writes, and within each transaction. */
function endsOf(calls: EndingDatabase['calls']): End[] {
  return calls.flatMap(({ writes, statements }, index) => {
    if (!writes) return []
    const most = statements > 1 ? statements : 0
    const all = Array.from({ length: most }, (_, n) => n + 1)
    const within = inject('soak') ? all : []
    return [...within.map((one) => ({ calls: index, statements: one })), { calls: index + 1 }]
  })
}

describe.each(Object.entries(WRITES))('%s', (_, write) => {
  it('is done whole or not at all, wherever its process is killed, and again leads to the same', async () => {
    await begin(write)
    const states = [JSON.stringify(await stored())]
    const { calls } = await interrupted(write, { calls: Number.POSITIVE_INFINITY })
    const end = JSON.stringify(await stored())
    await expectWhole()
    expect(end).not.toBe(states[0])
    const ends = endsOf(calls)
    expect(ends.length).toBeGreaterThan(0)
    for (const one of ends) {
      await begin(write)
      const { isOver } = await interrupted(write, one)
      const state = JSON.stringify(await stored())
      if (!states.includes(state)) {
        states.push(state)
        await expectWhole()
      }
      // Another process, which has nothing in its memory.
      await write.write(env.DB)
      expect(await stored(), `after ${JSON.stringify(one)}`).toEqual(JSON.parse(end))
      if (one !== ends.at(-1)) expect(isOver()).toBe(true)
    }
    // One more step than transactions at most, and nothing in between.
    expect(states.length).toBeLessThanOrEqual(write.steps + 1)
    expect(states).toContain(end)
  })
})

/** What is stored holds together, and readers see an article everywhere or nowhere. */
async function expectWhole(): Promise<void> {
  await expectSound()
  const feed = await jsonFeed('/feed.json?limit=100')
  // A reader may have done what was due by the clock.
  const slugs = await column<string>('SELECT slug FROM articles ORDER BY slug')
  expect(feed).toEqual(slugs)
  const map = await (await get('/sitemap.xml')).text()
  const mapped = [...map.matchAll(/\/articles\/([^<]+)</g)].map(([, slug]) => slug)
  expect(mapped.sort()).toEqual(slugs)
  const named = "SELECT slug FROM articles WHERE data ->> 'title' LIKE ?1 ORDER BY slug"
  expect(await jsonFeed(`/search/feed.json?q=${CANARY}`)).toEqual(await column<string>(named, `${CANARY}%`))
}

/** The slugs of the articles that a feed shows. */
async function jsonFeed(path: string): Promise<string[]> {
  const { items } = await (await get(path)).json<{
    items: { url?: string; _lifecycle?: { state?: string } }[]
  }>()
  const shown = items.filter((one) => one._lifecycle?.state === undefined)
  return shown.map(({ url = '' }) => url.split('/').at(-1) ?? '').sort()
}
