import { type Context, Hono } from 'hono'
import type { AppEnv } from '../../config.ts'
import { respondMoved } from '../../http/caching.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import { readFilters } from '../../model/filter.ts'
import { ChannelPage } from '../../pages/channel-front.tsx'
import type { Paging } from '../../pages/paging.tsx'
import { answerDocument } from '../../serve/answer.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { HTML, PAGE_HEADERS, renderPage, spokenOn } from '../../serve/html-response.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { deskOf, siteOf } from '../../serve/request-context.ts'
import type { ReadPage } from '../../storage/read/entry-pages.ts'
import { answerListingPage } from '../listings/answer-as-page.tsx'
import { readListingQuery } from '../listings/parameters.ts'
import { CHANNEL_ROUTE, channelOf } from './address.ts'
import { channelDocument } from './entries-page.ts'
import { cursorQuery, readPageCursor } from './place.ts'

/** How many articles a page lists. */
const PAGE_LENGTH = 20

/** The pages of everything and of each channel, the newest articles first, and their feeds to be discovered. */
export const channels = new Hono<AppEnv>().get('/', channelPage).get(CHANNEL_ROUTE, channelPage)

async function channelPage(c: Context<AppEnv>): Promise<Response> {
  const name = channelOf(c)
  const { search, searchParams } = new URL(c.req.url)
  if (!name.ok) {
    return name.moved
      ? respondMoved(name.moved + search)
      : answerProblem(c, { kind: 'unknown-channel', path: c.req.path })
  }
  const filters = readFilters(searchParams)
  if ('kind' in filters) return answerProblem(c, filters)
  if (filters.length === 0) return answerPage(c, name.key, searchParams)
  const listing = readListingQuery(name.key, searchParams)
  return 'kind' in listing ? answerProblem(c, listing) : answerListingPage(c, listing)
}

async function answerPage(c: Context<AppEnv>, key: ChannelKey, search: URLSearchParams): Promise<Response> {
  const cursor = readPageCursor(search)
  if ('kind' in cursor) return answerProblem(c, cursor)
  const [desk, { origin, siteName }] = [deskOf(c), siteOf(c)]
  const language = spokenOn(c, key)
  const name = `${origin}${channelPath(key)}/${cursor.query} page ${language ?? ''}`
  const write = (found: ReadPage) => {
    const channel = { ...found.channel, ...(language && { language }) }
    const paging = pagingOf(key, found, cursor.query)
    return renderPage(<ChannelPage {...{ channel, articles: found.articles, paging, siteName, origin }} />)
  }
  const plan = channelDocument(desk, key, { name, limit: PAGE_LENGTH, ...cursor.at }, write)
  const answer = await answerDocument(c, desk, plan, {
    variant: `page${language ?? ''}${cursor.query.slice(1)}`,
    contentType: HTML,
    tag: cacheTag(key),
    headers: PAGE_HEADERS,
    ...(language && { vary: 'Accept-Language' }),
  })
  return answer ?? answerProblem(c, { kind: 'unknown-channel', path: channelPath(key) })
}

function pagingOf(key: ChannelKey, { newer, older }: ReadPage, query: string): Paging {
  const path = channelPath(key) || '/'
  return {
    here: newer ? path + query : path,
    ...(newer && { newer: path + cursorQuery('after', newer) }),
    ...(older && { older: path + cursorQuery('before', older) }),
  }
}
