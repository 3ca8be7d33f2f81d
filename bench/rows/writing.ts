import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { ask } from '../lab/ask.ts'
import { timeEach } from '../lab/load.ts'
import { processorSeconds } from '../lab/process.ts'
import { type RunningWorker, SITE_BINDINGS, startWorkers } from '../lab/workers.ts'
import { median } from '../median.ts'
import { LONG, storeOf } from '../store/store.ts'
import { atLeast, atMost, MEASURED, number, type Row } from '../table.ts'

const LABELS = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' } as const
type Format = keyof typeof LABELS

const CANDIDATES: Readonly<Record<Format, readonly string[]>> = {
  rss: ['warta', 'feed', 'feedsmith', 'jsx', 'articles', 'cold'],
  atom: ['warta', 'feed', 'feedsmith', 'jsx', 'articles', 'cold'],
  json: ['warta', 'stringify', 'articles', 'feed', 'feedsmith'],
}

/** The writers beside their peers in workerd, and whole first answers after a write. */
export async function writing(context: Context): Promise<Row[]> {
  await using lab = await startWorkers({ writers: { code: await context.worker('writers.ts') } })
  const { writers } = lab.workers
  return [
    ...(await documents(writers, 'rss', context.quick)),
    ...(await documents(writers, 'atom', context.quick)),
    ...(await json(writers, context.quick)),
    ...(await firstAnswers(context)),
  ]
}

async function documents(writers: RunningWorker, format: 'rss' | 'atom', quick: boolean): Promise<Row[]> {
  const times = await compare(writers, format, quick)
  const peers = ['feed', 'feedsmith', 'jsx'].sort((a, b) => times.ms(a) - times.ms(b))
  const [best = ''] = peers
  const others = peers.map((name) => `${name} ${number(times.ms(name))} ms`).join(', ')
  const row = (what: string, own: string): Row => ({
    what,
    against: `the fastest of feed, feedsmith and hono/jsx: ${best}`,
    measured: `${number(times.ratio(best, own))}x as fast (${number(times.ms(own))} ms; ${others})`,
    ...MEASURED,
  })
  return [
    {
      ...row(`writing ${LABELS[format]} in workerd, 50 full-text entries`, 'warta'),
      ...atLeast(times.ratio(best, 'warta'), 3, 'x'),
    },
    {
      ...row(
        `${LABELS[format]} from the stored articles on, one of fifty new: composed, then written`,
        'articles',
      ),
      ...atLeast(times.ratio(best, 'articles'), 3, 'x'),
    },
    row(`${LABELS[format]} from the stored articles on, all of them new`, 'cold'),
  ]
}

async function json(writers: RunningWorker, quick: boolean): Promise<Row[]> {
  const times = await compare(writers, 'json', quick)
  const ratio = times.ratio('warta', 'stringify')
  const beside = ['articles', 'feed', 'feedsmith'].map((name) => `${name} ${number(times.ms(name))} ms`)
  const own = `${number(times.ms('warta'))} against ${number(times.ms('stringify'))} ms`
  return [
    {
      what: 'writing JSON Feed in workerd, 50 full-text items',
      against: 'JSON.stringify of the same object',
      measured: `${number(ratio)}x its time (${own}; ${beside.join(', ')})`,
      ...atMost(ratio, 1.2, 'x'),
    },
  ]
}

/** About how long one request writes: far longer than a request takes that writes nothing. */
const ROUND_MS = 25

// Many short rounds rather than a few long ones: the closer in time two candidates write, the more alike is what else
// the machine does, and the collections of garbage are spread over more rounds.
const ROUNDS = 121

/** What candidates took for one document, round after round. */
interface Times {
  /** The median, in milliseconds. */
  readonly ms: (name: string) => number
  /** One by another of the same round: the median. */
  readonly ratio: (name: string, by: string) => number
}

/** Times the candidates of a format in turn, so that a slow moment of the machine hits all of them. */
async function compare(writers: RunningWorker, format: Format, quick: boolean): Promise<Times> {
  const names = CANDIDATES[format]
  const path = (name: string, n: number) => ({ path: `/${format}/${name}?n=${n}` })
  const one = async (name: string, n: number) =>
    ((await timeEach(writers, [path(name, n)], 200))[0] ?? Number.NaN) / n
  const counts = new Map<string, number>()
  for (const name of names) {
    await one(name, 20)
    counts.set(name, Math.max(1, Math.round(ROUND_MS / (await one(name, 20)))))
  }
  const times = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = 0; round < (quick ? 15 : ROUNDS); round++) {
    for (const name of names) times.get(name)?.push(await one(name, counts.get(name) ?? 1))
  }
  const of = (name: string) => times.get(name) ?? []
  return {
    ms: (name) => median(of(name)),
    ratio: (name, by) => median(of(name).map((ms, round) => ms / (of(by)[round] ?? Number.NaN))),
  }
}

/** A reader's request right after a write that changed one of fifty articles: channel, articles, composing, writing, sending. */
async function firstAnswers(context: Context): Promise<Row[]> {
  const database = await storeOf(context, 1000, LONG)
  const site = { code: await context.site(), bindings: SITE_BINDINGS, database }
  await using lab = await startWorkers({ site })
  const db = await lab.database('site')
  const rounds = context.quick ? 3 : 15
  const rows: Row[] = []
  for (const coding of ['identity', 'gzip']) {
    const { ms, processor } = await firstAnswer(lab.workers.site, db, coding, rounds)
    rows.push({
      what: `a whole first answer after a write of one article, RSS of 50 full-text items, ${coding}`,
      against: '',
      measured: `${number(ms)} ms, ${number(processor)} ms of workerd's processor time`,
      ...MEASURED,
      note: 'local D1, which answers through two more Workers of Miniflare in the same process. Side by side with the version that kept no articles it took 0.6 of its processor time, gzip or not; half was the aim',
    })
  }
  return rows
}

async function firstAnswer(site: RunningWorker, db: D1Database, coding: string, rounds: number) {
  const request = { path: '/rss.xml?limit=50', headers: { 'Accept-Encoding': coding } }
  const times: number[] = []
  let processor = 0
  let etag = (await ask(site, request)).headers.etag
  for (let round = 0; round < rounds; round++) {
    await touch(db, round)
    // An isolate may answer from memory for a second.
    await sleep(1500)
    const before = processorSeconds(site.pid)
    times.push((await timeEach(site, [request], 200))[0] ?? Number.NaN)
    processor += processorSeconds(site.pid) - before
    const now = (await ask(site, request)).headers.etag
    if (now === etag) throw new Error('The write was not seen')
    etag = now
  }
  return { ms: median(times), processor: (processor / rounds) * 1000 }
}

// What a commit does to an article among the newest and to the channel of everything when the article changes.
async function touch(db: D1Database, nth: number): Promise<void> {
  const next = '(SELECT number FROM revision WHERE id = 1)'
  const article = `(SELECT article FROM entries WHERE channel = (SELECT key FROM channels WHERE kind = 'all')
    ORDER BY published DESC LIMIT 1 OFFSET ?1)`
  await db.batch([
    db.prepare('UPDATE revision SET number = number + 1 WHERE id = 1'),
    db.prepare(`UPDATE channels SET revision = ${next}, modified = modified + 1 WHERE kind = 'all'`),
    db.prepare(`UPDATE articles SET revision = ${next} WHERE key = ${article}`).bind(nth % 50),
    db.prepare(`UPDATE entries SET revision = ${next} WHERE article = ${article}`).bind(nth % 50),
  ])
}
