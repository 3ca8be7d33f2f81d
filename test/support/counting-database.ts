import { env } from 'cloudflare:test'

/** What a database was asked, and how many rows it read for that. */
export interface Tally {
  readonly statements: string[]
  rowsRead: number
}

/** The test's database, with a tally of what is asked of it from now on. */
export function countingDatabase(): { db: D1Database; tally: Tally } {
  const tally: Tally = { statements: [], rowsRead: 0 }
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

  function counted<Result extends D1Result<unknown>>(result: Result): Result {
    tally.rowsRead += result.meta.rows_read
    return result
  }
  // `first` tells no number of rows, so it is asked as `all`.
  function counting(original: D1PreparedStatement): D1PreparedStatement {
    const statement = new Proxy(original, {
      get: (_, name) => {
        if (name === 'bind') return (...values: unknown[]) => counting(original.bind(...values))
        if (name === 'first') return async () => counted(await original.all()).results[0] ?? null
        throw new Error(`${String(name)} is not counted`)
      },
    })
    originals.set(statement, original)
    return statement
  }
  const db: D1Database = new Proxy(env.DB, {
    get: (_, name) => {
      if (name === 'withSession') return () => db
      if (name === 'prepare') {
        return (sql: string) => {
          tally.statements.push(sql)
          return counting(env.DB.prepare(sql))
        }
      }
      if (name === 'batch') {
        return async (statements: D1PreparedStatement[]) => {
          const results = await env.DB.batch(statements.map((one) => originals.get(one) ?? one))
          return results.map(counted)
        }
      }
      throw new Error(`${String(name)} is not counted`)
    },
  })
  return { db, tally }
}
