import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { failed, type Result, success } from '../model/result.ts'
import { isHalfRestored } from '../storage/backup/restored-rows.ts'
import type { Database } from '../storage/database.ts'
import {
  applyMigrations,
  type Migration,
  pendingMigrations,
  type UnknownMigrations,
} from '../storage/migrations.ts'

const FOLDER = resolve(import.meta.dirname, '../../migrations')

/** Where wrangler, Miniflare and we keep the local database, below the state folder. */
export const PERSIST = 'v3'

const APPLY = 'run npm run deploy, which applies the migrations first'
const RENEW =
  'deploy from a checkout that knows it; or delete it with npx wrangler d1 delete, set database_id back, and deploy anew'

const HALF_RESTORED =
  'A restore of the deployed database was interrupted, and readers get nothing from it: run npm run restore -- FILE --remote once more'

/** The migrations of this checkout. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(resolve(FOLDER, name), 'utf8') })),
  )
}

/**
 * Applies the migrations that the local database of a state folder lacks. Fails with what to do where another version
 * of Warta made the database.
 */
export async function migrateLocal(db: Database, state: string): Promise<Result<void, string>> {
  const migrated = await applyMigrations(db, await readMigrations())
  if (migrated.ok) return success(undefined)
  const folder = join(relative(process.cwd(), state), PERSIST, 'd1')
  return failed(textOf(migrated.failure, `remove the folder ${folder}, and run the command again`))
}

/** Fails with what to do where the deployed database is not what this version needs. Changes nothing. */
export async function checkRemote(db: Database): Promise<Result<void, string>> {
  try {
    const pending = await pendingMigrations(db, await readMigrations())
    if (!pending.ok) return failed(textOf(pending.failure, RENEW))
    if (pending.value.length > 0) return failed(`The deployed database is not ready; ${APPLY}`)
    return (await isHalfRestored(db)) ? failed(HALF_RESTORED) : success(undefined)
  } catch (error) {
    return failed(`The deployed database is not ready (${error}); ${APPLY}`)
  }
}

function textOf({ names: [first] }: UnknownMigrations, cure: string): string {
  return (
    `The database was made by another version of Warta, whose migration ${first} is not known here. ` +
    `Nothing of content/ is lost: ${cure}. Polled articles come back as far as their feeds still have them.`
  )
}
