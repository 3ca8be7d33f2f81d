import { readFile } from 'node:fs/promises'
import { experimental_readRawConfig, type Unstable_RawConfig, unstable_readConfig } from 'wrangler'
import { failed, type Result, success } from '../../model/result.ts'
import { writeWhole } from '../disk.ts'
import { CONFIG_FILE } from '../wrangler-config.ts'
import { withDatabaseId } from './database-id.ts'

/** The id of a database that is not made yet. */
export const PLACEHOLDER = /^0{8}-/

/** What wrangler.toml names in an environment. */
export interface Names {
  readonly worker: string
  readonly account: string | undefined
  readonly database: { readonly name: string; readonly id?: string }
  /** Every queue that is sent to, read from, or gets what failed. */
  readonly queues: readonly string[]
}

interface Queue {
  readonly queue: string
  readonly dead_letter_queue?: string
}

// wrangler's own type of a configuration says nothing of these.
interface Queues {
  readonly producers?: readonly Queue[]
  readonly consumers?: readonly Queue[]
}

/** Reads what an environment of wrangler.toml names. @throws Error where it names no such environment or no database. */
export function readNames(environment: string | undefined): Names {
  checkEnvironment(environment)
  const config = unstable_readConfig({ config: CONFIG_FILE, env: environment ?? '' }, { hideWarnings: true })
  const [database] = config.d1_databases
  if (!database?.database_name) throw new Error(`${CONFIG_FILE} names no database (d1_databases)`)
  const id = database.database_id
  const { producers = [], consumers = [] } = config.queues as Queues
  const queues = [...producers, ...consumers].flatMap(({ queue, dead_letter_queue: dead }) =>
    dead ? [queue, dead] : [queue],
  )
  return {
    worker: config.name ?? 'warta',
    account: config.account_id,
    database: {
      name: database.database_name,
      ...(typeof id === 'string' && !PLACEHOLDER.test(id) && { id }),
    },
    queues: [...new Set(queues)],
  }
}

/** wrangler.toml as it stands. @throws Error where it names no such environment: wrangler would take the other one. */
export function checkEnvironment(environment: string | undefined): Unstable_RawConfig {
  const { rawConfig } = experimental_readRawConfig({ config: CONFIG_FILE })
  if (environment && !rawConfig.env?.[environment]) {
    const known = Object.keys(rawConfig.env ?? {}).join(', ') || 'none'
    throw new Error(`${CONFIG_FILE} has no environment "${environment}" (it has: ${known})`)
  }
  return rawConfig
}

/** Writes the id of the deployed database into wrangler.toml; everything else stays, comments too. */
export async function recordDatabase(name: string, id: string): Promise<Result<void, string>> {
  const text = await readFile(CONFIG_FILE, 'utf8')
  const edited = withDatabaseId(text, name, id)
  if (edited === undefined) {
    return failed(
      `The id of the database ${name} has to be written into ${CONFIG_FILE}: database_id = "${id}"`,
    )
  }
  await writeWhole(CONFIG_FILE, edited)
  return success(undefined)
}
