import { env } from 'cloudflare:test'
import type { Database } from '../../src/storage/database.ts'

/** The names of our tables, without those in which FTS5 keeps what the table `search` holds. */
async function tables(): Promise<string[]> {
  const names = await column<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
  return names.filter((name) => !/^(?:_cf_|sqlite_|d1_|search_)/.test(name))
}

/** Every row of every table of ours. */
export async function dumpTables(): Promise<Record<string, unknown[]>> {
  const dumped: Record<string, unknown[]> = {}
  for (const table of await tables()) {
    dumped[table] = (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results
  }
  return dumped
}

/** Makes the tables what the migrations make them. */
export async function emptyTables(): Promise<void> {
  const others = (await tables()).filter((table) => !['revision', 'channels', 'hub'].includes(table))
  const statements = [
    'PRAGMA defer_foreign_keys = on',
    ...others.map((table) => `DELETE FROM ${table}`),
    "DELETE FROM channels WHERE kind <> 'all'",
    'UPDATE channels SET revision = 0, modified = 0, entries = 0, arrivals = 0, withdrawn = 0, archived = 0, site = 0, languages = NULL',
    "UPDATE revision SET number = 0, registry = '', pipeline = '', content = 0, site = 0, items = 30",
    'UPDATE hub SET scanned = 0, taken = 0, pending = 0',
    'UPDATE channels SET notices = 0, until = NULL',
    'UPDATE revision SET writes = 0, synced = 0, until = NULL, due = 8640000000000000, media = 0',
  ]
  await env.DB.batch(statements.map((sql) => env.DB.prepare(sql)))
}

/** The values of one column, of the rows in this order. */
export async function column<Value>(sql: string, ...values: unknown[]): Promise<Value[]> {
  const rows = await env.DB.prepare(sql)
    .bind(...values)
    .raw<[Value]>()
  return rows.map(([value]) => value)
}

/** A commit is by far the longest batch. */
const COMMIT_STATEMENTS = 10

/** The test's database, with something else in place of its commits. */
export function withCommit(commit: (statements: D1PreparedStatement[]) => Promise<D1Result[]>): Database {
  return {
    prepare: (sql) => env.DB.prepare(sql),
    batch: async <Row>(statements: D1PreparedStatement[]) => {
      const send = statements.length > COMMIT_STATEMENTS ? commit : env.DB.batch.bind(env.DB)
      return (await send(statements)) as D1Result<Row>[]
    },
  }
}

/** How many rows are read by the statements that some work sends, each bound and then asked for all its rows. */
export async function rowsReadBy(work: (db: Database) => Promise<unknown>): Promise<number> {
  let rowsRead = 0
  function counted(statement: D1PreparedStatement): D1PreparedStatement {
    const [bind, all] = [statement.bind.bind(statement), statement.all.bind(statement)]
    return Object.assign(statement, {
      bind: (...values: unknown[]) => counted(bind(...values)),
      all: async () => {
        const result = await all()
        rowsRead += result.meta.rows_read
        return result
      },
    })
  }
  await work({ prepare: (sql) => counted(env.DB.prepare(sql)), batch: (all) => env.DB.batch(all) })
  return rowsRead
}
