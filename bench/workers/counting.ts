import { app } from '../../src/app.ts'
import type { Env } from '../../src/config.ts'

// The site, telling in X-Rows-Read how many rows an answer cost: D1 counts them in `meta.rows_read`.

interface Tally {
  rows: number
}

export default {
  async fetch(request, env, context) {
    const tally: Tally = { rows: 0 }
    const answer = await app.fetch(request, { ...env, DB: counted(env.DB, tally) as D1Database }, context)
    const body = answer.body && (await answer.arrayBuffer())
    const headers = new Headers(answer.headers)
    headers.set('X-Rows-Read', String(tally.rows))
    return new Response(body, { status: answer.status, headers })
  },
} satisfies ExportedHandler<Env>

type Reads = Pick<D1Database, 'prepare' | 'batch'>

const originals = new WeakMap<object, D1PreparedStatement>()

/** A database or a session of one whose reads are added up. */
function counted<Database extends Reads>(db: Database, tally: Tally): Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => countedStatement(target.prepare(sql), tally)
      if (name === 'batch') {
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements.map((one) => originals.get(one) ?? one))
          for (const { meta } of results) tally.rows += meta.rows_read
          return results
        }
      }
      if (name === 'withSession') {
        return (constraint?: string) =>
          counted((target as unknown as D1Database).withSession(constraint), tally)
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

// `first` tells no number of rows, so it is asked as `all`.
function countedStatement(statement: D1PreparedStatement, tally: Tally): D1PreparedStatement {
  const all = async () => {
    const result = await statement.all()
    tally.rows += result.meta.rows_read
    return result
  }
  const counting = {
    bind: (...values: unknown[]) => countedStatement(statement.bind(...values), tally),
    first: async () => (await all()).results[0] ?? null,
    all,
    run: all,
  } as unknown as D1PreparedStatement
  originals.set(counting, statement)
  return counting
}
