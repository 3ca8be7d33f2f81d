import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { ask } from '../lab/ask.ts'
import { timeEach } from '../lab/load.ts'
import { memoryBytes } from '../lab/process.ts'
import { bareWorker, SITE_BINDINGS, startWorkers, type WorkerOptions } from '../lab/workers.ts'
import { median } from '../median.ts'
import { LONG, storeOf } from '../store/store.ts'
import { atMost, MEASURED, number, type Row } from '../table.ts'

const MB = 1e6

/** What a deployment weighs: the bundle, the time until it can answer, the memory that many feeds take. */
export async function footprint(context: Context): Promise<Row[]> {
  const { bytes, gzip } = await context.site()
  return [
    {
      what: 'bundle, gzip',
      against: '',
      measured: `${number(gzip / 1024)} KB (${number(bytes / 1024)} KB as it is)`,
      ...atMost(gzip / 1024, 220, ' KB'),
    },
    await startUp(context),
    await memory(context),
  ]
}

/** From the start of workerd to the first answer, with no database in it: `/attribution` reads none. */
async function startUp(context: Context): Promise<Row> {
  const site = { code: await context.site(), bindings: SITE_BINDINGS }
  const bare = { code: bareWorker({ status: 200, headers: {}, body: null }) }
  const times: { site: number[]; bare: number[] } = { site: [], bare: [] }
  for (let round = context.quick ? 6 : 0; round < 9; round++) {
    times.site.push(await untilAnswer(site))
    times.bare.push(await untilAnswer(bare))
  }
  const more = median(times.site.map((time, round) => time - (times.bare[round] ?? 0)))
  return {
    what: 'start-up: workerd spawned until the first answer',
    against: 'a bare Worker',
    measured: `${number(more)} ms more (${number(median(times.site))} against ${number(median(times.bare))} ms)`,
    ...MEASURED,
  }
}

async function untilAnswer(worker: WorkerOptions): Promise<number> {
  const begin = performance.now()
  await using lab = await startWorkers({ worker })
  await ask(lab.workers.worker, { path: '/attribution' })
  return performance.now() - begin
}

/** workerd's memory after a thousand feeds of fifty items, and after three thousand: it must not go on growing. */
async function memory(context: Context): Promise<Row> {
  const database = await storeOf(context, 1000, LONG)
  const site = { code: await context.site(), bindings: SITE_BINDINGS, database }
  await using lab = await startWorkers({ site })
  const worker = lab.workers.site
  const after: number[] = []
  const rounds = context.quick ? [0, 100, 300] : [1, 1000, 3000]
  for (const [index, feeds] of rounds.entries()) {
    const first = rounds[index - 1] ?? 0
    await timeEach(
      worker,
      Array.from({ length: feeds - first }, (_, n) => feed(first + n)),
      200,
    )
    await sleep(1000)
    after.push(memoryBytes(worker.pid) / MB)
  }
  const [before = 0, thousand = 0, more = 0] = after
  const [, count = 0, most = 0] = rounds
  return {
    what: `memory of workerd after ${number(count)} distinct feeds of 50 full-text items`,
    against: 'before them',
    measured: `${number(thousand)} MB (before ${number(before)} MB, after ${number(most)} feeds ${number(more)} MB)`,
    bar: `bounded: ${number(most)} feeds take at most 1.1x as much`,
    reached: more <= thousand * 1.1,
    note: 'the whole process: V8, SQLite and what waits for the garbage collector',
  }
}

/** A feed that was not asked for before: documents name their own host, so each host has its own. */
function feed(n: number) {
  return { path: '/rss.xml?limit=50', headers: { Host: `h${n}.example` } }
}
