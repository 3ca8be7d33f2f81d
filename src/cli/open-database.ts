import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import {
  experimental_readRawConfig,
  getPlatformProxy,
  type Unstable_RawConfig,
  unstable_getMiniflareWorkerOptions,
} from 'wrangler'
import { type Config, type Env, readConfig } from '../config.ts'
import { type Result, success } from '../model/result.ts'
import type { Database } from '../storage/database.ts'
import { databaseOf, databaseWorker } from './local-d1.ts'
import { checkRemote, migrateLocal, PERSIST } from './local-migrations.ts'
import { takeRestored } from './restored-state.ts'
import { RuntimeLog } from './runtime-log.ts'

const CONFIG_FILE = 'wrangler.toml'

/** A database in hand, and the configuration that goes with it. */
export interface OpenDatabase extends AsyncDisposable {
  readonly db: Database
  readonly config: Config
}

/** The variables of wrangler.toml, and one that the environment may give. */
export type Variables = Pick<
  Env,
  'SITE_URL' | 'SITE_NAME' | 'TAG_AUTHORITY' | 'SITE_LANGUAGE' | 'SITE_TIMEZONE' | 'POLL_ANYWHERE'
>

/** Takes POLL_ANYWHERE from the environment: it belongs to a developer's or a test's shell, not to a file. */
export function withEnvironment<Vars extends Variables>(variables: Vars): Vars {
  const { POLL_ANYWHERE } = process.env
  return POLL_ANYWHERE === undefined ? variables : { ...variables, POLL_ANYWHERE }
}

/** Applies the migrations that the local database below a state folder lacks. Fails as openLocal does. */
export async function migrateState(state: string): Promise<Result<void, string>> {
  const opened = await openLocal(state)
  if (!opened.ok) return opened
  await opened.value[Symbol.asyncDispose]()
  return success(undefined)
}

/**
 * Opens the local database below a state folder and applies the migrations that it lacks. Fails with what to do where
 * another version of Warta made it.
 */
export async function openLocal(state: string): Promise<Result<OpenDatabase, string>> {
  await takeRestored(state)
  const opened = await openFresh(state)
  try {
    const migrated = await migrateLocal(opened.db, state)
    if (migrated.ok) return success(opened)
    await opened[Symbol.asyncDispose]()
    return migrated
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

/** Opens the local database below a state folder as it is, also where there is none yet. */
export async function openFresh(state: string): Promise<OpenDatabase> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(CONFIG_FILE)
  const log = new RuntimeLog()
  const options = {
    workers: [databaseWorker(workerOptions as unknown as Record<string, unknown>)],
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    handleStructuredLogs: log.take,
    resourcePersistencePath: join(state, PERSIST),
  }
  const miniflare = new Miniflare(convertV4MiniflareOptions(options as never))
  try {
    const db = await databaseOf(miniflare, log.reasonOf)
    return { db, config: readVariables(), [Symbol.asyncDispose]: () => miniflare.dispose() }
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}

/**
 * Opens the deployed database. Its migrations are applied by `wrangler d1 migrations apply`, knowingly. Fails with what
 * to do where that is still to be done, or where another version of Warta made the database.
 * @throws Error where wrangler.toml names no deployed database.
 */
export async function openRemote(state: string): Promise<Result<OpenDatabase, string>> {
  const opened = await openUnchecked(state)
  const checked = await checkRemote(opened.db)
  if (checked.ok) return success(opened)
  await opened[Symbol.asyncDispose]()
  return checked
}

/** Opens the deployed database as it is. @throws Error where wrangler.toml names none. */
export async function openUnchecked(state: string): Promise<OpenDatabase> {
  return openProxy(await writeRemoteConfig(state))
}

async function openProxy(configPath: string): Promise<OpenDatabase> {
  // It would ask a server of Cloudflare's where we are, which nothing here reads.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
  const proxy = await getPlatformProxy<Env>({ persist: false, configPath })
  return {
    db: proxy.env.DB,
    config: readConfig(withEnvironment({ ...proxy.env })),
    [Symbol.asyncDispose]: () => proxy.dispose(),
  }
}

/** The configuration that wrangler.toml gives, or one of its environments, without a database. */
export function readVariables(environment?: string): Config {
  const { bindings } = unstable_getMiniflareWorkerOptions(CONFIG_FILE, environment).workerOptions
  return readConfig(withEnvironment({ ...(bindings as Variables), DB: undefined as never }))
}

// The same configuration with its database marked as remote: getPlatformProxy takes that from a file only.
async function writeRemoteConfig(state: string): Promise<string> {
  const rawConfig: Unstable_RawConfig = experimental_readRawConfig({ config: CONFIG_FILE }).rawConfig
  const { name, compatibility_date, vars, d1_databases = [] } = rawConfig
  if (d1_databases.some(({ database_id = '' }) => /^0{8}-/.test(database_id))) {
    throw new Error(`${CONFIG_FILE} names no deployed database; write its database_id (see README, "Deploy")`)
  }
  const remote = d1_databases.map((database) => ({ ...database, remote: true }))
  const path = resolve(state, 'remote.json')
  await mkdir(state, { recursive: true })
  await writeFile(path, JSON.stringify({ name, compatibility_date, vars, d1_databases: remote }))
  return path
}
