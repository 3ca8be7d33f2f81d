import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { failed, type Result, success } from '../model/result.ts'
import { rowsOf } from '../storage/backup/pages.ts'
import { countRows, readTables, type Table } from '../storage/backup/tables.ts'
import type { Database } from '../storage/database.ts'
import { appliedMigrations } from '../storage/migrations.ts'
import { readRevision } from '../storage/revision.ts'
import { type BackupRow, writeBackup } from './backup-file.ts'
import { count, type Output, progressOf, refuse } from './terminal.ts'

/** How often to begin anew where somebody writes meanwhile. */
const ATTEMPTS = 5

/** Writes everything that a database holds into one file, whole or not at all. Returns the exit code. */
export async function backUp(db: Database, file: string, output: Output): Promise<number> {
  const temporary = `${file}.${process.pid}.tmp`
  await mkdir(dirname(file), { recursive: true })
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const written = await writeOnce(db, temporary, output)
      if (!written.ok) continue
      await rename(temporary, file)
      const name = relative(process.cwd(), file)
      output.out(`${count(written.value.rows, 'row')} in ${name} (revision ${written.value.revision}).`)
      output.out(`To put them back: npm run restore -- ${name}`)
      return 0
    }
  } finally {
    await rm(temporary, { force: true })
  }
  return refuse(
    `Others wrote to the database during each of ${ATTEMPTS} attempts, so there is no backup; try again later`,
    output,
  )
}

/** What a backup holds. */
interface Written {
  readonly rows: number
  readonly revision: number
}

// D1 has no transaction that lasts over several queries: where the revision moves meanwhile, pages that were read before
// and after it don't fit together.
async function writeOnce(
  db: Database,
  file: string,
  output: Output,
): Promise<Result<Written, 'written meanwhile'>> {
  const revision = await readRevision(db)
  const tables = await readTables(db)
  const counted = await Promise.all(
    tables.map(async (table) => ({
      name: table.name,
      columns: table.columns,
      rows: await countRows(db, table),
    })),
  )
  const head = {
    warta: 1,
    migrations: await appliedMigrations(db),
    revision,
    made: new Date().toISOString(),
    tables: counted,
  } as const
  const total = counted.reduce((sum, { rows }) => sum + rows, 0)
  const rows = await writeBackup(file, head, allRowsOf(db, tables, progressOf('Saving rows', total, output)))
  return (await readRevision(db)) === revision ? success({ rows, revision }) : failed('written meanwhile')
}

async function* allRowsOf(
  db: Database,
  tables: readonly Table[],
  progress: (done: number) => void,
): AsyncGenerator<BackupRow> {
  let done = 0
  for (const [index, table] of tables.entries()) {
    for await (const cells of rowsOf(db, table)) {
      progress(++done)
      yield [index, ...cells]
    }
  }
}
