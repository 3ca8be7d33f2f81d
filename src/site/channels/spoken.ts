import type { Context } from 'hono'
import { preferredLanguage } from '../../http/negotiation.ts'
import { ALL, type ChannelKey } from '../../model/channel.ts'
import { DEFAULT_SITE } from '../../model/site.ts'
import type { AppEnv, RequestContext } from '../../serve/context.ts'
import { isDatabaseFailure } from '../../storage/database.ts'
import { channelVersion } from './version.ts'

/**
 * The language (BCP 47) of a page that has none of its own: that of the site's languages which the reader prefers. They
 * are in the row that tells the version of the channel of everything, so no other one is read.
 */
export async function spokenOn(c: Context<AppEnv>, { kind }: ChannelKey): Promise<string | undefined> {
  if (kind !== 'all') return undefined
  return preferredLanguage(c.req.header('Accept-Language'), await languagesOf(c.var.context))
}

/** How a language stands in an entity tag. */
export function languageMark(language: string | undefined): string {
  return language?.replaceAll('-', '_') ?? ''
}

// Where the database fails, there may be a copy of the page, which goes by the languages that were known last.
async function languagesOf(context: RequestContext): Promise<readonly [string, ...string[]]> {
  try {
    const found = await channelVersion(context, { channel: ALL })
    return (found.ok && found.value.languages) || DEFAULT_SITE.languages
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error
    return context.memory.latestSite?.site.languages ?? DEFAULT_SITE.languages
  }
}
