import { newSecret } from '../../src/model/access-token.ts'
import { addToken, hashOfSecret } from '../../src/storage/tokens.ts'
import type { Context } from '../context.ts'
import { filler } from '../filler.ts'
import { processorSeconds } from '../lab/process.ts'
import { recorded } from '../lab/recorded-database.ts'
import { SITE_BINDINGS, startWorkers } from '../lab/workers.ts'
import { median } from '../median.ts'
import { SHORT, storeOf } from '../store/store.ts'
import { atMost, number, type Row } from '../table.ts'

/** Bytes of the body of an article, about. */
const BYTES = 5000
/** So many come first and are not counted. */
const WARM = 20

/** Articles that a client puts, one after the other: how long each takes, and what the Worker's own part of that is. */
export async function publishing(context: Context): Promise<Row[]> {
  const count = context.sizes[0] ?? 1000
  const database = await storeOf(context, count, SHORT)
  const bundle = await context.site()
  await using lab = await startWorkers({ site: { code: bundle, bindings: SITE_BINDINGS, database } })
  const db = await lab.database('site')
  const secret = await prepareDesk(db)
  const { port, pid } = lab.workers.site
  const origin = `http://127.0.0.1:${port}`
  const rounds = context.quick ? 50 : 300
  const times: number[] = []
  let before = 0
  for (let n = -WARM; n < rounds; n++) {
    if (n === 0) before = processorSeconds(pid)
    const begin = performance.now()
    const response = await fetch(putOf(origin, n + WARM, secret))
    await response.text()
    if (response.status !== 201) throw new Error(`A PUT was answered with ${response.status}`)
    if (n >= 0) times.push(performance.now() - begin)
  }
  const whole = ((processorSeconds(pid) - before) / rounds) * 1000
  const { default: worker } = (await import(bundle.file)) as { readonly default: ExportedHandler }
  const own = await processorOf(worker, db, secret, rounds)
  const p95 = times.sort((one, other) => one - other)[Math.floor(rounds * 0.95)] ?? Number.NaN
  return [
    {
      what: `PUT of an article of ${BYTES / 1000} KB, 95th percentile`,
      against: '',
      measured: `${number(p95)} ms (median ${number(median(times))} ms), ${number(count)} articles stored`,
      ...atMost(p95, 150, ' ms'),
      note: `${number(whole)} ms of workerd's processor time with its local D1, which answers through two more Workers of Miniflare`,
    },
    {
      what: 'the same, processor time of the Worker itself',
      against: '',
      measured: `${number(own)} ms`,
      ...atMost(own, 10, ' ms'),
      note: 'the deployed bundle in Node, where D1’s answers come from a record of the same request, so that no database is in it',
    },
  ]
}

async function prepareDesk(db: D1Database): Promise<string> {
  const source = { id: 'ledger', name: 'Ledger' }
  await db
    .prepare("INSERT OR REPLACE INTO sources (id, data) VALUES ('ledger', ?1)")
    .bind(JSON.stringify(source))
    .run()
  const secret = newSecret()
  const token = {
    name: `bench-${secret.slice(-8)}`,
    desk: 'bench',
    scopes: ['publish'] as const,
    publishers: undefined,
  }
  await addToken(db, await hashOfSecret(secret), { ...token, created: Date.now(), expires: null })
  return secret
}

function putOf(origin: string, n: number, secret: string): Request {
  const paragraph = `<p>${filler(BYTES / 5)}</p>`
  const article = {
    title: `Put number ${n}`,
    language: 'en',
    published: new Date(Date.UTC(2026, 0, 2) + n * 60_000).toISOString(),
    authors: [{ name: 'Jo Doe', role: 'reporter' }],
    publisher: 'ledger',
    tags: ['One', 'Two', 'Three'],
    body: `<p>Number ${n}.</p>${paragraph.repeat(5)}`,
  }
  return new Request(`${origin}/api/articles/key-${n}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(article),
  })
}

/** Milliseconds of processor time of a PUT: the Worker answers it as often, with the database's answers of the first time. */
async function processorOf(
  worker: ExportedHandler,
  db: D1Database,
  secret: string,
  rounds: number,
): Promise<number> {
  const background: Promise<unknown>[] = []
  const context = {
    waitUntil: (work: Promise<unknown>) => void background.push(work),
    passThroughOnException: () => {},
  }
  const answer = async (DB: unknown) => {
    const request = putOf('http://news.example', 1_000_000, secret)
    const response = await worker.fetch?.(request as never, { ...SITE_BINDINGS, DB }, context as never)
    await response?.text()
    await Promise.all(background.splice(0))
    return response?.status
  }
  const { recorder, replayed } = recorded(db)
  const status = await answer(recorder)
  if (status !== 201) throw new Error(`The Worker in Node answered ${status}`)
  for (let n = 0; n < WARM; n++) await answer(replayed())
  const before = process.cpuUsage()
  for (let n = 0; n < rounds; n++)
    if ((await answer(replayed())) !== 201) throw new Error('The record does not fit')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / rounds
}
