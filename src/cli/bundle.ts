import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { readSiteFile } from '../ingest/content/site-file.ts'
import { formatFault } from '../model/result.ts'
import { CODE_ALONE } from './assets.ts'
import { ContentFolder } from './content-folder.ts'
import { runCommand, terminal } from './terminal.ts'
import { BUILT, readWranglerConfig } from './wrangler-config.ts'

const run = promisify(execFile)

/** Bundles the Worker as it would be deployed, into a folder; returns the file. wrangler makes the static assets too. */
export function bundleWorker(folder: string): Promise<string> {
  return bundle(folder, {})
}

/** The same without the static assets of content/, for those who make these themselves. */
export function bundleCode(folder: string): Promise<string> {
  return bundle(folder, { [CODE_ALONE]: '1' })
}

async function bundle(folder: string, more: NodeJS.ProcessEnv): Promise<string> {
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', ...more }
  try {
    await run('wrangler', ['deploy', '--dry-run', '--env', '', '--outdir', folder], { env })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    if (stdout + stderr === '') throw new Error(STOPPED)
    throw new Error(`The Worker could not be bundled.\n${stdout}${stderr}`)
  }
  const file = join(folder, 'worker.js')
  if (!existsSync(file)) throw new Error(STOPPED)
  return file
}

// wrangler gets the Ctrl-C too, and may end without an error and without a bundle.
const STOPPED = 'Stopped before the Worker was bundled. Nothing is lost: run the command again.'

/** The Worker that `npm run build` has bundled. */
export const BUILT_WORKER = join(BUILT, 'worker.js')

/**
 * What a deployed Worker gets from the version metadata binding: an id, and the time of the deployment. Here the same
 * bundle keeps both over restarts, in a file of the state folder, so that readers' copies stay valid.
 */
export async function buildVersion(bundle: string, file: string) {
  const id = createHash('sha256')
    .update(await readFile(bundle))
    .digest('hex')
    .slice(0, 12)
  const before = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as { id?: string }
  if (before.id === id) return before
  const version = { id, tag: '', timestamp: new Date().toISOString() }
  await writeFile(file, JSON.stringify(version))
  return version
}

// `npm run build`: makes what `npm run serve` needs, so that it can do without wrangler.
if (process.argv[1] === import.meta.filename) await runCommand(build)

async function build(): Promise<number> {
  // wrangler would say what is wrong in site.yaml and wrangler.toml too, among much else.
  const site = await readSiteFile(new ContentFolder(resolve('content')))
  if (!site.ok) {
    for (const fault of site.failure) terminal.err(formatFault(fault))
    return 1
  }
  const config = await readWranglerConfig()
  const whole = `${BUILT}.new`
  await rm(whole, { recursive: true, force: true })
  await mkdir(whole, { recursive: true })
  await bundleWorker(whole)
  await writeFile(join(whole, 'config.json'), JSON.stringify(config))
  await rm(BUILT, { recursive: true, force: true })
  await cp(whole, BUILT, { recursive: true })
  await rm(whole, { recursive: true })
  return 0
}
