import { readRevision } from '../storage/revision.ts'
import type { Desk } from './desk.ts'
import type { Version } from './version-cache.ts'

/** The version of the site as a whole: that of the last write. Read at most once a second. */
export async function siteVersion({ memory, now, keepAlive, session }: Desk): Promise<Version> {
  const version = await memory.site.current('', now, keepAlive, async () => {
    return versionOf(await readRevision(session()))
  })
  return version ?? { revision: 0, modified: 0 }
}

/** The version of a revision. Its time is the end of its second, after which no other has the same one. */
export function versionOf(revision: number): Version {
  return { revision, modified: Math.floor(revision / 1000) + 1 }
}
