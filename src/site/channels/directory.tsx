import { type Context, Hono } from 'hono'
import { ALL, CHANNEL_KINDS, type NamedKind } from '../../model/channel.ts'
import type { Problem } from '../../model/result.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { SLUG_LIMIT } from '../../model/slug.ts'
import { ChannelsPage, KindPage } from '../../pages/channel-directory.tsx'
import type { Paging } from '../../pages/paging.tsx'
import type { AppEnv, RequestContext } from '../../serve/context.ts'
import { HTML, PAGE_HEADERS, renderPage } from '../../serve/html-response.ts'
import { answerProblem } from '../../serve/problem-response.tsx'
import { readWithSite } from '../../serve/shown-site.ts'
import { answerSiteDocument, ofRevision, type SiteDocument } from '../../serve/whole-site.ts'
import { type KindPage as KindRead, readKind, readLargestChannels } from '../../storage/read/channel-list.ts'
import { spokenLanguage } from '../../words/index.ts'
import { languageMark, spokenOn } from './spoken.ts'

/** How many channels of a kind a page lists, and how many of each kind the page of all of them. */
const PAGE_LENGTH = 200
const LARGEST = 24

const KIND_ROUTE = `/:kind{(?:${CHANNEL_KINDS.join('|')})}`

/** The lists of channels: the largest of each kind, and all of one kind. */
export const directory = new Hono<AppEnv>().get('/channels', answerLargest).get(KIND_ROUTE, answerKind)

interface Asked {
  /** The language of the page, which the reader chose. */
  readonly language: string
}

async function answerLargest(c: Context<AppEnv>): Promise<Response> {
  const language = await languageFor(c)
  return answerSiteDocument(c, inLanguage(LARGEST_PAGE, language), { language })
}

const LARGEST_PAGE: SiteDocument<Asked> = {
  resource: ofRevision(async (context, { language }) => {
    const read = async () => success(await readLargestChannels(context.session, CHANNEL_KINDS, LARGEST))
    const found = await readWithSite(context, read, ({ site }) => site)
    if (!found.ok) return found
    const { channels, revision } = found.value.read
    const { origin } = context.address
    const text = await renderPage(
      <ChannelsPage {...{ channels, language, origin }} site={found.value.site} />,
    )
    return success({ revision, text })
  }),
  variant: 'page',
  contentType: HTML,
  vary: 'Accept-Language',
  headers: PAGE_HEADERS,
}

async function answerKind(c: Context<AppEnv>): Promise<Response> {
  const place = readPlace(new URL(c.req.url).searchParams)
  if (!place.ok) return answerProblem(c, place.failure)
  const { kind } = c.req.param() as { kind: NamedKind }
  const language = await languageFor(c)
  const asked = { language, kind, ...place.value }
  const query = queryOf(place.value)
  return answerSiteDocument(c, inLanguage(query === '' ? KIND_PAGE : LATER_PAGE, language), asked, { query })
}

/** Behind or before which slug a page begins. */
interface Place {
  readonly after?: string
  readonly before?: string
}

interface KindAsked extends Asked, Place {
  readonly kind: NamedKind
}

const KIND_PAGE: SiteDocument<KindAsked> = {
  ...LARGEST_PAGE,
  resource: ofRevision(renderKind),
}

/** A page that begins at a slug, which may be any. */
const LATER_PAGE: SiteDocument<KindAsked> = {
  ...KIND_PAGE,
  resource: { ...KIND_PAGE.resource, isCostly: true },
}

async function renderKind(context: RequestContext, asked: KindAsked) {
  const { language, ...place } = asked
  const read = async () => success(await readKind(context.session, { ...place, limit: PAGE_LENGTH }))
  const found = await readWithSite(context, read, ({ site }) => site)
  if (!found.ok) return found
  const { revision, channels } = found.value.read
  const paging = pagingOf(asked, found.value.read)
  const { origin } = context.address
  const props = { kind: asked.kind, channels, language, paging, origin, site: found.value.site }
  return success({ revision, text: await renderPage(<KindPage {...props} />) })
}

function pagingOf({ kind, ...place }: KindAsked, { channels, isMoreBefore, isMoreAfter }: KindRead): Paging {
  const path = `/${kind}`
  const [first, last] = [channels[0]?.slug, channels.at(-1)?.slug]
  return {
    here: path + queryOf(place),
    ...(isMoreBefore && { newer: path + queryOf(first === undefined ? {} : { before: first }) }),
    ...(isMoreAfter && last !== undefined && { older: path + queryOf({ after: last }) }),
  }
}

/** The query string of a page, '' for the first one. */
function queryOf({ after, before }: Place): string {
  if (before !== undefined) return `?before=${encodeURIComponent(before)}`
  return after === undefined ? '' : `?after=${encodeURIComponent(after)}`
}

function readPlace(search: URLSearchParams): Result<Place, Problem> {
  const all = [...search].filter(([name]) => name === 'after' || name === 'before')
  const [first, another] = all
  if (!first) return success({})
  const [name, slug] = first
  if (another || slug === '' || slug.length > SLUG_LIMIT * 4) {
    return failed({ kind: 'bad-parameter', name, allowed: 'a slug that one of our pages links to' })
  }
  return success({ [name]: slug })
}

/** The language of the site that the reader prefers, or the one whose words stand in. */
async function languageFor(c: Context<AppEnv>): Promise<string> {
  return spokenLanguage((await spokenOn(c, ALL)) ?? '')
}

function inLanguage<Page>(page: SiteDocument<Page>, language: string): SiteDocument<Page> {
  return { ...page, variant: `${page.variant}${languageMark(language)}` }
}
