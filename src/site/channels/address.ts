import type { Context } from 'hono'
import type { AppEnv } from '../../config.ts'
import { FORMAT_NAMES, FORMATS } from '../../formats/index.ts'
import { ALL, CHANNEL_KINDS, type ChannelKey, type ChannelKind, channelPath } from '../../model/channel.ts'
import { SLUG_LIMIT, slugify } from '../../model/slug.ts'

/** The route pattern of a channel other than the one of everything. */
export const CHANNEL_ROUTE = `/:kind{(?:${CHANNEL_KINDS.join('|')})}/:slug`

/**
 * The route pattern of a feed's file name. The group matters: without it the last alternative alone is held to
 * the end of the path.
 */
export const FILE = `:file{(?:${FORMAT_NAMES.map((name) => FORMATS[name].file.replace('.', '\\.')).join('|')})}`

/** Which channel a URL names. `moved` where it is not written the one way that names it, as in /tags/Dunia. */
export type ChannelName =
  | { readonly ok: true; readonly key: ChannelKey }
  | { readonly ok: false; readonly moved: string | undefined }

export function channelOf(c: Context<AppEnv>): ChannelName {
  const { kind, slug } = c.req.param() as { kind?: ChannelKind; slug?: string }
  if (kind === undefined || slug === undefined) return { ok: true, key: ALL }
  const canonical = slugify(slug.slice(0, SLUG_LIMIT * 4))
  if (canonical === slug) return { ok: true, key: { kind, slug } }
  return { ok: false, moved: canonical ? channelPath({ kind, slug: canonical }) : undefined }
}
