import type { Context } from '../context.ts'
import { ask } from '../lab/ask.ts'
import { contest } from '../lab/contest.ts'
import { bareWorker, SITE_BINDINGS, startWorkers } from '../lab/workers.ts'
import { LONG, storeOf } from '../store/store.ts'
import { atLeast, number, type Row } from '../table.ts'

const PATH = '/rss.xml?limit=50'

/** A reader that asks whether anything is new, beside a Hono app that always says no. */
export async function notModified(context: Context): Promise<Row[]> {
  const database = await storeOf(context, 1000, LONG)
  const site = { code: await context.site(), bindings: SITE_BINDINGS, database }
  const { etag, headers } = await answerOf(site)
  const request = { path: PATH, headers: { 'If-None-Match': etag } }
  await using lab = await startWorkers({
    hono: { code: await context.worker('constant.ts'), bindings: { HEADERS: headers } },
    bare: { code: bareWorker({ status: 304, headers, body: null }) },
    site,
  })
  const names = ['hono', 'bare', 'site'] as const
  const contestants = names.map((name) => ({ name, worker: lab.workers[name], request, status: 304 }))
  const { hono, bare, site: ours } = await contest(contestants, context.quick)
  return [
    {
      what: '304',
      against: 'a Hono app with one constant 304 route',
      measured: `${number(ours.ratio)} (${number(ours.perSecond)} against ${number(hono.perSecond)} requests/s)`,
      ...atLeast(ours.ratio, 0.95),
      note: `a bare Worker answered ${number(bare.perSecond)} requests/s, ${number(bare.ratio)} of Hono's; processor time a request: ${number(ours.processor)} µs, Hono ${number(hono.processor)}, bare ${number(bare.processor)}`,
    },
  ]
}

async function answerOf(site: Parameters<typeof startWorkers>[0][string]) {
  await using lab = await startWorkers({ site })
  const etag = (await ask(lab.workers.site, { path: PATH })).headers.etag ?? ''
  const { headers } = await ask(lab.workers.site, { path: PATH, headers: { 'If-None-Match': etag } })
  return { etag, headers }
}
