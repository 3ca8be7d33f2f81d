import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { type Config, readConfig } from '../config.ts'
import { type Result, success } from '../model/result.ts'
import type { Database } from '../storage/database.ts'
import { databaseOf, databaseWorker } from './local-d1.ts'
import { migrateLocal, PERSIST } from './local-migrations.ts'
import { readWorkerOptions, type WorkerOptions, withEnvironment } from './worker-options.ts'

/** A database in hand, and the configuration that goes with it. */
export interface OpenDatabase extends AsyncDisposable {
  readonly db: Database
  readonly config: Config
}

/** Applies the migrations that the local database below a state folder lacks. Fails as openLocal does. */
export async function migrateState(state: string, worker: WorkerOptions): Promise<Result<void, string>> {
  const opened = await openLocal(state, worker)
  if (!opened.ok) return opened
  await opened.value[Symbol.asyncDispose]()
  return success(undefined)
}

/**
 * Opens the local database below a state folder and applies the migrations that it lacks. Fails with what to do where
 * another version of Warta made it.
 */
export async function openLocal(state: string, known?: WorkerOptions): Promise<Result<OpenDatabase, string>> {
  const worker = known ?? (await readWorkerOptions())
  const options = {
    workers: [databaseWorker(worker)],
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    resourcePersistencePath: join(state, PERSIST),
  }
  const miniflare = new Miniflare(convertV4MiniflareOptions(options as never))
  try {
    const db = await databaseOf(miniflare)
    const migrated = await migrateLocal(db, state)
    if (!migrated.ok) {
      await miniflare.dispose()
      return migrated
    }
    const config = readConfig({ ...withEnvironment(worker.bindings), DB: undefined as never })
    return success({ db, config, [Symbol.asyncDispose]: () => miniflare.dispose() })
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}
