import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Migration } from '../storage/migrations.ts'

const FOLDER = resolve(import.meta.dirname, '../../migrations')

/** The migrations of this checkout. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(resolve(FOLDER, name), 'utf8') })),
  )
}
