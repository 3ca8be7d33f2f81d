import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { openLocal } from '../../src/cli/open-database.ts'
import { readConfig } from '../../src/config.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import type { HubMessage } from '../../src/model/subscription.ts'
import type { Database } from '../../src/storage/database.ts'
import { settleTopics } from '../../src/storage/hub/topics.ts'
import { announce } from '../../src/websub/announce.ts'
import { deliver } from '../../src/websub/deliver.ts'
import { hubOf } from '../../src/websub/hub-context.ts'
import { countRows } from '../../test/support/count-rows.ts'
import type { Context } from '../context.ts'
import { articleFile, editionFile, REGISTRY } from '../store/article-files.ts'
import { atMost, MEASURED, number, type Row } from '../table.ts'

const ARTICLES = 60
const DAY_MS = 86_400_000
const CHUNK = 200

/** A topic is not pushed more often. */
const PAUSE_MS = 2500

/** Chunks that make a thousand deliveries. */
const CHUNKS = 5

/** What a store of subscriptions of one topic costs. */
interface Cost {
  readonly count: number
  readonly chunks: number
  /** Of the announcement: seconds, rows read, and messages. */
  readonly seconds: number
  readonly announced: number
  /** Of a thousand deliveries: rows, statements, and seconds beside the requests themselves. */
  readonly read: number
  readonly written: number
  readonly perChunk: number
  /** Rows read of one chunk, when the document is in memory. */
  readonly ofChunk: number
}

/** Subscriptions of one topic in the database, few and many: what the announcement and each chunk cost. */
export async function hubStore(context: Context): Promise<Row[]> {
  const costs: Cost[] = []
  for (const count of context.quick ? [1000, 100_000] : [1000, 1_000_000])
    costs.push(await costOf(context, count))
  const [few, many] = costs
  if (!few || !many) throw new Error('Nothing was measured')
  return [
    {
      what: `rows read of a chunk of ${CHUNK} with ${number(many.count)} subscriptions of one topic`,
      against: `with ${number(few.count)}`,
      measured: `${number(many.ofChunk)} against ${number(few.ofChunk)}`,
      ...atMost(many.ofChunk / few.ofChunk, 1, ' times as many'),
      note: `a chunk took ${number(many.perChunk * 1000)} ms of a run against ${number(few.perChunk * 1000)} ms, with callbacks that take none`,
    },
    {
      what: 'D1 rows for 1,000 deliveries',
      against: '',
      measured: `${number(few.read)} read, ${number(few.written)} written`,
      bar: 'at most 1,100 read, 60 written',
      reached: few.read <= 1100 && few.written <= 60,
    },
    {
      what: `the announcement to ${number(many.count)} subscriptions`,
      against: '',
      measured: `${number(many.seconds)} s, ${number(many.announced)} rows read, ${number(many.chunks)} messages`,
      ...MEASURED,
    },
  ]
}

async function costOf(context: Context, count: number): Promise<Cost> {
  const root = join(context.folder, `hub-${count}`)
  const state = join(root, 'state')
  await writeContent(root)
  {
    await using local = await open(state)
    await syncAll(local.db, root)
  }
  const begin = performance.now()
  await fill(state, count)
  context.say(`  ${number(count)} subscriptions stored, ${number((performance.now() - begin) / 1000)} s`)
  await using local = await open(state)
  const worker = workerOf(local.db)
  // The second push is measured: the articles of the first one are in memory, as they are in a Worker that runs.
  for (const edition of [1, 2]) {
    await writeFile(
      join(root, 'articles', `edition-${edition}.md`),
      editionFile(edition, Date.now() - DAY_MS / 2),
    )
    await syncAll(local.db, root)
    const cost = await measure(worker, count)
    if (edition === 2) return cost
    await sleep(PAUSE_MS)
  }
  throw new Error('Nothing was measured')
}

/** The hub of one isolate, whose queue is read by hand, and the rows that it has read and written. */
function workerOf(db: Database) {
  const { counted, rows } = countRows(db as D1Database)
  const messages: HubMessage[] = []
  const queue = {
    send: async (body: HubMessage) => void messages.push(body),
    sendBatch: async (all: Iterable<{ body: HubMessage }>) =>
      void messages.push(...Array.from(all, ({ body }) => body)),
  } as never
  const env = {
    DB: counted,
    SITE_URL: 'https://news.example',
    HUB_TASKS: queue,
    HUB_DELIVERIES: queue,
  } as never
  const hub = hubOf(env, readConfig(env))
  if (!hub) throw new Error('There is no hub')
  return { hub: { ...hub, fetch: async () => new Response(null, { status: 204 }) }, messages, rows }
}

async function measure({ hub, messages, rows }: ReturnType<typeof workerOf>, count: number): Promise<Cost> {
  const first = { ...rows }
  const begin = performance.now()
  await announce(hub)
  const seconds = (performance.now() - begin) / 1000
  const announced = rows.read - first.read
  const chunks = messages.length
  const begun = performance.now()
  let before = rows.read
  for (const message of messages.splice(0).slice(0, CHUNKS)) {
    before = rows.read
    await deliver(hub, message as never, () => {})
  }
  const perChunk = (performance.now() - begun) / 1000 / CHUNKS
  const ofChunk = rows.read - before
  await settleTopics(hub.db)
  // The rows of the announcement are those of all chunks, of which there are more than five in a large store.
  const [read, written] = [rows.read - first.read, rows.written - first.written]
  return { count, chunks, seconds, announced, read, written, ofChunk, perChunk }
}

async function open(state: string) {
  const opened = await openLocal(state)
  if (!opened.ok) throw new Error(opened.failure)
  return opened.value
}

async function syncAll(db: Database, root: string): Promise<void> {
  const settings = { authority: 'bench.example', now: Date.now, progress: () => {} }
  const synced = await syncContent(db, new ContentFolder(root), settings)
  if (!synced.ok) throw new Error(JSON.stringify(synced.failure))
}

async function writeContent(root: string): Promise<void> {
  await mkdir(join(root, 'articles'), { recursive: true })
  await writeFile(join(root, 'sources.yaml'), REGISTRY)
  for (let n = 0; n < ARTICLES; n++) {
    await writeFile(join(root, 'articles', `file-${n}.md`), articleFile(n, Date.now() - DAY_MS - n * 60_000))
  }
}

/** Puts subscriptions into the database straight away, as if they had been verified. */
async function fill(state: string, count: number): Promise<void> {
  const files = await readdir(state, { recursive: true })
  const file = files.find((name) => /^v3.d1.*[0-9a-f]{64}\.sqlite$/.test(name))
  if (!file) throw new Error(`No database in ${state}`)
  using database = new DatabaseSync(join(state, file))
  database.exec(FILL.replaceAll('COUNT', String(count)))
}

const FILL = `
  PRAGMA synchronous = OFF;
  BEGIN;
  INSERT INTO topics (url, kind, slug, format, seen, pushed)
  SELECT 'https://news.example/rss.xml', kind, slug, 'rss', revision, revision FROM channels WHERE kind = 'all';
  WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < COUNT - 1)
  INSERT INTO subscriptions (topic, chunk, callback, host, secret, since, lease_until, request)
  SELECT t.key, 1 + n / ${CHUNK}, printf('https://reader-%d.example/websub/callback/%d', n % 1000, n),
    printf('reader-%d.example', n % 1000), printf('secret-of-%d', n), unixepoch() * 1000 - ${DAY_MS},
    unixepoch() * 1000 + ${9 * DAY_MS}, 1
  FROM numbers, topics t;
  INSERT INTO hub_chunks (topic, chunk, slow, size, revision, at)
  SELECT s.topic, s.chunk, 0, COUNT(*), t.pushed, unixepoch() * 1000 FROM subscriptions s JOIN topics t ON t.key = s.topic
  GROUP BY s.topic, s.chunk;
  COMMIT`.replace('COUNT(*)', 'count(*)')
