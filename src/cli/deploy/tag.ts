import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { checkEnvironment } from './wrangler-file.ts'

/** Where the static assets of a deployment are. */
export const ASSETS = 'dist/assets'

const ROOT = resolve(import.meta.dirname, '../../..')
const SOURCE = join(ROOT, 'src')

/**
 * The tag of the version that would be deployed now: another one where the code, the packages, the static assets or the
 * configuration of this environment are others. Commands and tests are not part of it, nor are comments in wrangler.toml.
 */
export async function tagOf(environment: string | undefined): Promise<string> {
  const { env, ...shared } = checkEnvironment(environment)
  const own = environment === undefined ? {} : env?.[environment]
  const digest = createHash('sha256').update(JSON.stringify([shared, environment ?? '', own]))
  const code = (await filesBelow(SOURCE)).filter((file) => !file.startsWith(join(SOURCE, 'cli')))
  for (const file of [join(ROOT, 'package-lock.json'), ...code, ...(await filesBelow(ASSETS))]) {
    digest.update(`\n${file.replace(ROOT, '')}\n`).update(await readFile(file))
  }
  return `warta-${digest.digest('hex').slice(0, 16)}`
}

/** The files below a folder, sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
