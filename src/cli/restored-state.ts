import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PERSIST } from './local-migrations.ts'

// A restore makes a database in a folder of its own, beside the one that is there. Only when that is whole do they change
// places: a process that dies before leaves the old database as it was. One that dies in the middle of it has left a mark,
// and whoever opens the database next brings it to its end.

/** The state folder in which a restore makes the database. */
export function restoringFolder(state: string): string {
  return join(state, 'restoring')
}

/** Makes this folder anew, and empty. */
export async function beginRestore(state: string): Promise<void> {
  await rm(restoringFolder(state), { recursive: true, force: true })
  await mkdir(restoringFolder(state), { recursive: true })
}

/** Says that the database in it is whole: from now on it is the one of the state folder. */
export async function markRestored(state: string): Promise<void> {
  await writeFile(mark(state), '')
}

/**
 * Puts a database that is whole in the place of the old one, which is kept beside it. Returns where the old one is;
 * `undefined` where there was none, or where nothing was to be done.
 */
export async function takeRestored(state: string): Promise<string | undefined> {
  if (!existsSync(mark(state))) return undefined
  const from = join(restoringFolder(state), PERSIST, 'd1')
  const to = join(state, PERSIST, 'd1')
  const aside = join(state, `d1-before-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`)
  const isReplaced = existsSync(from) && existsSync(to)
  if (isReplaced) await rename(to, aside)
  if (existsSync(from)) {
    await mkdir(dirname(to), { recursive: true })
    await rename(from, to)
  }
  await rm(restoringFolder(state), { recursive: true, force: true })
  return isReplaced ? aside : undefined
}

function mark(state: string): string {
  return join(restoringFolder(state), 'ready')
}
