import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Config, type Env, readConfig } from '../config.ts'
import { type Result, success } from '../model/result.ts'
import type { Database } from '../storage/database.ts'
import { databaseOf, databaseWorker } from './local-d1.ts'
import { checkRemote, migrateLocal, PERSIST } from './local-migrations.ts'
import { takeRestored } from './restored-state.ts'
import { RuntimeLog } from './runtime-log.ts'
import { CONFIG_FILE, readWranglerConfig, type Variables } from './wrangler-config.ts'

// Miniflare and wrangler take seconds to load. A command that needs neither of them does not wait for them.

/** A database in hand, and the configuration that goes with it. */
export interface OpenDatabase extends AsyncDisposable {
  readonly db: Database
  readonly config: Config
}

/** Takes from the environment what belongs to a shell and not to a file. */
export function withEnvironment<Vars extends Variables>(variables: Vars): Vars {
  return withVariables(variables, ['POLL_ANYWHERE', 'HUB_ANYWHERE', 'LOG'])
}

/** The variables, but those of these names as the environment has them, where it has them. */
export function withVariables<Vars extends Variables>(
  variables: Vars,
  names: readonly (keyof Variables)[],
): Vars {
  const given = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...variables, ...Object.fromEntries(given) }
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
  const [wrangler, { convertV4MiniflareOptions, Miniflare }] = await Promise.all([
    readWranglerConfig(),
    import('./miniflare.ts'),
  ])
  const log = new RuntimeLog()
  const options = {
    workers: [databaseWorker(wrangler)],
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
    return { db, config: configOf(wrangler), [Symbol.asyncDispose]: () => miniflare.dispose() }
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}

/**
 * Opens the deployed database, or that of an environment of wrangler.toml. Its migrations are applied by `npm run deploy`,
 * knowingly. Fails with what to do where that is still to be done, or where another version of Warta made the database.
 * @throws Error where wrangler.toml names no deployed database.
 */
export async function openRemote(state: string, environment?: string): Promise<Result<OpenDatabase, string>> {
  const opened = await openUnchecked(state, environment)
  const checked = await checkRemote(opened.db)
  if (checked.ok) return success(opened)
  await opened[Symbol.asyncDispose]()
  return checked
}

/** Opens the deployed database as it is. @throws Error where wrangler.toml names none. */
export async function openUnchecked(state: string, environment?: string): Promise<OpenDatabase> {
  return openProxy(await writeRemoteConfig(state, environment))
}

async function openProxy(configPath: string): Promise<OpenDatabase> {
  // It would ask a server of Cloudflare's where we are, which nothing here reads.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false'
  const { getPlatformProxy } = await import('wrangler')
  const proxy = await getPlatformProxy<Env>({ persist: false, configPath })
  return {
    db: proxy.env.DB,
    config: readConfig(withEnvironment({ ...proxy.env })),
    [Symbol.asyncDispose]: () => proxy.dispose(),
  }
}

/** The configuration that wrangler.toml gives, or one of its environments, without a database. */
export async function readVariables(environment?: string): Promise<Config> {
  return configOf(await readWranglerConfig(environment))
}

function configOf({ bindings }: { readonly bindings: Variables }): Config {
  return readConfig(withEnvironment({ ...bindings, DB: undefined as never }))
}

// The same configuration with its database marked as remote: getPlatformProxy takes that from a file only.
async function writeRemoteConfig(state: string, environment: string | undefined): Promise<string> {
  const { checkEnvironment, PLACEHOLDER } = await import('./deploy/wrangler-file.ts')
  const rawConfig = checkEnvironment(environment)
  const named = environment === undefined ? rawConfig : rawConfig.env?.[environment]
  const { vars, d1_databases = [] } = named ?? {}
  if (d1_databases.some(({ database_id = '' }) => PLACEHOLDER.test(String(database_id)))) {
    throw new Error(`${CONFIG_FILE} names no deployed database; npm run deploy makes it`)
  }
  const remote = d1_databases.map(({ preview_database_id: _, ...database }) => ({
    ...database,
    remote: true,
  }))
  const { name, compatibility_date } = rawConfig
  const path = resolve(state, 'remote.json')
  await mkdir(state, { recursive: true })
  await writeFile(path, JSON.stringify({ name, compatibility_date, vars, d1_databases: remote }))
  return path
}
