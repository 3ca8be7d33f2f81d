import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyDue } from '../../src/lifecycle/apply-due.ts'
import { type Cell, rowsOf } from '../../src/storage/backup/pages.ts'
import { clearRows, RowWriter } from '../../src/storage/backup/restored-rows.ts'
import { readTables, type Table } from '../../src/storage/backup/tables.ts'
import { Isolate } from '../support/isolate.ts'
import { runs } from '../support/runs.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'
import { item, POLLED, rss, SATU, story, Upstream } from '../support/upstream.ts'

const MINUTE = 60_000
const PATHS = ['/rss.xml', '/tags/dunia/rss.xml?limit=3']

/** What is done to the article of a number, or to all. */
const DEEDS = [
  ...['add', 'edit', 'retitle', 'retag', 'redate', 'remove', 'hold', 'expire', 'poll', 'take over'],
  ...['list anew', 'save', 'restore', 'forget'],
] as const
const deed = fc.record({ n: fc.nat({ max: 5 }), does: fc.constantFrom(...DEEDS) })
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

/** A site to which all is done that writes articles and entries. */
class Newsroom {
  now = NOW
  readonly #articles = new Map<number, Record<string, unknown>>()
  readonly #upstream = new Upstream()
  #saved: [Table, readonly Cell[]][] = []
  #step = 0

  async do({ n, does }: Deed): Promise<void> {
    this.#step++
    this.now += MINUTE
    vi.setSystemTime(this.now)
    if (does === 'poll') return this.#poll(n)
    if (does === 'save') return this.#save()
    if (does === 'restore') return this.#restore()
    // As the rows of before the migration are.
    if (does === 'forget') return run('UPDATE entries SET revision = NULL WHERE article % 2 = 0')
    if (does === 'list anew') {
      await run("DELETE FROM entries WHERE channel IN (SELECT key FROM channels WHERE kind = 'tags')")
      await run("UPDATE revision SET pipeline = 'earlier'")
    } else this.#edit(n, does)
    await this.#sync()
    await applyDue(env.DB, this.now)
  }

  #edit(n: number, does: Deed['does']): void {
    const there = this.#articles.get(n) ?? { title: `Judul ${n}`, tags: ['Dunia'], published: dayOf(n) }
    if (does === 'remove') this.#articles.delete(n)
    else this.#articles.set(n, { ...there, ...this.#changes(n, does) })
  }

  #changes(n: number, does: Deed['does']): Record<string, unknown> {
    const time = new Date(this.now + 2 * MINUTE).toISOString()
    switch (does) {
      case 'edit':
        return { text: 'Isi lain. '.repeat(1 + (this.#step % 3)) }
      case 'retitle':
        return { title: `Ralat ${this.#step}` }
      case 'retag':
        return { tags: [['Dunia', 'Lain'], ['Lain'], ['Dunia']][this.#step % 3] }
      case 'redate':
        return { published: dayOf(n + 10 * (this.#step % 3)) }
      case 'hold':
        return { embargo: time }
      case 'expire':
        return { expires: time }
      case 'take over':
        return { text: story(`${n}`) }
      default:
        return {}
    }
  }

  async #sync(): Promise<void> {
    const files = [...this.#articles].map(([n, { text = 'Isi.', ...fields }]) => [
      `n${n}`,
      articleFile({ id: `urn:x:${n}`, ...fields }, String(text)),
    ])
    const content = contentOf(Object.fromEntries(files))
    content.files.set('sources.yaml', POLLED)
    await sync(content, this.now)
  }

  async #poll(n: number): Promise<void> {
    this.#upstream.now = this.now
    const items = [n, n + 1].map((one) => item(`${one}`, `Judul ${one} ${this.#step}`, story(`${one}`)))
    this.#upstream.serve(SATU, rss('Kabar Satu', ...items))
    await this.#upstream.poll('satu')
  }

  async #save(): Promise<void> {
    this.#saved = []
    for (const table of await readTables(env.DB)) {
      for await (const cells of rowsOf(env.DB, table)) this.#saved.push([table, cells])
    }
  }

  async #restore(): Promise<void> {
    if (this.#saved.length === 0) return
    await clearRows(env.DB, await readTables(env.DB))
    const writer = new RowWriter(env.DB, this.now)
    for (const [table, cells] of this.#saved) await writer.add(table, cells)
    await writer.finish()
  }
}

async function run(sql: string): Promise<void> {
  await env.DB.prepare(sql).run()
}

function dayOf(n: number): string {
  return new Date(Date.UTC(2022, 8, 1) + n * 86_400_000).toISOString()
}

/** How many entries have another revision than their article, and how many have none. */
async function strays(): Promise<unknown[]> {
  const sql = (where: string) =>
    `SELECT COUNT(*) FROM entries e JOIN articles a ON a.key = e.article WHERE ${where}`
  return Promise.all(['e.revision <> a.revision', 'e.revision IS NULL'].map((one) => column(sql(one))))
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  await emptyTables()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the revision of an entry', () => {
  it('Every entry has the revision of its article after any writes, or none, and a warm isolate gives what a new one gives', async () => {
    let seen = 0
    const some = fc.array(deed, { minLength: 4, maxLength: 6 })
    const property = fc.asyncProperty(some, some, async (first, then) => {
      await emptyTables()
      const newsroom = new Newsroom()
      await newsroom.do({ n: 0, does: 'add' })
      const deeds: Deed[] = [...first, { n: 0, does: 'save' }, ...then, { n: 0, does: 'restore' }]
      const isolate = new Isolate()
      const isWhole = !deeds.some(({ does }) => does === 'forget')
      for (const one of deeds) {
        await newsroom.do(one)
        const [[others], [without]] = (await strays()) as [number[], number[]]
        expect(others, one.does).toBe(0)
        if (isWhole) expect(without, one.does).toBe(0)
        vi.setSystemTime(newsroom.now + 2000)
        for (const path of PATHS) expect(await isolate.text(path)).toBe(await new Isolate().text(path))
        seen++
      }
    })
    await fc.assert(property, { numRuns: runs(4) })
    expect(seen).toBeGreaterThanOrEqual(40)
  })

  it('A warm isolate reads one row for each entry, one for each article that changed, and those of their channel', async () => {
    const newsroom = new Newsroom()
    for (let n = 0; n < 20; n++) await newsroom.do({ n, does: 'add' })
    const isolate = new Isolate()
    const rowsOf = async () => (await isolate.workOf(() => isolate.text('/rss.xml'))).rows
    await rowsOf()
    await newsroom.do({ n: 7, does: 'retitle' })
    // The version of the channel, and the channel with its entries.
    expect(await rowsOf()).toBe(2 + 20 + 1)
    await newsroom.do({ n: 7, does: 'forget' })
    await newsroom.do({ n: 8, does: 'retitle' })
    expect(await rowsOf()).toBe(2 + 20 + 10 + 1)
  })
})
