import { resolve } from 'node:path'
import { readSiteFile } from '../../ingest/content/site-file.ts'
import { type Fault, formatFault, type Result } from '../../model/result.ts'
import { APPLIED_MIGRATIONS, MIGRATED_ONCE } from '../../storage/migrations.ts'
import { publishAssets } from '../assets.ts'
import { ContentFolder } from '../content-folder.ts'
import { readMigrations } from '../local-migrations.ts'
import { readVariables } from '../open-database.ts'
import type { Account } from './account.ts'
import type { Local, Remote } from './steps.ts'
import { ASSETS, filesBelow, tagOf } from './tag.ts'
import type { Names } from './wrangler-file.ts'

/** Looks at what this machine has to deploy in an environment of wrangler.toml. Makes the static assets. */
export async function observeLocal(names: Names, environment: string | undefined): Promise<Local> {
  const { siteUrl, authority } = await readVariables(environment)
  const content = new ContentFolder(resolve('content'))
  const site = valueOrThrow(await readSiteFile(content))
  valueOrThrow(await publishAssets(content, ASSETS))
  const assets = await filesBelow(ASSETS)
  return {
    name: names.worker,
    siteUrl,
    authority,
    siteName: site.isMissing ? undefined : site.site.name,
    database: names.database,
    queues: names.queues,
    migrations: (await readMigrations()).map(({ name }) => name),
    // Its headers are read, and not served.
    assets: assets.filter((file) => !file.endsWith('_headers')).length,
    tag: await tagOf(environment),
  }
}

/** Looks at what an account has. Asks the database only where it is known which one it is. */
export async function observeRemote(
  { id: account, api }: Account,
  { name, database }: Local,
): Promise<Remote> {
  const databases = (await api.databases(account)).map(({ uuid, name }) => ({ id: uuid, name }))
  const id = database.id ?? databases.find((one) => one.name === database.name)?.id
  const isThere = databases.some((one) => one.id === id)
  return {
    databases,
    queues: await api.queues(account),
    migrations: id && isThere ? await appliedMigrations(api, account, id) : [],
    deployed: await api.deployedTag(account, name),
  }
}

async function appliedMigrations(api: Account['api'], account: string, id: string): Promise<string[]> {
  // A database that was only just made has no table of migrations.
  if ((await api.query(account, id, MIGRATED_ONCE)).length === 0) return []
  const rows = await api.query<{ name: string }>(account, id, APPLIED_MIGRATIONS)
  return rows.map(({ name }) => name)
}

function valueOrThrow<Value>(read: Result<Value, readonly Fault[]>): Value {
  if (read.ok) return read.value
  throw new Error(read.failure.map(formatFault).join('\n'))
}
