import { env } from 'cloudflare:test'
import { app } from '../../src/app.ts'
import {
  type SyncFailure,
  type SyncOptions,
  type SyncReport,
  syncContent,
} from '../../src/ingest/content/sync.ts'
import type { Result } from '../../src/model/result.ts'
import { NOW } from './example-content.ts'
import type { MemoryContent } from './memory-content.ts'

export { articleFile, contentOf, NOW, SITE, SOURCES } from './example-content.ts'

/** Makes the test's database equal to a folder, whatever is removed. @throws Error where that fails. */
export async function sync(content: MemoryContent, now: number = NOW): Promise<SyncReport> {
  const outcome = await trySync(content, now, { removeMany: true })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}

/** Makes the test's database equal to a folder, or tells why not. */
export function trySync(
  content: MemoryContent,
  now: number = NOW,
  more: Partial<SyncOptions> = {},
): Promise<Result<SyncReport, SyncFailure>> {
  const options = { authority: 'warta.example', now: () => now, progress: () => {}, ...more }
  return syncContent(env.DB, content, options)
}

/** The Accept of a browser that is led to a page (Chromium; those of Firefox and Safari have the same beginning). */
export const BROWSER_ACCEPT =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'

/** Asks the app as a client would, on a site of a test's own, in an isolate that has seen nothing yet. */
export function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return Promise.resolve(app.request(`https://news.example${path}`, { method, headers }, { ...env }))
}
