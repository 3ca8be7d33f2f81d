import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { Rivals, type Said } from '../support/rivals.ts'
import { runs } from '../support/runs.ts'
import { column, emptyTables } from '../support/tables.ts'
import { story } from '../support/upstream.ts'

const A = 'asal'
const B = 'lain'
const SOURCES = { [A]: '', [B]: '' }

/** Names of stories: those of A's hosts, of B's and of a third one. */
const ids = [A, B, 'ketiga'].flatMap((host) => [`tag:${host}.example,2022:1`, `tag:${host}.example,2022:2`])
const pages = [A, B, 'ketiga'].flatMap((host) => [`https://${host}.example/1`, `https://${host}.example/2`])

/** Any item: of its own or with somebody else's id, page and text. */
const item = fc.record(
  {
    id: fc.oneof(fc.constantFrom(...ids), fc.constantFrom('1', '2', 'urn:x:1')),
    link: fc.constantFrom(...pages),
    body: fc.constantFrom('Isi.', story('banjir'), story('gempa')),
  },
  { requiredKeys: ['id'] },
)

/** A feed of items with different guids and titles. */
const feed = (source: string) =>
  fc
    .uniqueArray(item, { maxLength: 4, selector: ({ id }) => id })
    .map((items) => items.map((one, n): Said => ({ ...one, title: `${source} ${n}` })))

/** Polls of one or the other, each time with a new feed: items come, go, and change their pages and texts. */
const turns = fc.array(
  fc.constantFrom(A, B).chain((source) => feed(source).map((items) => ({ source, items }))),
  { maxLength: 6 },
)

/** Which of the two is polled, one after the other; each at least once. */
const order = fc.array(fc.constantFrom(A, B), { maxLength: 4 }).map((some) => [...some, A, B])

const RUNS = { numRuns: runs(6) }

let rivals: Rivals

beforeEach(emptyTables)

async function begin(): Promise<void> {
  await emptyTables()
  rivals = new Rivals()
  await rivals.sync(SOURCES)
}

interface Row {
  readonly id: string
  readonly origin: string
  readonly publisher: string
  readonly text: string
}

async function rows(): Promise<Row[]> {
  const json = `SELECT json_object('id', id, 'origin', origin, 'publisher', data ->> '$.publisher.id', 'text', data || body)
    FROM articles ORDER BY key`
  return (await column<string>(json)).map((row) => JSON.parse(row) as Row)
}

/** Whether an item has an id or a page of that source. */
const bears = ({ id, link }: Said, source: string) =>
  [id, link].some((name) => name?.includes(`${source}.example`))

describe('two sources that are polled in any order', () => {
  it('A source changes an article of another one only where that bears an id or page of its own, and never publishes as it', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        await begin()
        const said: Record<string, Said[]> = { [A]: [], [B]: [] }
        for (const { source, items } of all) {
          const before = new Map((await rows()).map((row) => [row.id, row]))
          await rivals.poll(source, ...items)
          said[source]?.push(...items)
          for (const row of await rows()) {
            expect(row.origin).toBe(`poll:${row.publisher}`)
            const earlier = before.get(row.id)
            before.delete(row.id)
            if (!earlier || earlier.publisher === source || earlier.text === row.text) continue
            expect((said[earlier.publisher] ?? []).some((one) => bears(one, source))).toBe(true)
          }
          expect([...before.keys()]).toEqual([])
        }
      }),
      RUNS,
    )
  })

  it('Every item that is polled has an article that no other item of its feed has', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (all) => {
        await begin()
        for (const { source, items } of all) {
          await rivals.poll(source, ...items)
          const names = JSON.stringify(items.map(({ id }) => `guid:${source}:${id}`))
          const sql = `SELECT DISTINCT a.id FROM json_each(?1) n JOIN aliases k ON k.name = n.value
            JOIN articles a ON a.id = k.article_id`
          expect(await column(sql, names)).toHaveLength(items.length)
        }
      }),
      RUNS,
    )
  })

  it('The number of articles does not depend on the order in which two sources are polled, nor on how often', async () => {
    await fc.assert(
      fc.asyncProperty(feed(A), feed(B), order, async (a, b, some) => {
        const feeds: Record<string, Said[]> = { [A]: a, [B]: b }
        const counts = []
        for (const sources of [[A, B], [B, A], some]) {
          await begin()
          for (const source of sources) await rivals.poll(source, ...(feeds[source] ?? []))
          counts.push((await rows()).length)
        }
        expect(new Set(counts).size).toBe(1)
      }),
      RUNS,
    )
  })

  it('A feed that is polled again changes nothing once all have been polled twice', async () => {
    await fc.assert(
      fc.asyncProperty(feed(A), feed(B), async (a, b) => {
        await begin()
        for (const [source, items] of [
          [A, a],
          [B, b],
          [A, a],
          [B, b],
        ] as const)
          await rivals.poll(source, ...items)
        const settled = await rows()
        for (const [source, items] of [
          [A, a],
          [B, b],
          [A, a],
          [B, b],
        ] as const) {
          expect(await rivals.poll(source, ...items)).toMatchObject(
            items.length > 0 ? { added: 0, changed: 0 } : {},
          )
        }
        expect(await rows()).toEqual(settled)
      }),
      RUNS,
    )
  })
})
