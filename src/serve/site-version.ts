import { DEFAULT_SITE } from '../model/site.ts'
import { type AtRevision, atRevision, modifiedOf, readRevisions } from '../storage/revision.ts'
import type { RequestContext } from './context.ts'
import type { SiteVersion } from './memory.ts'
import type { Version } from './version-cache.ts'

/** The version of the site as a whole: that of the last write. Read at most once a second. */
export async function siteVersion(context: RequestContext): Promise<SiteVersion> {
  const { memory, now } = context
  const version = await memory.site.current('', now, async () => {
    const row = await readRevisions(context.session)
    const state = atRevision([row])
    return { ...versionOf(state), site: state.site, items: row.items }
  })
  return version ?? { revision: 0, modified: 0, site: 0, items: DEFAULT_SITE.items }
}

/** The version of a revision; `since` is when it last changed without a write, in ms since the epoch. */
export function versionOf({ revision, until }: AtRevision, since = 0): Version {
  const modified = modifiedOf(Math.max(revision, since))
  return { revision, modified, ...(until !== undefined && { until }) }
}
