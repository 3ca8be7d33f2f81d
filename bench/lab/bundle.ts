import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const run = promisify(execFile)

/** A bundled Worker: its file, and its size in bytes as it is and compressed. */
export interface Bundle {
  readonly file: string
  readonly bytes: number
  readonly gzip: number
}

/** The Worker of wrangler.toml as it would be deployed, bundled by wrangler itself into a folder. */
export function bundleSite(folder: string): Promise<Bundle> {
  return bundle(folder, 'worker.js', [])
}

/** A Worker of the benchmarks, bundled in the same way. `entry` is a path from the root of the checkout. */
export async function bundleBench(folder: string, entry: string): Promise<Bundle> {
  const config = join(folder, 'wrangler.json')
  await writeFile(config, JSON.stringify({ name: 'bench', compatibility_date: '2026-10-15', minify: true }))
  const built = entry.slice(entry.lastIndexOf('/') + 1).replace(/\.tsx?$/, '.js')
  return bundle(folder, built, [entry, '--config', config])
}

async function bundle(folder: string, built: string, more: readonly string[]): Promise<Bundle> {
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' }
  try {
    await run('wrangler', ['deploy', ...more, '--dry-run', '--outdir', folder], { env })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The Worker could not be bundled.\n${stdout}${stderr}`)
  }
  const file = join(folder, built)
  const code = await readFile(file)
  return { file, bytes: code.length, gzip: gzipSync(code).length }
}
