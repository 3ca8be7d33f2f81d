import { allRows, type Database, prepare } from '../database.ts'

/** A table whose rows are kept in a backup. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** The columns by which its rows are told apart and put in order. */
  readonly key: readonly string[]
}

// What is not kept: the list of migrations, which the head of a backup has; writes that are under way; what isolates have
// counted in this hour and messages that failed, which are written while a backup is put back too; what FTS5 keeps, which is made anew of the
// articles; and what belongs to the platform.
const LEFT_OUT = /^(?:sqlite_|_cf_|d1_|staged_|runs$|counted$|dead_letters$)/

interface ColumnRow {
  readonly name: string
  readonly sql: string
  readonly column: string
  /** Its place in the primary key, from 1; 0 where it is no part of it. */
  readonly pk: number
}

const COLUMNS = `
  SELECT m.name, m.sql, c.name AS "column", c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c
  WHERE m.type = 'table' AND m.name NOT GLOB '_cf_*' ORDER BY m.rowid, c.cid`

/**
 * The tables of a database, each after those that its rows refer to. They are read from the database itself, so that
 * one which a later migration adds is kept too.
 */
export async function readTables(db: Database): Promise<Table[]> {
  const rows = await allRows(prepare<ColumnRow>(db, COLUMNS))
  const virtual = rows.filter(({ sql }) => /^CREATE VIRTUAL/i.test(sql)).map(({ name }) => name)
  const isIndex = (name: string) => virtual.some((one) => name === one || name.startsWith(`${one}_`))
  const tables = Map.groupBy(
    rows.filter(({ name }) => !LEFT_OUT.test(name) && !isIndex(name)),
    ({ name }) => name,
  )
  return [...tables].map(([name, columns]) => {
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    return {
      name,
      columns: columns.map(({ column }) => column),
      key: key.map(({ column }) => column),
    }
  })
}

/** How many rows a table has. */
export async function countRows(db: Database, { name }: Table): Promise<number> {
  const [row] = await allRows(prepare<{ rows: number }>(db, `SELECT COUNT(*) AS rows FROM ${quoted(name)}`))
  return row?.rows ?? 0
}

/** SQL: a name of the database, which is no text. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
