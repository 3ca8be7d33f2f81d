import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Config, type Env, readConfig } from '../config.ts'

/** Where `npm run build` puts what `npm run serve` needs. */
export const BUILT = resolve(import.meta.dirname, '../../dist/server')

/** The variables of wrangler.toml, and those that only the environment gives. */
export type Variables = Pick<
  Env,
  'SITE_URL' | 'SITE_NAME' | 'TAG_AUTHORITY' | 'SITE_LANGUAGE' | 'SITE_TIMEZONE' | 'POLL_ANYWHERE' | 'LOG'
>

/** The Worker as wrangler.toml describes it, in Miniflare's words: its bindings, its database, its queues. */
export interface WorkerOptions {
  readonly compatibilityDate: string
  readonly bindings: Variables
  readonly d1Databases: unknown
  readonly queueProducers: unknown
  readonly queueConsumers: unknown
}

/**
 * What wrangler.toml says of the Worker, or of an environment of it. Where wrangler is not installed, as in production,
 * what it said at the build. @throws Error where there is no build either.
 */
export async function readWorkerOptions(environment?: string): Promise<WorkerOptions> {
  try {
    return await readFromToml(environment)
  } catch (error) {
    if (isNotInstalled(error)) return readBuiltOptions()
    throw error
  }
}

/** The same, read with wrangler. @throws Error where wrangler is not installed. */
export async function readFromToml(environment?: string): Promise<WorkerOptions> {
  const { unstable_getMiniflareWorkerOptions } = await import('wrangler')
  const { workerOptions } = unstable_getMiniflareWorkerOptions('wrangler.toml', environment)
  const { compatibilityDate, bindings, d1Databases, queueProducers, queueConsumers } = workerOptions
  const described = { compatibilityDate, bindings, d1Databases, queueProducers, queueConsumers }
  return described as unknown as WorkerOptions
}

/** What wrangler.toml said at the build. @throws Error where nothing is built. */
export async function readBuiltOptions(): Promise<WorkerOptions> {
  const text = await readFile(join(BUILT, 'options.json'), 'utf8').catch(() => {
    throw new Error('The Worker is not built; run npm run build, where all packages are installed')
  })
  return JSON.parse(text) as WorkerOptions
}

/** The configuration that wrangler.toml gives, or one of its environments, without a database. */
export async function readVariables(environment?: string): Promise<Config> {
  const { bindings } = await readWorkerOptions(environment)
  return readConfig({ ...withEnvironment(bindings), DB: undefined as never })
}

/** Takes from the environment what belongs to a shell and not to a file. */
export function withEnvironment<Vars extends Variables>(variables: Vars): Vars {
  return withVariables(variables, ['POLL_ANYWHERE', 'LOG'])
}

/** The variables, but those of these names as the environment has them, where it has them. */
export function withVariables<Vars extends Variables>(
  variables: Vars,
  names: readonly (keyof Variables)[],
): Vars {
  const given = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...variables, ...Object.fromEntries(given) }
}

function isNotInstalled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}
