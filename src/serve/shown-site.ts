import { success } from '../model/result.ts'
import { DEFAULT_SITE, type Site } from '../model/site.ts'
import { readSite } from '../storage/site.ts'
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
 * is. An isolate keeps the site, so that it is read once after each change. Where it changed in between, all is read again.
 */
export async function readWithSite<Read>(
  context: RequestContext,
  read: () => Promise<Found<Read>>,
  siteOf: (read: Read) => number,
): Promise<Found<WithSite<Read>>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await read()
    if (!found.ok) return found
    const site = await siteAt(context, siteOf(found.value))
    if (site) return success({ read: found.value, site })
  }
  throw new Error(`The site was changed ${ATTEMPTS} times while it was read`)
}

/** The site of that revision; `undefined` where there is a newer one. */
async function siteAt({ memory, session }: RequestContext, revision: number): Promise<Site | undefined> {
  if (memory.latestSite?.revision !== revision) {
    const stored = await readSite(session)
    if (stored.revision !== revision) return undefined
    memory.latestSite = stored
  }
  return memory.latestSite.site
}

/**
 * The site for an answer that is no document, such as a problem. It may be the problem itself that the site can't be read:
 * then it is the last one that is known.
 */
export async function siteForNotice(context: RequestContext | undefined): Promise<Site> {
  if (!context) return DEFAULT_SITE
  try {
    const { site } = await siteVersion(context)
    return (await siteAt(context, site)) ?? context.memory.latestSite?.site ?? DEFAULT_SITE
  } catch {
    return context.memory.latestSite?.site ?? DEFAULT_SITE
  }
}
