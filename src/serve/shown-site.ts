import { success } from '../model/result.ts'
import { DEFAULT_SITE, type Site } from '../model/site.ts'
import { readSite } from '../storage/site-row.ts'
import type { RequestContext } from './context.ts'
import type { Found } from './resource.ts'
import { siteVersion } from './site-version.ts'

/** How often to read again when the site changes between the two reads. */
const ATTEMPTS = 3

/** What a document shows, and the site as it was at that time. */
export interface WithSite<Read> {
  readonly read: Read
  readonly site: Site
}

/**
 * Reads what a document shows, and the site as it was then. What is read tells by `siteOf` of which revision that site
 * is. An isolate keeps the site, so that it is read once after each change. Where it is another one, all is read again.
 */
export async function readWithSite<Read>(
  { memory, session }: RequestContext,
  read: (site: Site) => Promise<Found<Read>>,
  siteOf: (read: Read) => number,
): Promise<Found<WithSite<Read>>> {
  let known = memory.latestSite
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    known ??= await readSite(session)
    const found = await read(known.site)
    if (!found.ok) return found
    if (siteOf(found.value) === known.revision) {
      memory.latestSite = known
      return success({ read: found.value, site: known.site })
    }
    known = undefined
  }
  throw new Error(`The site was changed ${ATTEMPTS} times while it was read`)
}

/**
 * The site for an answer that is no document, such as a problem. It may be the problem itself that the site can't be read:
 * then it is the last one that is known.
 */
export async function siteForNotice(context: RequestContext | undefined): Promise<Site> {
  if (!context) return DEFAULT_SITE
  try {
    const { site } = await siteVersion(context)
    const { memory, session } = context
    if (memory.latestSite?.revision !== site) memory.latestSite = await readSite(session)
    return memory.latestSite.site
  } catch {
    return context.memory.latestSite?.site ?? DEFAULT_SITE
  }
}
