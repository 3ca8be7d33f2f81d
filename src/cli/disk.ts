import { closeSync, type Dirent, fstatSync, openSync, readSync } from 'node:fs'
import { lstat, mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { failed, type Result, success } from '../model/result.ts'
import { startOf } from './process-start.ts'

/** A path below a folder, and what is wrong with it: the end of a sentence about it. */
export interface PathFault {
  readonly path: string
  readonly message: string
}

/** What is said of a link that leads out of the folder in which it is. */
export const LEADS_OUT = 'is a link that leads out of the folder, or nowhere; put the file itself there'

/**
 * The paths below `root` of every file of one of its folders, sorted; hidden ones, such as editors keep, left out. Links
 * are not followed. Fails where a folder can't be read, and where a link leads out of `root`: then it is not certain what
 * is there.
 */
export async function listFiles(root: string, folder: string): Promise<Result<string[], PathFault[]>> {
  if (await leadsOut(root, folder)) return failed([{ path: folder, message: LEADS_OUT }])
  const entries = await readFolder(join(root, folder))
  if (!entries.ok) return failed([{ path: folder, message: entries.failure }])
  const pathOf = (entry: Dirent) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
  const visible = entries.value.filter(({ name }) => !name.startsWith('.'))
  const faults: PathFault[] = []
  for (const path of visible.filter((entry) => entry.isSymbolicLink()).map(pathOf)) {
    if (await leadsOut(root, path)) faults.push({ path, message: LEADS_OUT })
  }
  if (faults.length > 0) return failed(faults)
  const files = visible.filter((entry) => entry.isFile()).map(pathOf)
  return success(files.sort((a, b) => (a < b ? -1 : 1)))
}

async function readFolder(path: string): Promise<Result<Dirent[], string>> {
  try {
    return success(await readdir(path, { recursive: true, withFileTypes: true }))
  } catch (error) {
    if (isMissing(error)) return failed('is missing; make the folder, also where it is meant to be empty')
    return failed(`can't be listed: ${error instanceof Error ? error.message : error}`)
  }
}

/** Whether a path below a folder leads out of it by a link, or nowhere. A path at which there is nothing does not. */
export async function leadsOut(root: string, path: string): Promise<boolean> {
  const file = join(root, path)
  const isThere = (await lstat(file).catch(() => undefined)) !== undefined
  const target = await realpath(file).catch(() => undefined)
  if (target === undefined) return isThere
  const base = await realpath(root)
  return target !== base && !target.startsWith(base + sep)
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
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Writes a file whole or not at all, in folders that may be new; a file that is there keeps its mode. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const before = await stat(file).catch(() => undefined)
  // removeLeftovers knows it by this name.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  await writeFile(temporary, content, before ? { mode: before.mode } : {})
  await rename(temporary, file)
}

// No write takes so long. A process that was killed may have given its number to one that lives, perhaps to this one.
const LEFT_AFTER_MS = 60_000

/**
 * Takes away what `writeWhole` has left behind below a folder where its process was killed. What cannot be taken away
 * stays: it harms nobody.
 */
export async function removeLeftovers(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const pid = /^\..+\.(\d+)\.tmp$/.exec(entry.name)?.[1]
    if (pid === undefined || !entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    if (await isLeft(file, Number(pid))) await rm(file, { force: true }).catch(() => {})
  }
}

async function isLeft(file: string, pid: number): Promise<boolean> {
  if ((await startOf(pid)) === undefined) return true
  const { mtimeMs = Number.NaN } = (await stat(file).catch(() => undefined)) ?? {}
  return Date.now() - mtimeMs > LEFT_AFTER_MS
}

/** Whether an error of the file system says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
