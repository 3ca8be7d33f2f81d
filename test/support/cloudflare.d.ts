import type { Env } from '../../src/config.ts'
import type { Migration } from '../../src/storage/migrations.ts'

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {
      MIGRATIONS: Migration[]
    }
  }
}

type WorkerEnv = Env
