/** A database that adds up the rows that its statements read and write. */
export function countRows(db: D1Database) {
  const rows = { read: 0, written: 0 }
  const add = <Result extends { readonly meta: unknown }>(result: Result): Result => {
    const { rows_read: read = 0, rows_written: written = 0 } = result.meta as Record<string, number>
    rows.read += read
    rows.written += written
    return result
  }
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get: (target, name) => {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values))
        if (name === 'run' || name === 'all') return async () => add(await target.all())
        if (name === 'first') return async () => add(await target.all()).results[0] ?? null
        if (name === 'bare') return target
        return Reflect.get(target, name)
      },
    })
  const bare = (statement: D1PreparedStatement) =>
    (statement as unknown as { bare: D1PreparedStatement }).bare
  const counted = {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => (await db.batch(statements.map(bare))).map(add),
    withSession: () => counted,
  } as unknown as D1Database
  return { counted, rows }
}
