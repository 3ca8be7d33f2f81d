import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What a bundle is made from, below the folder of the project. */
const INPUTS = ['src', 'package-lock.json', 'wrangler.toml']

/** Where the last bundle is kept. */
const KEPT = '.wrangler/bundle'

/**
 * Puts the bundle of the code as it is into a folder. Wrangler takes seconds to make it, so the last one is kept, and taken
 * again while the code, its packages and wrangler.toml are the same. `make` bundles into a folder and returns the file.
 */
export async function keptBundle(
  folder: string,
  make: (folder: string) => Promise<string>,
  project = '.',
): Promise<string> {
  const key = await digestOfInputs(project)
  const kept = join(project, KEPT, key)
  if (!existsSync(join(kept, 'worker.js'))) await keep(kept, make)
  await rm(folder, { recursive: true, force: true })
  await cp(kept, folder, { recursive: true })
  return join(folder, 'worker.js')
}

async function keep(kept: string, make: (folder: string) => Promise<string>): Promise<void> {
  const whole = `${kept}.${process.pid}`
  await make(whole)
  const others = join(kept, '..')
  const old = (await readdir(others)).filter((name) => !name.includes('.'))
  // Another command may have made the same one in the meantime.
  await rename(whole, kept).catch(() => rm(whole, { recursive: true, force: true }))
  for (const name of old)
    if (join(others, name) !== kept) await rm(join(others, name), { recursive: true, force: true })
}

async function digestOfInputs(project: string): Promise<string> {
  const hash = createHash('sha256')
  for (const input of INPUTS) {
    const path = join(project, input)
    const found = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined)
    const files = found
      ? found.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name))
      : [path]
    for (const file of files.sort()) {
      const digest = createHash('sha256').update(await readFile(file).catch(() => ''))
      hash.update(`${file} ${digest.digest('hex')}\n`)
    }
  }
  return hash.digest('hex').slice(0, 16)
}
