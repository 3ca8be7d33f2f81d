import { env } from 'cloudflare:test'

/** When a process ends: after so many calls of the database, or in the middle of the next one. */
export interface End {
  readonly calls: number
  /** So many statements of a batch are done then. The database undoes them. */
  readonly statements?: number
}

/** A call of the database: how many statements it has, and whether one of them may write. */
export interface Call {
  readonly statements: number
  readonly writes: boolean
}

/** The test's database as a process has it that ends. */
export interface EndingDatabase {
  readonly db: D1Database
  /** What was asked of it, in order. */
  readonly calls: readonly Call[]
  /** Whether the process has ended. */
  readonly isOver: () => boolean
}

/** No table takes this row. */
const FAILING = "INSERT INTO revision (id, number, registry, pipeline, content) VALUES (2, 0, '', '', 0)"

interface Original {
  readonly sql: string
  readonly statement: D1PreparedStatement
}

/**
 * The test's database as a process has it that is killed: from its end on nothing that it asks reaches the database. For
 * what is stored that is the same as kill -9; whatever else runs after that has to ask the test's own database.
 */
export function endingDatabase({ calls: last, statements: within }: End): EndingDatabase {
  const calls: Call[] = []
  const originals = new WeakMap<D1PreparedStatement, Original>()
  let isOver = false

  async function send<Value>(asked: readonly Original[], work: () => Promise<Value>): Promise<Value> {
    if (isOver) throw new Error('D1_ERROR: the process has ended')
    if (calls.length === last) {
      isOver = true
      if (within !== undefined) {
        const some = asked.slice(0, within).map(({ statement }) => statement)
        await env.DB.batch([...some, env.DB.prepare(FAILING)]).catch(() => {})
      }
      throw new Error('D1_ERROR: the process has ended')
    }
    calls.push({ statements: asked.length, writes: asked.some(({ sql }) => mayWrite(sql)) })
    return work()
  }
  function ending(original: Original): D1PreparedStatement {
    const { statement, sql } = original
    const proxy = new Proxy(statement, {
      get: (_, name) => {
        if (name === 'bind')
          return (...values: unknown[]) => ending({ sql, statement: statement.bind(...values) })
        if (name === 'first') return () => send([original], () => statement.first())
        if (name === 'all') return () => send([original], () => statement.all())
        if (name === 'run') return () => send([original], () => statement.run())
        if (name === 'raw') return () => send([original], () => statement.raw())
        throw new Error(`A process that ends has no ${String(name)}`)
      },
    })
    originals.set(proxy, original)
    return proxy
  }
  const db: D1Database = new Proxy(env.DB, {
    get: (_, name) => {
      if (name === 'withSession') return () => db
      if (name === 'prepare') return (sql: string) => ending({ sql, statement: env.DB.prepare(sql) })
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) => {
          const asked = statements.flatMap((one) => originals.get(one) ?? [])
          return send(asked, () => env.DB.batch(asked.map(({ statement }) => statement)))
        }
      }
      throw new Error(`A process that ends has no ${String(name)}`)
    },
  })
  return { db, calls, isOver: () => isOver }
}

// What is noted of who asked for something is no part of it.
function mayWrite(sql: string): boolean {
  return /\b(?:INSERT|UPDATE|DELETE)\b/.test(sql) && !/\b(?:INTO audit|UPDATE tokens)\b/.test(sql)
}
