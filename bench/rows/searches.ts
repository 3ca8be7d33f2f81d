import type { Context } from '../context.ts'
import { timeEach } from '../lab/load.ts'
import { type RunningWorker, SITE_BINDINGS, startWorkers, type WorkerOptions } from '../lab/workers.ts'
import { median } from '../median.ts'
import { SHORT, storeOf } from '../store/store.ts'
import { atMost, number, type Row } from '../table.ts'

/** What every search is held to: one word that every article has. */
const PLAIN = 'kota'

// Every generated article has the words "generated" and "article", these two one after the other, and those of the
// filler. So these are the worst that anybody can look for, and all of them but the first two find nothing.
const SEARCHES: readonly (readonly [what: string, query: string])[] = [
  ['a beginning of four letters of a word that every article has', 'gene*'],
  ['a beginning of seven letters of it', 'generat*'],
  ['a phrase that never stands, of words that every article has', '"generated untuk"'],
  ['two words that stand together, the other way round', '"article generated"'],
  ['a word that every article has, without another one', 'generated -article'],
  [
    'twelve words that every article has, without another one',
    'dan yang untuk dengan pada dari dalam akan tidak lebih kota warga -article',
  ],
  ['a phrase with a beginning that never stands', '"untuk" generated-gene*'],
]

/** Searches that have to look far, in each store, beside the search for one word in the same store. */
export async function searches(context: Context): Promise<Row[]> {
  const workers: Record<string, WorkerOptions> = {}
  for (const count of context.sizes) {
    const database = await storeOf(context, count, SHORT)
    workers[count] = { code: await context.site(), bindings: SITE_BINDINGS, database }
  }
  await using lab = await startWorkers(workers)
  const rounds = context.quick ? 5 : 25
  const rows: Row[] = []
  for (const [what, query] of SEARCHES) {
    const times: { ms: number; plain: number }[] = []
    for (const count of context.sizes) {
      const worker = lab.workers[count]
      if (worker) times.push(await beside(worker, query, rounds))
    }
    const [{ ms, plain } = { ms: Number.NaN, plain: Number.NaN }] = times.slice(-1)
    rows.push({
      what: `a search for ${what}, with ${number(context.sizes.at(-1) ?? 0)} articles stored`,
      against: `the search for one word that every article has: ${number(plain)} ms`,
      measured: `${number(ms)} ms (${context.sizes.map((count, n) => `${number(times[n]?.ms ?? 0)} with ${number(count)}`).join(', ')})`,
      ...atMost(ms - plain, 20, ' ms more'),
    })
  }
  return rows
}

let hosts = 0

/** The time of a search and of the plain one, in turn. Documents name their host, so that no memory holds them. */
async function beside(worker: RunningWorker, query: string, rounds: number) {
  const own: number[] = []
  const plain: number[] = []
  const time = async (q: string) => {
    const path = `/search/feed.json?${new URLSearchParams({ q, content: 'summary' })}`
    const request = { path, headers: { Host: `search${hosts++}.example` } }
    return (await timeEach(worker, [request], 200))[0] ?? Number.NaN
  }
  for (let round = -2; round < rounds; round++) {
    const [ms, one] = [await time(query), await time(PLAIN)]
    if (round < 0) continue
    own.push(ms)
    plain.push(one)
  }
  return { ms: median(own), plain: median(plain) }
}
