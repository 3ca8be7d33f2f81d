import { modifiedOf, readRevisions } from '../storage/revision.ts'
import type { RequestContext } from './context.ts'
import type { SiteVersion } from './memory.ts'
import type { Version } from './version-cache.ts'

/** The version of the site as a whole: that of the last write. Read at most once a second. */
export async function siteVersion(context: RequestContext): Promise<SiteVersion> {
  const { memory, now } = context
  const version = await memory.site.current('', now, async () => {
    const { number, site } = await readRevisions(context.session)
    return { ...versionOf(number), site }
  })
  return version ?? { revision: 0, modified: 0, site: 0 }
}

/** The version of a revision; `since` is when it last changed without a write, in ms since the epoch. */
export function versionOf(revision: number, since = 0): Version {
  return { revision, modified: modifiedOf(Math.max(revision, since)) }
}
