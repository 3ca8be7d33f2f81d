import { env } from 'cloudflare:test'
import { app } from '../../src/app.ts'
import { type SyncOutcome, syncContent } from '../../src/ingest/sync.ts'
import { NOW } from './example-content.ts'
import type { MemoryContent } from './memory-content.ts'

export { articleFile, contentOf, NOW, SOURCES } from './example-content.ts'

/** Makes the test's database equal to a folder. */
export function sync(content: MemoryContent, now: number = NOW): Promise<SyncOutcome> {
  const options = { authority: 'warta.example', now: () => now, progress: () => {} }
  return syncContent(env.DB, content, options)
}

/** Asks the app as a client would, on a site of a test's own, in an isolate that has seen nothing yet. */
export function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return Promise.resolve(app.request(`https://news.example${path}`, { method, headers }, { ...env }))
}
