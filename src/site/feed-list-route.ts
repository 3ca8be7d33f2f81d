import { type Context, Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { respondMoved } from '../http/caching.ts'
import { CHANNEL_KINDS, type ChannelKind } from '../model/channel.ts'
import { SLUG_LIMIT } from '../model/slug.ts'
import { answerProblem } from '../serve/problem-response.tsx'
import { siteOf } from '../serve/request-context.ts'
import { answerOfRevision } from '../serve/whole-site.ts'
import { type ChannelCursor, readChannelsAfter } from '../storage/read/channel-list.ts'
import { writeFeedList } from './feed-list.ts'

const PAGE = 1000

const LIST = { variant: 'list', type: 'application/json; charset=utf-8' }

/**
 * What feeds there are: /feeds.json, a thousand channels at a time. The address under /.well-known/ redirects,
 * so that there is one document, with one entity tag, to keep.
 */
export const feedList = new Hono<AppEnv>()
  .get('/feeds.json', answerList)
  .get('/.well-known/feeds', () => respondMoved('/feeds.json'))

async function answerList(c: Context<AppEnv>): Promise<Response> {
  const after = cursorOf(new URL(c.req.url).searchParams)
  if (!after) {
    return answerProblem(c, { kind: 'bad-parameter', name: 'after', allowed: 'a kind, a slash and a slug' })
  }
  return answerOfRevision(
    c,
    { ...LIST, query: after.kind && `?${after.kind}/${after.slug}` },
    async ({ session }) => {
      const { revision, channels } = await readChannelsAfter(session(), after, PAGE + 1)
      const listed = channels.slice(0, PAGE)
      const last = channels.length > PAGE ? listed.at(-1) : undefined
      const next = last && `/feeds.json?after=${last.kind}/${encodeURIComponent(last.slug)}`
      const site = siteOf(c)
      return { revision, text: writeFeedList(listed, site, next) }
    },
  )
}

const CURSOR = new RegExp(`^(all|${CHANNEL_KINDS.join('|')})/(.{0,${SLUG_LIMIT}})$`, 'u')

/** Behind which channel the list goes on: nothing said is the beginning; `undefined` for what is no cursor. */
function cursorOf(search: URLSearchParams): ChannelCursor | undefined {
  const [after, ...more] = search.getAll('after')
  if (after === undefined) return { kind: '', slug: '' }
  const [, kind, slug = ''] = CURSOR.exec(after) ?? []
  return kind === undefined || more.length > 0 ? undefined : { kind: kind as ChannelKind, slug }
}
