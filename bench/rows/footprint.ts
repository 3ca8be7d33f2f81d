import { readFile } from 'node:fs/promises'
import type { Context } from '../context.ts'
import { ask } from '../lab/ask.ts'
import { isolateUse } from '../lab/inspector.ts'
import { timeEach } from '../lab/load.ts'
import { memoryBytes } from '../lab/process.ts'
import {
  bareWorker,
  type RunningWorker,
  SITE_BINDINGS,
  startWorkers,
  type WorkerOptions,
} from '../lab/workers.ts'
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
      ...atMost(gzip / 1024, 205, ' KB'),
    },
    await startUp(context),
    await memory(context),
  ]
}

/**
 * From the start of workerd to the first answer, with no database in it: `/attribution` reads none. Whatever else
 * the machine does can only add to a time, so the least of them says most.
 */
async function startUp(context: Context): Promise<Row> {
  // Given as text: of a file Miniflare looks for imports, which takes longer than its start.
  const contents = await readFile((await context.site()).file, 'utf8')
  const modules = [{ type: 'ESModule', path: '/worker.js', contents }] as const
  const site = { code: { modules }, bindings: SITE_BINDINGS }
  const bare = { code: bareWorker({ status: 200, headers: {}, body: null }) }
  // The first start of all reads workerd itself from the disk.
  await untilAnswer(bare)
  const times: { site: number[]; bare: number[] } = { site: [], bare: [] }
  for (let round = context.quick ? 12 : 0; round < 15; round++) {
    times.site.push(await untilAnswer(site))
    times.bare.push(await untilAnswer(bare))
  }
  const [own, base] = [Math.min(...times.site), Math.min(...times.bare)]
  return {
    what: 'start-up: workerd spawned until the first answer',
    against: 'a bare Worker',
    measured: `${number(own)} ms, ${number(own - base)} ms more than ${number(base)} ms`,
    ...MEASURED,
    note: `the least of ${times.site.length} starts each; the medians ${number(median(times.site))} and ${number(median(times.bare))} ms`,
  }
}

async function untilAnswer(worker: WorkerOptions): Promise<number> {
  const begin = performance.now()
  await using lab = await startWorkers({ worker })
  await ask(lab.workers.worker, { path: '/attribution' })
  return performance.now() - begin
}

/** What the isolate holds after a thousand feeds of fifty items, and after three thousand: it must not go on growing. */
async function memory(context: Context): Promise<Row> {
  const database = await storeOf(context, 1000, LONG)
  const site = { code: await context.site(), bindings: SITE_BINDINGS, database }
  await using lab = await startWorkers({ site }, { inspect: true })
  const worker = lab.workers.site
  const uses: Use[] = []
  const rounds = context.quick ? [1, 200, 400] : [1, 1000, 3000]
  for (const [index, feeds] of rounds.entries()) {
    const first = rounds[index - 1] ?? 0
    const asked = Array.from({ length: feeds - first }, (_, n) => feed(first + n))
    await timeEach(worker, asked, 200)
    uses.push(await useOf(worker))
  }
  const [one = NONE, thousand = NONE, more = NONE] = uses
  const [, count = 0, most = 0] = rounds
  const beside = `one ${number(one.isolate)} MB, ${number(most)} feeds ${number(more.isolate)} MB`
  return {
    what: `memory of the isolate after ${number(count)} distinct feeds of 50 full-text items`,
    against: `after one, and after ${number(most)}`,
    measured: `${number(thousand.isolate)} MB (${beside})`,
    bar: `${number(most)} feeds take at most 1.1x as much, and less than ${ISOLATE_LIMIT} MB`,
    reached: more.isolate <= thousand.isolate * 1.1 && more.isolate < ISOLATE_LIMIT,
    note:
      `heap and array buffers after a collection. The process of workerd, with SQLite, Miniflare's own Workers and what ` +
      `its allocator keeps: ${uses.map(({ process }) => number(process)).join(', ')} MB`,
  }
}

/** What an isolate may take at Cloudflare, in MB. */
const ISOLATE_LIMIT = 128

/** MB that a Worker's isolate holds, and its whole process. */
interface Use {
  readonly isolate: number
  readonly process: number
}

const NONE: Use = { isolate: Number.NaN, process: Number.NaN }

async function useOf(worker: RunningWorker): Promise<Use> {
  const { heap, buffers } = await isolateUse(worker.inspector ?? '', () =>
    ask(worker, { path: '/attribution' }),
  )
  return { isolate: (heap + buffers) / MB, process: memoryBytes(worker.pid) / MB }
}

/** A feed that was not asked for before: documents name their own host, so each host has its own. */
function feed(n: number) {
  return { path: '/rss.xml?limit=50', headers: { Host: `h${n}.example` } }
}
