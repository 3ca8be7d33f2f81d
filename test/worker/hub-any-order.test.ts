import { env } from 'cloudflare:test'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { denySubscription } from '../../src/storage/hub/subscriptions.ts'
import { HubLab, type Received, willing } from '../support/hub-lab.ts'
import { titlesOf } from '../support/hub-newsroom.ts'
import { runs } from '../support/runs.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { column, emptyTables } from '../support/tables.ts'

const MINUTE = 60_000
const READERS = 4
const urlOf = (reader: number) => `https://r${reader % 2}.example/${reader}`

type Behaviour = 'takes' | 'fails' | 'is gone' | 'is silent' | 'is slow' | 'leaves'
type Step =
  | { kind: 'subscribe' | 'unsubscribe'; reader: number }
  | { kind: 'behave'; reader: number; behaviour: Behaviour }
  | { kind: 'publish'; article: number }
  | { kind: 'wait'; minutes: number }

const reader = fc.integer({ min: 0, max: READERS - 1 })
const behaviours: Behaviour[] = ['takes', 'fails', 'is gone', 'is silent', 'is slow', 'leaves']
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('subscribe' as const), reader }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unsubscribe' as const), reader }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('behave' as const),
      reader,
      behaviour: fc.constantFrom(...behaviours),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), article: fc.integer({ min: 0, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 2, 40, 700) }),
  },
)

/** Readers that subscribe and behave in any way, and a newsroom that publishes. */
class World {
  readonly lab = new HubLab()
  readonly #behaviours: Behaviour[] = Array(READERS).fill('takes')
  /** What each reader has of each article: the number of its edition. */
  readonly #has: Map<string, number>[] = Array.from({ length: READERS }, () => new Map())
  readonly #files: Record<string, string> = { awal: fileOf('awal', 0) }
  #edition = 0

  constructor() {
    for (let n = 0; n < READERS; n++) this.lab.at(urlOf(n), (got) => this.#answer(n, got))
  }

  async #answer(n: number, got: Received): Promise<Response> {
    if (got.method === 'GET') return willing(got)
    const behaviour = this.#behaviours[n]
    if (behaviour === 'fails') return new Response(null, { status: 500 })
    if (behaviour === 'is gone') return new Response(null, { status: 410 })
    if (behaviour === 'is silent') throw new TypeError('Nobody')
    if (behaviour === 'is slow' || behaviour === 'leaves') pass(1500)
    this.#read(n, got)
    if (behaviour === 'leaves') {
      const [key = 0] = await column<number>('SELECT key FROM subscriptions WHERE callback = ?1', urlOf(n))
      await denySubscription(env.DB, key, Date.now())
    }
    return new Response(null, { status: 204 })
  }

  #read(n: number, got: Received): void {
    for (const title of titlesOf(got)) {
      const [slug = '', edition = '0'] = (title ?? '').split(' ')
      const before = this.#has[n]?.get(slug) ?? -1
      expect(Number(edition), `${slug} at reader ${n}`).toBeGreaterThanOrEqual(before)
      this.#has[n]?.set(slug, Number(edition))
    }
  }

  async do(one: Step): Promise<void> {
    pass(3000)
    if (one.kind === 'behave') this.#behaviours[one.reader] = one.behaviour
    if (one.kind === 'wait') await this.#wait(one.minutes)
    if (one.kind === 'publish') await this.#publish(`a${one.article}`)
    if (one.kind === 'subscribe' || one.kind === 'unsubscribe') {
      await this.lab.subscribe(urlOf(one.reader), { 'hub.mode': one.kind })
    }
    await this.expectSums()
  }

  async #publish(slug: string): Promise<void> {
    this.#files[slug] = fileOf(slug, ++this.#edition)
    await sync(contentOf(this.#files), Date.now())
    await this.lab.tick()
  }

  async #wait(minutes: number): Promise<void> {
    pass(minutes * MINUTE)
    await this.lab.tick()
  }

  /** What is counted beside the rows is what the rows are. */
  async expectSums(): Promise<void> {
    const wrong = `
      SELECT 'chunk ' || topic || ' ' || chunk || ' of ' || size FROM hub_chunks c
      WHERE size <> (SELECT COUNT(*) FROM subscriptions s WHERE s.topic = c.topic AND s.chunk = c.chunk)
      UNION ALL SELECT 'host ' || host FROM hub_hosts h
      WHERE subscriptions <> (SELECT COUNT(*) FROM subscriptions s WHERE s.host = h.host)
      UNION ALL SELECT 'pending ' || pending FROM hub WHERE pending <> (SELECT COUNT(*) FROM hub_requests)
      UNION ALL SELECT 'subscription ' || key FROM subscriptions s
      WHERE NOT EXISTS (SELECT 1 FROM hub_chunks c WHERE c.topic = s.topic AND c.chunk = s.chunk)`
    expect(await column(wrong)).toEqual([])
  }

  /** In the end, when everybody takes what comes, whoever is subscribed has all that was written since. */
  async expectAll(): Promise<void> {
    this.#behaviours.fill('takes')
    // Whose retries were given up gets all with the next change.
    pass(3000)
    await this.#publish('akhir')
    for (let n = 0; n < 3; n++) await this.#wait(700)
    await this.expectSums()
    const rows = await env.DB.prepare(
      `SELECT s.callback, a.slug, a.data ->> 'title' AS title FROM subscriptions s JOIN articles a ON a.revision > s.since`,
    ).all<{ callback: string; slug: string; title: string }>()
    for (const { callback, slug, title } of rows.results) {
      const n = Number(callback.split('/').at(-1))
      expect(`${slug} ${this.#has[n]?.get(slug)}`, `reader ${n}`).toBe(title)
    }
    expect(await column('SELECT COUNT(*) FROM topics WHERE settled = 0')).toEqual([0])
    expect(await column('SELECT COUNT(*) FROM subscriptions WHERE missed = 1')).toEqual([0])
  }
}

function fileOf(slug: string, edition: number): string {
  return articleFile({ id: `urn:x:${slug}`, title: `${slug} ${edition}` })
}

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

afterEach(() => {
  vi.useRealTimers()
})

it('Whatever readers do and in whichever order, nobody gets an older version, and whoever is subscribed has all in the end', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.array(step, { minLength: 5, maxLength: 20 })), async (steps) => {
      await emptyTables()
      const world = new World()
      await sync(contentOf({ awal: fileOf('awal', 0) }), Date.now())
      for (const one of steps) await world.do(one)
      await world.expectAll()
    }),
    { numRuns: runs(4) },
  )
})
