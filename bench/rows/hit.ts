import type { Context } from '../context.ts'
import { ask } from '../lab/ask.ts'
import { contest } from '../lab/contest.ts'
import { bareWorker, SITE_BINDINGS, startWorkers } from '../lab/workers.ts'
import { LONG, storeOf } from '../store/store.ts'
import { atLeast, number, type Row } from '../table.ts'

const REQUEST = { path: '/rss.xml?limit=50' }

/** Fifty full-text items again and again, beside a Worker that has the same bytes as a constant. */
export async function hit(context: Context): Promise<Row[]> {
  const database = await storeOf(context, 1000, LONG)
  const site = { code: await context.site(), bindings: SITE_BINDINGS, database }
  const answer = await answerOf(site)
  await using lab = await startWorkers({ bare: { code: bareWorker(answer) }, site })
  const { bare, site: ours } = await contest(
    [
      { name: 'bare', worker: lab.workers.bare, request: REQUEST, status: 200 },
      { name: 'site', worker: lab.workers.site, request: REQUEST, status: 200 },
    ],
    context.quick,
  )
  return [
    {
      what: `hit: 50 full-text items (${number(answer.body.length / 1000)} KB) from memory`,
      against: 'a bare Worker with the same bytes and headers',
      measured: `${number(ours.ratio)} (${number(ours.perSecond)} against ${number(bare.perSecond)} requests/s)`,
      ...atLeast(ours.ratio, 0.9),
      note: `${number(ours.processor)} against ${number(bare.processor)} µs of processor time a request`,
    },
  ]
}

async function answerOf(site: Parameters<typeof startWorkers>[0][string]) {
  await using lab = await startWorkers({ site })
  return await ask(lab.workers.site, REQUEST)
}
