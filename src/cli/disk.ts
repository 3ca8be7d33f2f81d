import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'

/** The paths below `root` of every file of one of its folders, sorted; hidden ones, such as editors keep, left out. */
export async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((a, b) => (a < b ? -1 : 1))
}

/**
 * The bytes of a file, one more than `limit` at most: enough to know that it is too large. `undefined` where there is no
 * such file. Reads without waiting for other threads: that would take ten times as long as the reading itself.
 */
export function readAtMost(file: string, limit: number): Uint8Array | undefined {
  try {
    const handle = openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(Math.min(fstatSync(handle).size, limit + 1))
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0))
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Writes a file whole or not at all, in folders that may be new; a file that is there keeps its mode. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const before = await stat(file).catch(() => undefined)
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  await writeFile(temporary, text, before ? { mode: before.mode } : {})
  await rename(temporary, file)
}
