import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { openLocal } from '../../src/cli/open-database.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { claimDuePolls, type PollOptions, pollFeed } from '../../src/ingest/poll/run.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Context } from '../context.ts'
import { sentences } from '../filler.ts'
import { atLeast, atMost, number, type Row } from '../table.ts'

/** How many feeds are polled at once. */
const LANES = 20
const ITEMS = 3

/** What one round of polls came to. */
interface Round {
  readonly seconds: number
  readonly statements: number
  readonly failures: number
  readonly articles: number
}

/** Many feeds that are all due: polled one after the other, and twenty at a time. Upstreams answer at once. */
export async function polls(context: Context): Promise<Row[]> {
  const feeds = context.quick ? 100 : 1000
  const root = await writeContent(context, feeds)
  const single = await pollAll(context, root, feeds, 1)
  const many = await pollAll(context, root, feeds, LANES)
  const what = `${number(feeds)} due feeds with three new items each`
  const ratio = single.seconds / many.seconds
  return [
    {
      what: `${what}: polls that fail, ${LANES} at a time`,
      against: '',
      measured: `${many.failures} (${number(many.articles)} articles stored of ${number(feeds * ITEMS)})`,
      ...atMost(many.failures + feeds * ITEMS - many.articles, 0),
    },
    {
      what: `${what}, polled ${LANES} at a time`,
      against: 'one after the other',
      measured: `${number(ratio)} times as fast (${number(many.seconds)} s against ${number(single.seconds)} s)`,
      ...atLeast(ratio, 1),
      note: `${number(many.statements / feeds)} statements a feed, ${number(single.statements / feeds)} one after the other`,
    },
  ]
}

async function pollAll(context: Context, root: string, feeds: number, lanes: number): Promise<Round> {
  const opened = await openLocal(join(context.folder, `polls-${lanes}`))
  if (!opened.ok) throw new Error(opened.failure)
  await using local = opened.value
  const settings = { authority: 'bench.example', now: Date.now, progress: () => {} }
  const synced = await syncContent(local.db, new ContentFolder(root), settings)
  if (!synced.ok) throw new Error(JSON.stringify(synced.failure))
  const { db, sent } = counting(local.db)
  const due = await claimDuePolls(local.db, Date.now())
  if (due.length !== feeds) throw new Error(`${due.length} of ${feeds} feeds are due`)
  let [failures, articles] = [0, 0]
  const begin = performance.now()
  const lane = async () => {
    for (let source = due.pop(); source !== undefined; source = due.pop()) {
      const result = (await pollFeed(db, source, OPTIONS))?.result
      if (result?.ok && result.value.kind === 'written') articles += result.value.added
      else failures++
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const seconds = (performance.now() - begin) / 1000
  context.say(`  ${lanes} at a time: ${number(seconds)} s, ${failures} failures`)
  return { seconds, statements: sent(), failures, articles }
}

/** A database that counts the statements that are sent to it. */
function counting(original: Database): { db: Database; sent: () => number } {
  let sent = 0
  const prepare = (sql: string) => {
    sent++
    return original.prepare(sql)
  }
  return { db: { prepare, batch: (statements) => original.batch(statements) }, sent: () => sent }
}

const OPTIONS: PollOptions = {
  authority: 'bench.example',
  anywhere: false,
  userAgent: 'Warta-bench/1.0',
  timeout: 10_000,
  now: Date.now,
  jitter: Math.random,
  fetch: async (url) => new Response(documentOf(Number(/\d+/.exec(url)?.[0]))),
}

// The items of all feeds were published in the same second, and have titles that other feeds have too.
function documentOf(feed: number): string {
  const sentence = sentences(feed)
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const body = `<p>${sentence(60)}.</p><p>${sentence(80)}.</p>`
    return `<item><guid isPermaLink="false">urn:feed-${feed}:${n}</guid><title>Generated item ${n}</title>
<pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate><description><![CDATA[${body}]]></description></item>`
  })
  return `<rss version="2.0"><channel><title>Feed ${feed}</title><language>id</language>${items.join('')}</channel></rss>`
}

async function writeContent(context: Context, feeds: number): Promise<string> {
  const root = join(context.folder, 'polled')
  await mkdir(join(root, 'articles'), { recursive: true })
  const sources = Array.from(
    { length: feeds },
    (_, n) => `  - { id: feed-${n}, name: Feed ${n}, feed: "https://feed-${n}.example/rss", poll: true }\n`,
  )
  await writeFile(join(root, 'sources.yaml'), `sources:\n${sources.join('')}`)
  return root
}
