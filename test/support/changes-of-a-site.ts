import { vi } from 'vitest'
import type { MemoryContent } from './memory-content.ts'
import type { Recorder } from './recorder.ts'
import { NOW, sync } from './site.ts'

/** The files that change: their paths, and the text of the one that is edited. */
export interface Changes {
  readonly edited: { readonly path: string; readonly text: string }
  readonly renamed: { readonly path: string; readonly to: string }
  readonly removed: string
  /** The feeds that are asked what changed. */
  readonly feeds: readonly string[]
}

/** Syncs at so many minutes before NOW, which is when the clock then stands. */
export async function syncAt(minutes: number, content: MemoryContent): Promise<void> {
  const now = NOW - minutes * 60_000
  vi.setSystemTime(now)
  await sync(content, now)
}

/**
 * Edits an article, renames one and removes one, in that order, and asks for what changed since the beginning and
 * for the permalinks. The clock ends at NOW.
 */
export async function askChanges(
  recorder: Recorder,
  content: MemoryContent,
  changes: Changes,
): Promise<void> {
  const { edited, renamed, removed, feeds } = changes
  const before = new Map<string, string>()
  for (const path of feeds) before.set(path, (await recorder.ask({ path })).etag)
  const askFeeds = async () => {
    for (const [path, etag] of before) {
      await recorder.ask({ path, headers: { 'A-IM': 'feed', 'If-None-Match': etag } })
      await recorder.ask({
        path,
        headers: { 'A-IM': 'feed', 'If-None-Match': etag, 'Accept-Encoding': 'gzip' },
      })
    }
  }
  content.files.set(edited.path, edited.text)
  await syncAt(2, content)
  // Within the second of the write nothing may say when it was.
  await recorder.ask({ path: '/' })
  await askFeeds()
  content.files.set(renamed.to, content.files.get(renamed.path) ?? '')
  content.files.delete(renamed.path)
  await syncAt(1, content)
  await askFeeds()
  content.files.delete(removed)
  await syncAt(0.5, content)
  vi.setSystemTime(NOW)
  // Whoever has what was taken out is given the whole.
  await askFeeds()
  for (const path of [edited.path, renamed.path, renamed.to, removed]) {
    const permalink = path.replace(/^.*\//, '/articles/').replace('.md', '')
    await recorder.ask({ path: permalink })
    await recorder.ask({ path: permalink, headers: { Accept: 'text/html' } })
  }
}
