import type { Context } from 'hono'
import { FORMAT_NAMES, FORMATS, type FormatName, formatOfFile, MAIN_FORMAT } from '../../formats/index.ts'
import { ALL, CHANNEL_KINDS, type ChannelKey, type ChannelKind, channelPath } from '../../model/channel.ts'
import type { Problem } from '../../model/result.ts'
import { failed, success } from '../../model/result.ts'
import { SLUG_LIMIT, slugify } from '../../model/slug.ts'
import type { AppEnv } from '../../serve/context.ts'
import type { Found } from '../../serve/resource.ts'

/** The route pattern of a channel other than the one of everything. */
export const CHANNEL_ROUTE = `/:kind{(?:${CHANNEL_KINDS.join('|')})}/:slug`

/**
 * The route pattern of a feed's file name. The group in it is needed: without it only the last of the names would have to
 * be at the end of the path.
 */
export const FILE = `:file{(?:${FORMAT_NAMES.map((name) => FORMATS[name].file.replace('.', '\\.')).join('|')})}`

/** The format of a URL that FILE has matched. */
export function formatOf(c: Context<AppEnv>): FormatName {
  return formatOfFile(c.req.param('file') ?? '') ?? MAIN_FORMAT
}

/**
 * The channel that a URL names. A name in another spelling, such as /tags/Dunia, redirects to the right one, with the rest
 * of the URL. Where the URL holds no possible name, the result is `unknown`.
 */
export function channelOf(
  c: Context<AppEnv>,
  unknown: Problem = { kind: 'unknown-channel', path: c.req.path },
): Found<ChannelKey> {
  const { kind, slug } = c.req.param() as { kind?: ChannelKind; slug?: string }
  if (kind === undefined || slug === undefined) return success(ALL)
  const canonical = slugify(slug.slice(0, SLUG_LIMIT * 4))
  if (canonical === slug) return success({ kind, slug })
  if (canonical === '') return failed(unknown)
  const { pathname, search } = new URL(c.req.url)
  const rest = pathname
    .split('/')
    .slice(3)
    .map((part) => `/${part}`)
  const location = channelPath({ kind, slug: canonical }) + rest.join('') + search
  return failed({ kind: 'moved', status: 301, location })
}
