import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from './disk.ts'

const SETTLE_MS = 150
const RETRY_MS = 1000

/**
 * Calls `changed` when something in a folder has changed, and then nothing more for a moment. Every folder below it is
 * watched by itself: Node's own recursive watch no longer sees a file that was saved by renaming another one. Where a
 * folder can't be watched, say because the system allows no more watchers, `failed` is called once with the reason.
 */
export function watchFolder(
  folder: string,
  changed: () => void,
  failed: (error: unknown) => void,
): Disposable {
  let timer: NodeJS.Timeout | undefined
  let watchers: FSWatcher[] = []
  let hasFailed = false

  function notice(_event: unknown, name?: string | null): void {
    if (name?.startsWith('.')) return
    clearTimeout(timer)
    timer = setTimeout(settled, SETTLE_MS)
  }
  // Folders may be new or replaced, so all are watched anew. Only then is the content read, so that no change is missed.
  function settled(): void {
    renew()
    changed()
  }
  function lookAgain(): void {
    renew()
    if (watchers.length > 0) changed()
  }
  function renew(): void {
    const before = watchers
    watchers = []
    watchTree(folder)
    for (const watcher of before) watcher.close()
    if (watchers.length === 0) timer = setTimeout(lookAgain, RETRY_MS)
  }
  function watchTree(path: string): void {
    try {
      watchers.push(watch(path, notice).on('error', notice))
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (entry.isDirectory() && !entry.name.startsWith('.')) watchTree(join(path, entry.name))
      }
    } catch (error) {
      // A folder that is gone since was taken out of the one above, and that is noticed there.
      if (isMissing(error) || hasFailed) return
      hasFailed = true
      failed(error)
    }
  }

  renew()
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
