import { modifiedOf, readRevision } from '../storage/revision.ts'
import type { Desk } from './context.ts'
import type { Version } from './version-cache.ts'

/** The version of the site as a whole: that of the last write. Read at most once a second. */
export async function siteVersion({ memory, now, keepAlive, session }: Desk): Promise<Version> {
  const version = await memory.site.current('', now, keepAlive, async () => {
    return versionOf(await readRevision(session()))
  })
  return version ?? { revision: 0, modified: 0 }
}

/** The version of a revision; `since` is when it last changed without a write, in ms since the epoch. */
export function versionOf(revision: number, since = 0): Version {
  return { revision, modified: modifiedOf(Math.max(revision, since)) }
}

/** A document that was written from what was stored at a revision. */
export interface Written {
  readonly revision: number
  readonly text: string
}
