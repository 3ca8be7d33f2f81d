import { type Context, Hono } from 'hono'
import { articlePath } from '../formats/index.ts'
import { type MapPart, type MappedPage, writeSitemap, writeSitemapIndex } from '../formats/sitemap.ts'
import { channelPath } from '../model/channel.ts'
import { failed, success } from '../model/result.ts'
import type { AppEnv, RequestContext, Site } from '../serve/context.ts'
import type { Found } from '../serve/resource.ts'
import {
  answerSiteDocument,
  ofBuild,
  ofRevision,
  type SiteDocument,
  type Written,
} from '../serve/whole-site.ts'
import type { Database } from '../storage/database.ts'
import {
  lastPublishedBy,
  type MappedArticle,
  type MappedChannel,
  type NewsRow,
  readArticlePart,
  readChannelPart,
  readNews,
  readSitemapShape,
  readWholeSitemap,
  type SitemapShape,
} from '../storage/read/sitemap.ts'
import type { AtRevision } from '../storage/revision.ts'

/** Google: "Include URLs for articles published in the last two days", at most a thousand. */
const NEWS_MS = 48 * 3_600_000
const NEWS_LIMIT = 1000

const PART = '/:file{sitemap-(?:channels-)?[1-9][0-9]{0,5}\\.xml}'

/** The sitemap (sitemaps.org) with the Google News extension; where it is large, an index and its parts. */
export const sitemap = new Hono<AppEnv>()
  .get('/sitemap.xml', (c) => answerWithNews(c, SITEMAP))
  .get('/sitemap-news.xml', (c) => answerWithNews(c, NEWS))
  .get(PART, (c) => {
    const file = c.req.param('file')
    const document = file.includes('channels') ? CHANNEL_PART : ARTICLE_PART
    return answerSiteDocument(c, document, Number(file.replace(/\D/g, '')))
  })

// An article that stops being news changes the document although nothing is written.
async function answerWithNews(c: Context<AppEnv>, document: SiteDocument<object>): Promise<Response> {
  const { session, now } = c.var.context
  const published = await lastPublishedBy(session, now - NEWS_MS)
  return answerSiteDocument(c, document, {}, { since: published === undefined ? 0 : published + NEWS_MS })
}

const XML = { variant: 'map', contentType: 'application/xml; charset=utf-8' }

/** One document while articles and channels fit into a part each, of which a document may have five; else the index. */
const SITEMAP: SiteDocument<object> = {
  ...XML,
  resource: ofRevision(async (context) => success(await writeWhole(context))),
}

/** The articles of the last 48 hours. */
const NEWS: SiteDocument<object> = {
  ...XML,
  resource: ofRevision(async ({ session, site, now }) => {
    const { rows, ...state } = await readNews(session, now - NEWS_MS, NEWS_LIMIT)
    return success({ ...state, text: writeSitemap(rows.map((row) => articlePage(row, site, row))) })
  }),
}

/** A part with articles, by its number. */
const ARTICLE_PART: SiteDocument<number> = {
  ...XML,
  resource: ofRevision(async ({ session, site }, part) => {
    if (part > (await readSitemapShape(session)).articleParts) return NO_PART
    const { rows, ...state } = await readArticlePart(session, part)
    return success({ ...state, text: writeSitemap(rows.map((row) => articlePage(row, site))) })
  }),
}

/** A part with the pages of channels, by its number. */
const CHANNEL_PART: SiteDocument<number> = {
  ...XML,
  resource: ofRevision(async ({ session, site }, part) => {
    if (part > (await readSitemapShape(session)).channelParts) return NO_PART
    const { rows, ...state } = await readChannelPart(session, part)
    return success({ ...state, text: writeSitemap(rows.map((row) => channelPage(row, site))) })
  }),
}

const NO_PART: Found<Written> = failed({ kind: 'unknown-page' })

async function writeWhole({ session, site, now }: RequestContext): Promise<Written> {
  const shape = await readSitemapShape(session)
  if (!isWhole(shape)) return writeIndex(session, shape, site, now)
  const whole = await readWholeSitemap(session, now - NEWS_MS, NEWS_LIMIT)
  // It may have grown in between.
  if (!isWhole(whole.shape)) return writeIndex(session, whole.shape, site, now)
  const news = new Map(whole.news.map((row) => [row.slug, row]))
  const articles = whole.articles.map((row) => articlePage(row, site, news.get(row.slug)))
  const pages = [...whole.channels.map((row) => channelPage(row, site)), ...articles]
  return { ...stateOf(whole.shape), text: writeSitemap(pages) }
}

function isWhole({ articleParts, channelParts }: SitemapShape): boolean {
  return articleParts <= 1 && channelParts <= 1
}

// The parts stand beside the index, because a sitemap speaks for the URLs below its own folder only. Search
// engines complain of an empty one, so the index leads to none that is.
async function writeIndex(
  db: Database,
  shape: SitemapShape,
  { origin }: Site,
  now: number,
): Promise<Written> {
  const { articles, channelParts } = shape
  const news = await readNews(db, now - NEWS_MS, NEWS_LIMIT, 1)
  const parts: MapPart[] = [
    ...news.rows.map(() => ({ url: `${origin}/sitemap-news.xml` })),
    ...Array.from({ length: channelParts }, (_, index) => ({
      url: `${origin}/sitemap-channels-${index + 1}.xml`,
    })),
    // A revision is the time of its write in milliseconds.
    ...articles.map((one) => ({
      url: `${origin}/sitemap-${one.part}.xml`,
      modified: new Date(one.revision),
    })),
  ]
  return { ...stateOf(shape), text: writeSitemapIndex(parts) }
}

function stateOf({ revision, until }: SitemapShape): AtRevision {
  return { revision, ...(until !== undefined && { until }) }
}

function articlePage(
  { slug, updated }: MappedArticle,
  { origin, siteName }: Site,
  news?: NewsRow,
): MappedPage {
  const page = { url: origin + articlePath(slug), modified: new Date(updated) }
  if (!news) return page
  const { language, title, instant, offset } = news
  const published = new Date(instant)
  return { ...page, news: { publication: siteName, language, published, offset, title } }
}

function channelPage(channel: MappedChannel, { origin }: Site): MappedPage {
  return { url: origin + (channelPath(channel) || '/'), modified: new Date(channel.modified * 1000) }
}

/**
 * The Robots Exclusion Protocol (RFC 9309): everything may be read, and where the sitemap is (sitemaps.org,
 * "Specifying the Sitemap location in your robots.txt file", which asks for the whole URL).
 */
export const robots = new Hono<AppEnv>().get('/robots.txt', (c) => answerSiteDocument(c, ROBOTS, {}))

const ROBOTS: SiteDocument<object> = {
  resource: ofBuild(({ site }) => `User-agent: *\nAllow: /\n\nSitemap: ${site.origin}/sitemap.xml\n`),
  variant: 'robots',
  contentType: 'text/plain; charset=utf-8',
}
