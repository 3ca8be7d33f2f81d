import type { Database } from './database.ts'

type Value = string | number | null

/**
 * What a reader's request asks of the database: the statement, a name by which the database's own statistics
 * tell of it, and the most rows that it may read with these values.
 */
export interface Query<Values extends readonly Value[]> {
  readonly name: string
  readonly sql: string
  readonly rows: (...values: Values) => number
}

/** Makes a query ready to run. Its name stands in front of it as a comment. */
export function ask<Values extends readonly Value[]>(
  db: Database,
  { name, sql }: Query<Values>,
  ...values: Values
): D1PreparedStatement {
  return db.prepare(`/* ${name} */ ${sql}`).bind(...values)
}
