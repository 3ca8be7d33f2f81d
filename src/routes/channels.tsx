import { type Context, Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { isNotModified } from '../http/conditional.ts'
import { respondMoved, respondNotModified, respondWith } from '../http/respond.ts'
import { channelPath } from '../model/channel.ts'
import { ChannelPage } from '../pages/channel-page.tsx'
import { findChannel } from '../storage/channels.ts'
import { readFeed } from '../storage/feeds.ts'
import { CHANNEL_ROUTE, channelOf } from './channel-key.ts'
import { DEFAULT_LIMIT } from './feed-query.ts'
import { answerListingPage } from './listing-page.tsx'
import { readListingQuery } from './listing-query.ts'
import { originOf } from './middleware.ts'
import { HTML, PAGE_HEADERS, renderPage } from './page.ts'
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
  const version = await findChannel(c.env.DB, name.key)
  if (!version) return answerProblem(c, unknown)
  const caching = { validators: validatorsOf(version, 'page', config), now: Date.now() }
  if (isNotModified(c.req.raw.headers, caching.validators)) return respondNotModified(caching)
  const found = await readFeed(c.env.DB, version, { limit: DEFAULT_LIMIT, bodyBytes: 0 })
  if (!found) return answerProblem(c, unknown)
  const page = renderPage(<ChannelPage {...found} origin={originOf(c)} siteName={config.siteName} />)
  const validators = validatorsOf(found.channel, 'page', config)
  return respondWith(await page, HTML, { ...caching, validators }, PAGE_HEADERS)
}
