import { type Context, Hono } from 'hono'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import { readFilters } from '../../model/filter.ts'
import { type Cursor, readCursor, writeCursor } from '../../model/listing.ts'
import type { Problem } from '../../model/result.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { ChannelPage } from '../../pages/channel-front.tsx'
import type { Paging } from '../../pages/paging.tsx'
import { answerDocument } from '../../serve/answer.ts'
import type { AppEnv } from '../../serve/context.ts'
import { cacheTag } from '../../serve/edge-cache.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import { answerInstead, answerProblem } from '../../serve/problem-response.tsx'
import type { DocumentRequest, Resource } from '../../serve/resource.ts'
import { readWithSite } from '../../serve/shown-site.ts'
import type { StoredChannel } from '../../storage/read/channels.ts'
import type { PageQuery, ReadPage } from '../../storage/read/entry-pages.ts'
import { answerListingPage } from '../listings/answer-as-page.tsx'
import { readListingQuery } from '../listings/parameters.ts'
import { CHANNEL_ROUTE, channelOf } from './address.ts'
import { languageMark, spokenOn } from './spoken.ts'
import { channelVersion, readChannelPage } from './version.ts'

/** How many articles a page lists. */
const PAGE_LENGTH = 20

/** The pages of everything and of each channel, the newest articles first, and their feeds to be discovered. */
export const channels = new Hono<AppEnv>().get('/', channelPage).get(CHANNEL_ROUTE, channelPage)

async function channelPage(c: Context<AppEnv>): Promise<Response> {
  const channel = channelOf(c)
  if (!channel.ok) return answerInstead(c, channel.failure)
  const { searchParams } = new URL(c.req.url)
  const filters = readFilters(searchParams)
  if (!filters.ok) return answerProblem(c, filters.failure)
  if (filters.value.length === 0) return answerPage(c, channel.value, searchParams)
  const listing = readListingQuery(channel.value, searchParams)
  return listing.ok ? answerListingPage(c, listing.value) : answerProblem(c, listing.failure)
}

async function answerPage(
  c: Context<AppEnv>,
  channel: ChannelKey,
  search: URLSearchParams,
): Promise<Response> {
  const cursor = readPageCursor(search)
  if (!cursor.ok) return answerProblem(c, cursor.failure)
  const { at, query } = cursor.value
  const language = await spokenOn(c, channel)
  const { origin } = c.var.context.address
  const name = `${origin}${channelPath(channel)}/${query} page ${language ?? ''}`
  const request = { name, channel, at, query, language }
  return answerDocument(
    c,
    { resource: query === '' ? page : laterPage, request },
    {
      variant: `page${languageMark(language)}${query.slice(1)}`,
      contentType: HTML,
      tag: cacheTag(channel),
      headers: PAGE_HEADERS,
      ...(language && { vary: 'Accept-Language' }),
    },
  )
}

interface PageRequest extends DocumentRequest, PageCursor {
  readonly channel: ChannelKey
  /** The reader's language, for a channel that has none of its own. */
  readonly language: string | undefined
}

const page: Resource<PageRequest, StoredChannel> = {
  version: channelVersion,
  render: async (context, { at, query, language }, stored) => {
    const found = await readWithSite(
      context,
      () => readChannelPage(context, stored, { limit: PAGE_LENGTH, ...at }),
      (read) => read.channel.site,
    )
    if (!found.ok) return found
    const { origin, hubUrl } = context.address
    const { read, site } = found.value
    const { articles, channel: version } = read
    const channel = { ...version, ...(language && { language }) }
    const paging = pagingOf(version, read, query)
    return success({
      version,
      text: await renderPage(<ChannelPage {...{ channel, articles, paging, site, origin, hubUrl }} />),
    })
  },
}

/** A page that begins at a cursor: there are as many as there are articles, in each channel. */
const laterPage: typeof page = { ...page, isCostly: true }

function pagingOf(channel: ChannelKey, { newer, older }: ReadPage, query: string): Paging {
  const path = channelPath(channel) || '/'
  return {
    here: newer ? path + query : path,
    ...(newer && { newer: path + cursorQuery('after', newer) }),
    ...(older && { older: path + cursorQuery('before', older) }),
  }
}

/** Where a page of a channel begins, and the one query string that says so: '' for the first page. */
interface PageCursor {
  readonly at: Pick<PageQuery, 'before' | 'after'>
  readonly query: string
}

/** Reads `before` or `after`; other parameters are somebody else's and ignored. */
function readPageCursor(search: URLSearchParams): Result<PageCursor, Problem> {
  const before = search.getAll('before')
  const after = search.getAll('after')
  const [text, another] = [...before, ...after]
  if (text === undefined) return success({ at: {}, query: '' })
  const name = before.length > 0 ? 'before' : 'after'
  const cursor = another === undefined ? readCursor(text) : undefined
  return cursor
    ? success({ at: { [name]: cursor }, query: cursorQuery(name, cursor) })
    : failed({ kind: 'bad-parameter', name, allowed: 'a cursor that one of our pages links to' })
}

/** The query string of the page before or after a cursor. */
function cursorQuery(name: 'before' | 'after', cursor: Cursor): string {
  return `?${name}=${writeCursor(cursor)}`
}
