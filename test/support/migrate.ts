import { env } from 'cloudflare:test'
import { applyMigrations } from '../../src/storage/migrations.ts'

// Every test file begins with an empty database that has our tables.
await applyMigrations(env.DB, env.MIGRATIONS)
