import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isBlank, type Migration } from '../storage/migrations.ts'
import { readRevision } from '../storage/revision.ts'
import { isDamage } from './accidents.ts'
import { type BackupHead, checkBackup } from './backup-file.ts'
import { readMigrations } from './local-migrations.ts'
import { type OpenDatabase, openFresh, openLocal, openUnchecked } from './open-database.ts'
import { takeState } from './owner.ts'
import { purgeRemote, type RemoteTarget } from './purge-edge.ts'
import { restoreInto, tooNew } from './restore-run.ts'
import { beginRestore, markRestored, restoringFolder, takeRestored } from './restored-state.ts'
import {
  count,
  ENV_WITHOUT_REMOTE,
  progressOf,
  refuse,
  runCommand,
  sayWaiting,
  terminal,
} from './terminal.ts'

const NOT_EMPTY = 'is not empty, and a restore takes away what it has: say --force where that is meant'
const OTHER_TABLES =
  'The deployed database has other tables than the backup: make a new one (npx wrangler d1 create), write its ' +
  'database_id into wrangler.toml, apply no migrations to it, and restore into that'

/** A backup that has been checked, and the migrations of this checkout. */
interface Backup {
  readonly file: string
  readonly head: BackupHead
  readonly migrations: readonly Migration[]
}

// `npm run restore -- FILE`: makes the local database, or with --remote the deployed one, hold what a backup has.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean', default: false },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const [name] = positionals
  if (name === undefined || positionals.length > 1) {
    return refuse('Name one backup: npm run restore -- backups/FILE.gz')
  }
  const file = resolve(name)
  const checked = await checkBackup(file)
  if (!checked.ok) return refuse(`${name} ${checked.failure}`)
  const migrations = await readMigrations()
  const newer = tooNew(checked.value, migrations)
  if (newer !== undefined) return refuse(`${name} ${newer}`)
  const backup = { file, head: checked.value, migrations }
  const state = resolve(values.state)
  const target = { state, environment: values.env }
  if (values.remote) return restoreRemote(target, backup, values.force)
  if (values.env !== undefined) return refuse(ENV_WITHOUT_REMOTE)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') {
    const { url, pid } = taken.server
    return refuse(`A server runs here: ${url} (process ${pid}); stop it first, and restore then`)
  }
  await using _own = taken.own
  return await restoreLocal(state, backup, values.force)
})

// The database that is there is not touched, because it may be damaged: the new one is made beside it.
async function restoreLocal(state: string, backup: Backup, force: boolean): Promise<number> {
  const before = await revisionOf(state)
  if (before !== undefined && before > 0 && !force) return refuse(`The local database ${NOT_EMPTY}`)
  await beginRestore(state)
  {
    await using fresh = await openFresh(restoringFolder(state))
    const filled = await fill(fresh, backup, before ?? 0)
    if (!filled.ok) return refuse(filled.failure)
  }
  await markRestored(state)
  const aside = await takeRestored(state)
  sayRestored(backup)
  if (aside !== undefined) {
    terminal.out(
      `What was there before is kept in ${relative(process.cwd(), aside)}; remove that when you are sure.`,
    )
  }
  return 0
}

/** The revision of the local database; `undefined` where it can't be read, because it is damaged or of another version. */
async function revisionOf(state: string): Promise<number | undefined> {
  try {
    const opened = await openLocal(state)
    if (!opened.ok) return undefined
    await using database = opened.value
    return await readRevision(database.db)
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
}

async function restoreRemote(target: RemoteTarget, backup: Backup, force: boolean): Promise<number> {
  await using database = await openUnchecked(target.state, target.environment)
  const { db, config } = database
  const before = (await isBlank(db)) ? 0 : await readRevision(db)
  if (before > 0 && !force) return refuse(`The deployed database ${NOT_EMPTY}`)
  const filled = await fill(database, backup, before)
  if (!filled.ok) return refuse(OTHER_TABLES)
  sayRestored(backup)
  return purgeRemote({ siteUrl: config.siteUrl, token: process.env.PURGE_TOKEN }, 0, terminal)
}

function fill({ db }: Pick<OpenDatabase, 'db'>, { file, head, migrations }: Backup, before: number) {
  const revision = Math.max(head.revision + 1, before + 1, Date.now())
  const progress = progressOf('Restoring rows', rowsIn(head), terminal)
  return restoreInto(db, file, head, { migrations, revision, progress })
}

function sayRestored({ file, head }: Backup): void {
  const from = relative(process.cwd(), file)
  terminal.out(`${count(rowsIn(head), 'row')} restored from ${from}, as they were on ${head.made}.`)
}

function rowsIn({ tables }: BackupHead): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}
