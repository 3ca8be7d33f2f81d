import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Whether each of these programs is on the PATH. */
export async function haveProgram(...names: string[]): Promise<boolean> {
  const found = await Promise.all(names.map(isOnPath))
  return found.every(Boolean)
}

async function isOnPath(name: string): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const tries = folders.map((folder) => access(join(folder, name), constants.X_OK))
  return (await Promise.allSettled(tries)).some(({ status }) => status === 'fulfilled')
}
