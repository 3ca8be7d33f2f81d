import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Env } from '../config.ts'
import { writeWhole } from './disk.ts'

export const CONFIG_FILE = 'wrangler.toml'

/** Where `npm run build` puts what `npm run serve` needs. */
export const BUILT = resolve(import.meta.dirname, '../../dist/server')

/** The variables of wrangler.toml, and those that the environment may give. */
export type Variables = Pick<Env, 'SITE_URL' | 'TAG_AUTHORITY' | 'POLL_ANYWHERE' | 'HUB_ANYWHERE' | 'LOG'>

/** What the commands need of wrangler.toml, in the form that Miniflare takes. */
export interface WranglerConfig {
  readonly compatibilityDate?: string
  readonly compatibilityFlags?: readonly string[]
  readonly bindings: Variables
  /** By binding. Missing where wrangler.toml has no such table. */
  readonly d1Databases: Readonly<Record<string, unknown>> | undefined
  readonly queueProducers: Readonly<Record<string, unknown>>
  readonly queueConsumers: Readonly<Record<string, unknown>>
  readonly ratelimits: Readonly<Record<string, unknown>>
}

/** What was read is kept here: wrangler takes longer to load than most of our commands take to work. */
const KEPT_FILE = '.wrangler/config.json'

/** Which members of a configuration are kept: another number where these become others. */
const FORM = 4

/** Files of this folder that give variables too, or name another configuration. */
const OTHER_FILES = /^\.(?:env|dev\.vars)(?:\.|$)/

/**
 * Reads wrangler.toml, or one of its environments, as wrangler does. Where wrangler is not installed, as in production, this
 * is what it read at the build. @throws Error where the file is faulty.
 */
export async function readWranglerConfig(environment?: string): Promise<WranglerConfig> {
  if (!isInstalled()) return readBuiltConfig()
  const key = environment === undefined ? await keyOfInputs() : undefined
  if (key === undefined) return askWrangler(environment)
  const kept = await readKept()
  if (kept?.key === key) return kept.config
  const config = await askWrangler()
  // Where it can't be written the next command asks again.
  await writeWhole(KEPT_FILE, JSON.stringify({ key, config })).catch(() => {})
  return config
}

async function askWrangler(environment?: string): Promise<WranglerConfig> {
  const { unstable_getMiniflareWorkerOptions } = await import('wrangler')
  const { workerOptions } = unstable_getMiniflareWorkerOptions(CONFIG_FILE, environment)
  const { compatibilityDate, ...options } = workerOptions as unknown as WranglerConfig
  const {
    compatibilityFlags = [],
    bindings,
    d1Databases,
    queueProducers,
    queueConsumers,
    ratelimits,
  } = options
  const read = { compatibilityFlags, bindings, d1Databases, queueProducers, queueConsumers, ratelimits }
  return { ...(compatibilityDate && { compatibilityDate }), ...read }
}

const require = createRequire(import.meta.url)

function isInstalled(): boolean {
  try {
    require.resolve('wrangler/package.json')
    return true
  } catch {
    return false
  }
}

/** What wrangler.toml said when the server was built. @throws Error where it is not built. */
export async function readBuiltConfig(): Promise<WranglerConfig> {
  const text = await readFile(join(BUILT, 'config.json'), 'utf8').catch(() => {
    throw new Error('The Worker is not built; run npm run build, where all packages are installed')
  })
  return JSON.parse(text) as WranglerConfig
}

/** A digest of all that the configuration depends on; `undefined` where it depends on more than wrangler.toml. */
async function keyOfInputs(): Promise<string | undefined> {
  const isElsewhere = (await readdir('.')).some((name) => OTHER_FILES.test(name))
  const isInEnvironment = Object.keys(process.env).some((name) => name.startsWith('CLOUDFLARE_'))
  if (isElsewhere || isInEnvironment) return undefined
  const { version } = require('wrangler/package.json') as { version: string }
  const text = await readFile(CONFIG_FILE, 'utf8').catch(() => undefined)
  return text && createHash('sha256').update(`${version}\n${FORM}\n${text}`).digest('hex')
}

async function readKept(): Promise<{ key?: string; config: WranglerConfig } | undefined> {
  try {
    return JSON.parse(await readFile(KEPT_FILE, 'utf8'))
  } catch {
    return undefined
  }
}
