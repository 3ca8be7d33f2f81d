import { failed, type Result, success } from '../model/result.ts'
import { allRows, type Database, prepare } from './database.ts'

/** One file of migrations/: its name and its SQL. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

/** A database with migrations that this version of Warta does not have: it can't be brought to what we need. */
export interface UnknownMigrations {
  readonly kind: 'unknown-migrations'
  /** Their names, in order. */
  readonly names: readonly string[]
}

// The table that `wrangler d1 migrations apply` keeps, so that both may be used on one database.
const CREATE = `
  CREATE TABLE IF NOT EXISTS d1_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
  )`

/**
 * Applies the migrations that the database has not seen, in the order of their names, and returns these names. Where
 * the database has seen others than ours, nothing is applied.
 */
export async function applyMigrations(
  db: Database,
  migrations: readonly Migration[],
): Promise<Result<string[], UnknownMigrations>> {
  await prepare(db, CREATE).run()
  const pending = await pendingMigrations(db, migrations)
  if (!pending.ok) return pending
  for (const { name, sql } of pending.value) {
    const record = prepare(db, 'INSERT INTO d1_migrations (name) VALUES (?1)', name)
    await db.batch([...statementsOf(sql).map((one) => prepare(db, one)), record])
  }
  return success(pending.value.map(({ name }) => name))
}

/** The migrations that a database has not seen, in the order of their names. It has to have been migrated once. */
export async function pendingMigrations(
  db: Database,
  migrations: readonly Migration[],
): Promise<Result<Migration[], UnknownMigrations>> {
  const names = await appliedMigrations(db)
  const ours = new Set(migrations.map(({ name }) => name))
  const unknown = names.filter((name) => !ours.has(name))
  if (unknown.length > 0) return failed({ kind: 'unknown-migrations', names: unknown })
  const seen = new Set(names)
  const pending = migrations.filter(({ name }) => !seen.has(name))
  return success(pending.sort((a, b) => (a.name < b.name ? -1 : 1)))
}

/** The migrations that a database has seen, in their order. Fails where it never was migrated. */
export const APPLIED_MIGRATIONS = 'SELECT name FROM d1_migrations ORDER BY id'

/** One row where a database was migrated once, else none. */
export const MIGRATED_ONCE = "SELECT name FROM sqlite_schema WHERE name = 'd1_migrations'"

/** The names of the migrations that a database has seen, in their order. It has to have been migrated once. */
export async function appliedMigrations(db: Database): Promise<string[]> {
  const applied = prepare<{ readonly name: string }>(db, APPLIED_MIGRATIONS)
  return (await allRows(applied)).map(({ name }) => name)
}

/** Whether a database has no tables of ours, and none of the migrations. */
export async function isBlank(db: Database): Promise<boolean> {
  const sql = "SELECT name FROM sqlite_master WHERE name IN ('d1_migrations', 'revision')"
  return (await allRows(prepare(db, sql))).length === 0
}

// Our migrations hold no semicolon inside a string, a comment or a trigger.
function statementsOf(sql: string): string[] {
  return sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
