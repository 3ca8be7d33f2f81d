import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { getPlatformProxy } from 'wrangler'
import { type Env, readConfig } from '../config.ts'
import { type Result, success } from '../model/result.ts'
import { CONFIG_FILE, checkEnvironment } from './deploy/wrangler-file.ts'
import { checkRemote } from './local-migrations.ts'
import type { OpenDatabase } from './open-database.ts'
import { withEnvironment } from './worker-options.ts'

/**
 * Opens the deployed database, or that of an environment of wrangler.toml. Its migrations are applied by `npm run deploy`,
 * knowingly. Fails with what to do where that is still to be done, or where another version of Warta made the database.
 * @throws Error where wrangler.toml names no deployed database, or no such environment.
 */
export async function openRemote(state: string, environment?: string): Promise<Result<OpenDatabase, string>> {
  const opened = await openProxy(await writeRemoteConfig(state, environment))
  const checked = await checkRemote(opened.db)
  if (checked.ok) return success(opened)
  await opened[Symbol.asyncDispose]()
  return checked
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

// The same configuration with its database marked as remote: getPlatformProxy takes that from a file only.
async function writeRemoteConfig(state: string, environment: string | undefined): Promise<string> {
  const rawConfig = checkEnvironment(environment)
  const named = environment === undefined ? rawConfig : rawConfig.env?.[environment]
  const { vars, d1_databases = [] } = named ?? {}
  if (d1_databases.some(({ database_id = '' }) => /^0{8}-/.test(String(database_id)))) {
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
