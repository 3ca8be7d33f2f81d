import { env } from 'cloudflare:test'
import { applyMigrations } from '../../src/storage/migrations.ts'

// Every test file begins with an empty database that has our tables.
const migrated = await applyMigrations(env.DB, env.MIGRATIONS)
if (!migrated.ok) throw new Error(`Unknown migrations: ${migrated.failure.names}`)
