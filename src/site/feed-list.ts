import { type Context, Hono } from 'hono'
import { rfc3339 } from '../formats/dates.ts'
import { feedPath, formatLinks } from '../formats/index.ts'
import { respondMoved } from '../http/caching.ts'
import { CHANNEL_KINDS, type ChannelKind, channelPath } from '../model/channel.ts'
import type { Problem } from '../model/result.ts'
import { failed, type Result, success } from '../model/result.ts'
import type { Site } from '../model/site.ts'
import { SLUG_LIMIT } from '../model/slug.ts'
import type { Address, AppEnv } from '../serve/context.ts'
import { answerProblem } from '../serve/problem-response.tsx'
import { readWithSite } from '../serve/shown-site.ts'
import { answerSiteDocument, ofRevision, type SiteDocument } from '../serve/whole-site.ts'
import { type ChannelCursor, type CountedChannel, readChannelsAfter } from '../storage/read/channel-list.ts'
import { channelLanguage, channelName, channelText } from '../words/titles.ts'

/** How many channels one document lists. */
const PAGE = 1000

/**
 * What feeds there are: /feeds.json, a thousand channels at a time. The address under /.well-known/ redirects,
 * so that there is one document, with one entity tag, to keep.
 */
export const feedList = new Hono<AppEnv>()
  .get('/feeds.json', answerList)
  .get('/.well-known/feeds', () => respondMoved('/feeds.json'))

async function answerList(c: Context<AppEnv>): Promise<Response> {
  const after = readAfter(new URL(c.req.url).searchParams)
  if (!after.ok) return answerProblem(c, after.failure)
  const { kind, slug } = after.value
  const query = kind && `?${kind}/${slug}`
  return answerSiteDocument(c, query === '' ? LIST : LATER_LIST, after.value, { query })
}

const LIST: SiteDocument<ChannelCursor> = {
  resource: ofRevision(async (context, after) => {
    const { session, address } = context
    const found = await readWithSite(
      context,
      async () => success(await readChannelsAfter(session, after, PAGE + 1)),
      ({ site }) => site,
    )
    if (!found.ok) return found
    const { site } = found.value
    const { channels, ...state } = found.value.read
    const listed = channels.slice(0, PAGE)
    const last = channels.length > PAGE ? listed.at(-1) : undefined
    const next = last && `/feeds.json?after=${last.kind}/${encodeURIComponent(last.slug)}`
    return success({ ...state, text: writeFeedList(listed, site, address, next) })
  }),
  variant: 'list',
  contentType: 'application/json; charset=utf-8',
}

/** The list behind a channel, which may be any. */
const LATER_LIST: SiteDocument<ChannelCursor> = { ...LIST, resource: { ...LIST.resource, isCostly: true } }

const CURSOR = new RegExp(`^(all|${CHANNEL_KINDS.join('|')})/(.{0,${SLUG_LIMIT}})$`, 'u')

/** Reads behind which channel the list goes on. Where nothing is said it begins. */
function readAfter(search: URLSearchParams): Result<ChannelCursor, Problem> {
  const [after, ...more] = search.getAll('after')
  if (after === undefined) return success({ kind: '', slug: '' })
  const [, kind, slug = ''] = CURSOR.exec(after) ?? []
  if (kind === undefined || more.length > 0) {
    return failed({ kind: 'bad-parameter', name: 'after', allowed: 'a kind, a slash and a slug' })
  }
  return success({ kind: kind as ChannelKind, slug })
}

/**
 * The feeds of these channels as JSON, for programs that want to choose:
 *
 *   site      the site's name
 *   home      its front page
 *   opml      the same list for readers
 *   feeds     name      the channel's own name, such as `Reuters`
 *             title     the title that its feeds have
 *             kind      all | sources | publishers | tags | authors | languages
 *             language  BCP 47
 *             page, rss, atom, json   the addresses
 *             entries   how many articles it lists, of which a feed has the newest
 *             updated   its last change (RFC 3339)
 *   next      the address of the rest of the list, where there is more
 *
 * Every address is absolute. `next` is a path here.
 */
function writeFeedList(
  channels: readonly CountedChannel[],
  site: Site,
  { origin }: Address,
  next?: string,
): string {
  return JSON.stringify({
    site: site.name,
    home: `${origin}/`,
    opml: `${origin}/opml.xml`,
    feeds: channels.map((channel) => ({
      name: channelName(channel, site),
      title: channelText(channel, site).title,
      kind: channel.kind,
      language: channelLanguage(channel, site),
      page: origin + (channelPath(channel) || '/'),
      ...formatLinks((format) => origin + feedPath(channel, format)),
      entries: channel.entries,
      updated: rfc3339(new Date(channel.modified * 1000)),
    })),
    next: next && origin + next,
  })
}
