import { type Context, Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { isNotModified } from '../http/conditional.ts'
import { preferredLanguage } from '../http/language.ts'
import { respondMoved, respondNotModified, respondWith } from '../http/respond.ts'
import { type ChannelKey, channelPath } from '../model/channel.ts'
import { ChannelPage } from '../pages/channel-page.tsx'
import type { Paging } from '../pages/paging.tsx'
import { findChannel } from '../storage/channels.ts'
import { type ReadPage, readPage } from '../storage/pages.ts'
import { CHANNEL_ROUTE, channelOf } from './channel-key.ts'
import { originOf } from './middleware.ts'
import { HTML, LANGUAGES, PAGE_HEADERS, renderPage } from './page.ts'
import { cursorQuery, readPageCursor } from './page-cursor.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

/** How many articles a page lists. */
const PAGE_LENGTH = 20

/** The page of everything and of each channel: its newest articles, and its feeds to be discovered. */
export const channels = new Hono<AppEnv>().get('/', channelPage).get(CHANNEL_ROUTE, channelPage)

async function channelPage(c: Context<AppEnv>): Promise<Response> {
  const name = channelOf(c)
  if (name.ok) return answerPage(c, name.key)
  if (!name.moved) return answerProblem(c, { kind: 'unknown-channel', path: c.req.path })
  return respondMoved(name.moved + new URL(c.req.url).search)
}

async function answerPage(c: Context<AppEnv>, key: ChannelKey): Promise<Response> {
  const { config } = c.var
  const { siteName } = config
  const cursor = readPageCursor(new URL(c.req.url).searchParams)
  if ('kind' in cursor) return answerProblem(c, cursor)
  const unknown = { kind: 'unknown-channel', path: channelPath(key) } as const
  const version = await findChannel(c.env.DB, key)
  if (!version) return answerProblem(c, unknown)
  const spoken = spokenOn(c, key)
  const variant = `page${spoken.language ?? ''}${cursor.query.slice(1)}`
  const caching = { validators: validatorsOf(version, variant, config), now: Date.now(), ...spoken.caching }
  if (isNotModified(c.req.raw.headers, caching.validators)) return respondNotModified(caching)

  const found = await readPage(c.env.DB, version, { limit: PAGE_LENGTH, ...cursor.at })
  if (!found) return answerProblem(c, unknown)
  const channel = { ...found.channel, ...(spoken.language && { language: spoken.language }) }
  const { articles } = found
  const paging = pagingOf(key, found, cursor.query)
  const page = renderPage(<ChannelPage {...{ channel, articles, paging, siteName }} origin={originOf(c)} />)
  const validators = validatorsOf(found.channel, variant, config)
  return respondWith(await page, HTML, { ...caching, validators }, PAGE_HEADERS)
}

// What has no language of its own speaks that of its reader.
function spokenOn(c: Context<AppEnv>, { kind }: ChannelKey) {
  if (kind !== 'all') return { caching: {} }
  const language = preferredLanguage(c.req.header('Accept-Language'), LANGUAGES)
  return { language, caching: { vary: 'Accept-Language' } }
}

function pagingOf(key: ChannelKey, { newer, older }: ReadPage, query: string): Paging {
  const path = channelPath(key) || '/'
  return {
    here: newer ? path + query : path,
    ...(newer && { newer: path + cursorQuery('after', newer) }),
    ...(older && { older: path + cursorQuery('before', older) }),
  }
}
