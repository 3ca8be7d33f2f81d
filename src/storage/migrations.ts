import type { Database } from './database.ts'

/** One file of migrations/: its name and its SQL. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

// The table that `wrangler d1 migrations apply` keeps, so that both may be used on one database.
const CREATE = `
  CREATE TABLE IF NOT EXISTS d1_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
  )`

/** Applies the migrations that the database has not seen, in the order of their names; returns these names. */
export async function applyMigrations(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  await db.prepare(CREATE).run()
  const applied = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const known = new Set(applied.results.map((row) => row.name))
  const pending = migrations.filter(({ name }) => !known.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name, sql } of pending) {
    const record = db.prepare('INSERT INTO d1_migrations (name) VALUES (?1)').bind(name)
    await db.batch([...statementsOf(sql).map((one) => db.prepare(one)), record])
  }
  return pending.map(({ name }) => name)
}

// Our migrations hold no semicolon inside a string, a comment or a trigger.
function statementsOf(sql: string): string[] {
  return sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
