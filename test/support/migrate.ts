import { env, reset } from 'cloudflare:test'
import { vi } from 'vitest'
import { applyMigrations } from '../../src/storage/migrations.ts'

// Test files share a workerd, because its start takes longer than most of them. Each begins with modules that remember
// nothing of another file, and with an empty database that has our tables.
vi.resetModules()
await emptyStorage()
const migrated = await applyMigrations(env.DB, env.MIGRATIONS)
if (!migrated.ok) throw new Error(`Unknown migrations: ${migrated.failure.names}`)

// A database that still works for a request of the file before outlives the first reset.
async function emptyStorage(): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    await reset()
    const tables = await env.DB.prepare('SELECT count(*) AS count FROM sqlite_master').first<number>('count')
    if (tables === 0) return
  }
  throw new Error('The database of another test file is still there')
}
