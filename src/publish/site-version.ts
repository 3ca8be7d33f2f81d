import { readRevision } from '../storage/revision.ts'
import type { Desk } from './desk.ts'
import type { Version } from './version-cache.ts'

/** The version of the site as a whole: that of the last write. Read at most once a second. */
export async function siteVersion({ memory, now, keepAlive, session }: Desk): Promise<Version> {
  const version = await memory.site.current('', now, keepAlive, async () => {
    const revision = await readRevision(session())
    // The end of its second, after which no other write can have the same one.
    return { revision, modified: Math.floor(revision / 1000) + 1 }
  })
  return version ?? { revision: 0, modified: 0 }
}
