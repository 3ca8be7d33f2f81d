import { type Context, Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { isNotModified } from '../http/conditional.ts'
import { respondMoved, respondNotModified } from '../http/respond.ts'
import { channelPath } from '../model/channel.ts'
import { ChannelPage } from '../pages/channel-page.tsx'
import { channelVersion } from '../publish/feed-document.ts'
import { readFeed } from '../storage/feeds.ts'
import { CHANNEL_ROUTE, channelOf } from './channel-key.ts'
import { deskOf } from './desk.ts'
import { DEFAULT_LIMIT } from './feed-query.ts'
import { answerListingPage } from './listing-page.tsx'
import { readListingQuery } from './listing-query.ts'
import { originOf } from './middleware.ts'
import { respondPage } from './page.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

/** The page of everything and of each channel: its newest articles, and its feeds to be discovered. */
export const channels = new Hono<AppEnv>().get('/', channelPage).get(CHANNEL_ROUTE, channelPage)

async function channelPage(c: Context<AppEnv>): Promise<Response> {
  const { config } = c.var
  const name = channelOf(c)
  const { search, searchParams } = new URL(c.req.url)
  if (!name.ok) {
    return name.moved
      ? respondMoved(name.moved + search)
      : answerProblem(c, { kind: 'unknown-channel', path: c.req.path })
  }
  const listing = readListingQuery(name.key, searchParams)
  if ('kind' in listing) return answerProblem(c, listing)
  if (listing.filters.length > 0) return answerListingPage(c, listing)
  const unknown = { kind: 'unknown-channel', path: channelPath(name.key) } as const
  const desk = deskOf(c)
  const version = await channelVersion(desk, name.key)
  if (!version) return answerProblem(c, unknown)
  const caching = { validators: validatorsOf(version, 'page', config), now: desk.now }
  if (isNotModified(c.req.raw.headers, caching.validators)) return respondNotModified(caching)
  const found = await readFeed(desk.session(), version, { limit: DEFAULT_LIMIT, bodyBytes: 0 })
  if (!found) return answerProblem(c, unknown)
  const { head, articles } = found
  const page = (
    <ChannelPage channel={head} articles={articles} origin={originOf(c)} siteName={config.siteName} />
  )
  return respondPage(page, { ...caching, validators: validatorsOf(head, 'page', config) })
}
