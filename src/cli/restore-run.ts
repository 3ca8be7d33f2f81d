import { failed, type Result, success } from '../model/result.ts'
import { clearRows, RowWriter } from '../storage/backup/restored-rows.ts'
import { readTables } from '../storage/backup/tables.ts'
import type { Database } from '../storage/database.ts'
import { appliedMigrations, applyMigrations, isBlank, type Migration } from '../storage/migrations.ts'
import { type BackupHead, backupRows } from './backup-file.ts'

/** What a backup is put into, and how. */
export interface RestoreOptions {
  /** The migrations of this checkout. */
  readonly migrations: readonly Migration[]
  /** A number that is above every revision which the site has had: that of the write that this is. */
  readonly revision: number
  readonly progress: (done: number) => void
}

/** Why this checkout can't read a backup: the end of a sentence about it. `undefined` where it can. */
export function tooNew(head: BackupHead, migrations: readonly Migration[]): string | undefined {
  const ours = new Set(migrations.map(({ name }) => name))
  const unknown = head.migrations.find((name) => !ours.has(name))
  return (
    unknown &&
    `was made by a newer Warta, whose migration ${unknown} is not known here; update Warta, and restore then`
  )
}

/**
 * Makes a database hold what a checked backup has, and nothing else. Where it is blank, it gets the tables that the backup
 * was made of, and then the migrations that came later. Fails, and changes nothing, where it has other tables.
 */
export async function restoreInto(
  db: Database,
  file: string,
  head: BackupHead,
  { migrations, revision, progress }: RestoreOptions,
): Promise<Result<void, string>> {
  if (await isBlank(db)) {
    const known = new Set(head.migrations)
    await applyMigrations(
      db,
      migrations.filter(({ name }) => known.has(name)),
    )
  } else if ((await appliedMigrations(db)).join() !== head.migrations.join()) {
    return failed('The database has other tables than the backup')
  }
  await clearRows(db, await readTables(db))
  const writer = new RowWriter(db, revision)
  let done = 0
  for await (const [table, ...cells] of backupRows(file)) {
    const into = head.tables[table]
    if (into) await writer.add(into, cells)
    progress(++done)
  }
  await writer.flush()
  await applyMigrations(db, migrations)
  await writer.finish()
  return success(undefined)
}
