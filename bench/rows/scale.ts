import type { Context } from '../context.ts'
import { ask } from '../lab/ask.ts'
import { type Contestant, contest } from '../lab/contest.ts'
import { type Request, timeEach } from '../lab/load.ts'
import { type RunningWorker, SITE_BINDINGS, startWorkers, type WorkerOptions } from '../lab/workers.ts'
import { median } from '../median.ts'
import { SHORT, storeOf } from '../store/store.ts'
import { atMost, number, type Row } from '../table.ts'

const PATH = '/rss.xml?limit=50'

/** One store in a run: how many articles, the site on it, and a site that tells the rows that it reads. */
interface Sized {
  readonly count: number
  readonly site: RunningWorker
  readonly counting: RunningWorker
  readonly etag: string
}

/** The same feed with few articles stored and with many. The smallest store is what the others are held to. */
export async function scale(context: Context): Promise<Row[]> {
  const workers: Record<string, WorkerOptions> = {}
  for (const count of context.sizes) {
    const database = await storeOf(context, count, SHORT)
    workers[`site-${count}`] = { code: await context.site(), bindings: SITE_BINDINGS, database }
    workers[`counting-${count}`] = {
      code: await context.worker('counting.ts'),
      bindings: SITE_BINDINGS,
      database,
    }
  }
  await using lab = await startWorkers(workers)
  const running = (name: string) => {
    const worker = lab.workers[name]
    if (!worker) throw new Error(`${name} does not run`)
    return worker
  }
  const stores: Sized[] = []
  for (const count of context.sizes) {
    const site = running(`site-${count}`)
    const { etag = '' } = (await ask(site, { path: PATH })).headers
    stores.push({ count, site, counting: running(`counting-${count}`), etag })
  }
  return [
    ...(await unmodified(stores, context.quick)),
    ...(await misses(stores, context.quick ? 20 : 200)),
    await rowsRead(stores),
  ]
}

async function unmodified(stores: readonly Sized[], quick: boolean): Promise<Row[]> {
  const contestants = stores.map(
    ({ count, site, etag }): Contestant<string> => ({
      name: String(count),
      worker: site,
      request: { path: PATH, headers: { 'If-None-Match': etag } },
      status: 304,
    }),
  )
  const standings = await contest(contestants, quick)
  return stores.slice(1).map(({ count }) => {
    const { ratio = Number.NaN, perSecond = 0 } = standings[String(count)] ?? {}
    const base = standings[String(stores[0]?.count)]?.perSecond ?? 0
    return {
      what: `304 with ${number(count)} articles stored`,
      against: `with ${number(stores[0]?.count ?? 0)}`,
      measured: `${number(1 / ratio)}x the time (${number(perSecond)} against ${number(base)} requests/s)`,
      ...atMost(1 / ratio, 1.2, 'x'),
    }
  })
}

/** Feeds that no memory holds: documents name their own host, so each host has one of its own. */
async function misses(stores: readonly Sized[], rounds: number): Promise<Row[]> {
  const times = stores.map((): number[] => [])
  const ratios = stores.map((): number[] => [])
  for (let round = -5; round < rounds; round++) {
    const requests: Request[] = [{ path: PATH, headers: { Host: `miss${round + 5}.example` } }]
    const measured: number[] = []
    for (const { site } of stores) measured.push((await timeEach(site, requests, 200))[0] ?? Number.NaN)
    if (round < 0) continue
    for (const [index, ms] of measured.entries()) {
      times[index]?.push(ms)
      ratios[index]?.push(ms / (measured[0] ?? Number.NaN))
    }
  }
  return stores.slice(1).map(({ count }, index) => {
    const ratio = median(ratios[index + 1] ?? [])
    const [ms, base] = [median(times[index + 1] ?? []), median(times[0] ?? [])]
    return {
      what: `a feed of 50 items, rendered, with ${number(count)} articles stored`,
      against: `with ${number(stores[0]?.count ?? 0)}`,
      measured: `${number(ratio)}x the time (${number(ms)} against ${number(base)} ms)`,
      ...atMost(ratio, 1.2, 'x'),
    }
  })
}

async function rowsRead(stores: readonly Sized[]): Promise<Row> {
  const counts: string[] = []
  for (const { counting, etag } of stores) {
    const read = async (request: Request) =>
      (await ask(counting, request)).headers['x-rows-read'] ?? 'unknown'
    // The first question to an isolate, so that none of its memory answers.
    const unchanged = await read({ path: PATH, headers: { 'If-None-Match': etag } })
    counts.push(`${unchanged} for a 304, ${await read({ path: PATH })} for a feed of 50`)
  }
  const equal = new Set(counts).size === 1
  return {
    what: 'rows read',
    against: stores.map(({ count }) => number(count)).join(', '),
    measured: equal ? (counts[0] ?? '') : counts.join('; '),
    bar: 'equal for every size',
    reached: equal,
  }
}
