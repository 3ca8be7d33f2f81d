import { env } from 'cloudflare:test'

/** One statement that was sent, and what it cost. */
export interface Sent {
  /** The name of the query; `undefined` where the statement has none. */
  readonly name: string | undefined
  readonly sql: string
  readonly values: readonly unknown[]
  readonly rowsRead: number
}

/** What a database was asked, and how many rows it read for that. */
export interface Tally {
  /** What was prepared, in order. */
  readonly statements: string[]
  /** What was answered, in order. */
  readonly sent: Sent[]
  rowsRead: number
}

/** What happens to queries on their way: each is told the names of those that go together. */
export interface Traffic {
  /** Comes before they reach the database. */
  asked?: (names: readonly (string | undefined)[]) => unknown
  /** Comes after the database has read, before anybody has the answer. */
  answered?: (names: readonly (string | undefined)[]) => unknown
}

interface Original {
  readonly statement: D1PreparedStatement
  readonly sql: string
  readonly values: readonly unknown[]
}

/** The test's database, with a tally of what is asked of it from now on. `traffic` may be changed at any time. */
export function countingDatabase(traffic: Traffic = {}): { db: D1Database; tally: Tally } {
  const tally: Tally = { statements: [], sent: [], rowsRead: 0 }
  const originals = new WeakMap<D1PreparedStatement, Original>()

  function count({ sql, values }: Original, { meta }: D1Result<unknown>): void {
    tally.rowsRead += meta.rows_read
    tally.sent.push({ name: nameOf(sql), sql, values, rowsRead: meta.rows_read })
  }
  async function send<Row>(all: readonly Original[], work: () => Promise<D1Result<Row>[]>) {
    const names = all.map(({ sql }) => nameOf(sql))
    await traffic.asked?.(names)
    const results = await work()
    for (const [index, result] of results.entries()) {
      const original = all[index]
      if (original) count(original, result)
    }
    await traffic.answered?.(names)
    return results
  }
  const all = (original: Original) => send([original], async () => [await original.statement.all()])

  // `first` tells no number of rows, so it is asked as `all`.
  function counting(original: Original): D1PreparedStatement {
    const { statement, sql } = original
    const proxy = new Proxy(statement, {
      get: (_, name) => {
        if (name === 'bind')
          return (...values: unknown[]) => counting({ statement: statement.bind(...values), sql, values })
        if (name === 'first') return async () => (await all(original))[0]?.results[0] ?? null
        if (name === 'all') return async () => (await all(original))[0]
        throw new Error(`${String(name)} is not counted`)
      },
    })
    originals.set(proxy, original)
    return proxy
  }
  const db: D1Database = new Proxy(env.DB, {
    get: (_, name) => {
      if (name === 'withSession') return () => db
      if (name === 'prepare') {
        return (sql: string) => {
          tally.statements.push(sql)
          return counting({ statement: env.DB.prepare(sql), sql, values: [] })
        }
      }
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => {
          const sent = statements.map((one) => originals.get(one) ?? notOurs())
          return send(sent, () => env.DB.batch(sent.map(({ statement }) => statement)))
        }
      }
      throw new Error(`${String(name)} is not counted`)
    },
  })
  return { db, tally }
}

function nameOf(sql: string): string | undefined {
  return /^\/\* (.+?) \*\/ /.exec(sql)?.[1]
}

function notOurs(): never {
  throw new Error('A statement that this database did not prepare')
}
