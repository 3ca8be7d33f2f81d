/** What storage needs of D1: a database, or one of its read sessions. */
export type Database = Pick<D1Database, 'prepare' | 'batch'>

/**
 * A session to read with: it begins at the primary, so that nothing is older than the last write, and goes on
 * at any replica that is no older than what it has seen (D1 Sessions API).
 */
export function readSession(db: D1Database): Database {
  return db.withSession('first-primary')
}

// An internal error is one of the platform's: workerd says so of a damaged database, and gives the details to its own log.
const FAILURE = /^D1_|^internal error\b|Network connection lost|storage operation/

/** Whether an error says that the database could not do its work, as opposed to a bug of ours. */
export function isDatabaseFailure(error: unknown): boolean {
  return error instanceof Error && FAILURE.test(error.message)
}

/**
 * What to do about an error of a database that lacks a table or a column which this version asks for; `undefined` for any
 * other error.
 */
export function missingMigration(error: unknown): string | undefined {
  const isMissing =
    error instanceof Error && /no such (?:table|column)|has no column named/.test(error.message)
  return isMissing
    ? 'The database lacks a migration of this version: npx wrangler d1 migrations apply warta --remote'
    : undefined
}

type Value = string | number | null

/**
 * A query that a reader's request may cause: its SQL, a name by which D1's own statistics list it, and the most
 * rows that it may read with these values. `Row` is the shape of its rows.
 */
export interface Query<Values extends readonly Value[], Row = unknown> {
  readonly name: string
  readonly sql: string
  readonly rows: (...values: Values) => number
  /** Only for the type checker. */
  readonly row?: Row
}

/** A statement that is ready to run, and the shape of its rows. */
export type Statement<Row = unknown> = D1PreparedStatement & { readonly row?: Row }

/** Makes a query ready to run. Its name stands in front of it as a comment. */
export function ask<Values extends readonly Value[], Row>(
  db: Database,
  { name, sql }: Query<Values, Row>,
  ...values: Values
): Statement<Row> {
  return db.prepare(`/* ${name} */ ${sql}`).bind(...values)
}

/** Makes a statement ready to run that belongs to a write: those of readers have a name and a bound, see `ask`. */
export function prepare<Row = unknown>(
  db: Database,
  sql: string,
  ...values: readonly Value[]
): Statement<Row> {
  return db.prepare(sql).bind(...values)
}

/** Values as JSON arrays of at most `size` values, so that each is small enough for a parameter. */
export function* jsonPages(values: readonly unknown[], size: number): Generator<string> {
  for (let start = 0; start < values.length; start += size) {
    yield JSON.stringify(values.slice(start, start + size))
  }
}

/** Runs a statement and returns all its rows. */
export async function allRows<Row>(statement: Statement<Row>): Promise<Row[]> {
  return (await statement.all<Row>()).results
}

/** Runs a statement and returns its first row, `null` where it has none. */
export async function firstRow<Row>(statement: Statement<Row>): Promise<Row | null> {
  return statement.first<Row>()
}

/** Statements by name. Several under one name run one after the other. */
export type Batch = Readonly<Record<string, Statement | readonly Statement[]>>

/** The rows of each statement of a batch, under its name. Those of several come as one list after the other. */
export type BatchRows<Statements extends Batch> = {
  readonly [Name in keyof Statements]: Statements[Name] extends readonly Statement<infer Row>[]
    ? Row[]
    : Statements[Name] extends Statement<infer Row>
      ? Row[]
      : never
}

/** Runs statements in their order as one transaction: all of them, or none where one throws. */
export async function runBatch<Statements extends Batch>(
  db: Database,
  statements: Statements,
): Promise<BatchRows<Statements>> {
  const named = Object.entries(statements).flatMap(([name, some]) =>
    listOf(some).map((statement) => ({ name, statement })),
  )
  const results = await db.batch(named.map(({ statement }) => statement))
  const rows: Record<string, unknown[]> = Object.fromEntries(
    Object.keys(statements).map((name) => [name, []]),
  )
  for (const [index, { name }] of named.entries()) rows[name]?.push(...(results[index]?.results ?? []))
  return rows as BatchRows<Statements>
}

function listOf(statements: Statement | readonly Statement[]): readonly Statement[] {
  return Array.isArray(statements) ? statements : [statements as Statement]
}
