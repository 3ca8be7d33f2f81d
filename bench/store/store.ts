import { join } from 'node:path'
import { readMigrations } from '../../src/cli/local-migrations.ts'
import { applyMigrations } from '../../src/storage/migrations.ts'
import type { Context } from '../context.ts'
import { type Lab, startWorkers, type WorkerOptions } from '../lab/workers.ts'
import { number } from '../table.ts'
import { generateArticles } from './generated-articles.ts'

/** A database of generated articles, and where it is. */
export type Store = NonNullable<WorkerOptions['database']>

/** Characters of a paragraph: three of the long ones make fifty items 190 KB of RSS. */
export const LONG = 660
/** Two articles of this fit into one page of SQLite: a million into 3 GB. */
export const SHORT = 280

/** A Worker that does nothing, for who needs its database only. */
export const IDLE = {
  modules: [{ type: 'ESModule', path: '/idle.js', contents: 'export default {}' }],
} as const

const made = new WeakMap<Context, Set<string>>()

/** A store of so many articles; made once in a run. */
export async function storeOf(context: Context, count: number, paragraph: number): Promise<Store> {
  const store = { id: `articles-${count}-${paragraph}`, folder: join(context.folder, 'state') }
  const known = made.get(context) ?? new Set()
  made.set(context, known)
  if (known.has(store.id)) return store
  await using lab = await startWorkers({ idle: { code: IDLE, database: store } })
  const begin = performance.now()
  const progress = (done: number) => {
    const seconds = (performance.now() - begin) / 1000
    if (done === count || done % 50_000 === 0)
      context.say(`  ${number(done)} of ${number(count)} articles generated, ${number(seconds)} s`)
  }
  await fill(lab, { count, paragraph, progress })
  known.add(store.id)
  return store
}

async function fill(lab: Lab<'idle'>, generation: Parameters<typeof generateArticles>[1]): Promise<void> {
  const db = await lab.database('idle')
  const migrated = await applyMigrations(db, await readMigrations())
  if (!migrated.ok) throw new Error(`Unknown migrations: ${migrated.failure.names}`)
  await generateArticles(db, generation)
}
