import { env } from 'cloudflare:test'

/** A database that answers as the test's does, and notes how SQLite goes about each statement. */
export function explainingDatabase(): { db: D1Database; plans: string[] } {
  const plans: string[] = []
  const pending = new WeakMap<D1PreparedStatement, () => Promise<void>>()

  function explained(sql: string, values: unknown[]): D1PreparedStatement {
    const original = env.DB.prepare(sql).bind(...values)
    const explain = async () => {
      const rows = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...values)
        .all<{ detail: string }>()
      plans.push(...rows.results.map(({ detail }) => detail))
    }
    pending.set(original, explain)
    const first = original.first.bind(original)
    return Object.assign(original, {
      bind: (...bound: unknown[]) => explained(sql, bound),
      first: async () => {
        await explain()
        return first()
      },
    })
  }
  const db: D1Database = new Proxy(env.DB, {
    get: (_, name) => {
      if (name === 'withSession') return () => db
      if (name === 'prepare') return (sql: string) => explained(sql, [])
      if (name !== 'batch') throw new Error(`${String(name)} is not explained`)
      return async (statements: D1PreparedStatement[]) => {
        for (const one of statements) await pending.get(one)?.()
        return env.DB.batch(statements)
      }
    },
  })
  return { db, plans }
}
