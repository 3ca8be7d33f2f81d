import { type Context, Hono } from 'hono'
import { articlePath } from '../formats/index.ts'
import { type MapPart, type MappedPage, writeSitemap, writeSitemapIndex } from '../formats/sitemap.ts'
import { channelPath } from '../model/channel.ts'
import { failed, success } from '../model/result.ts'
import type { Address, AppEnv, RequestContext } from '../serve/context.ts'
import type { Found } from '../serve/resource.ts'
import { readWithSite } from '../serve/shown-site.ts'
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
  resource: ofRevision(writeWhole),
}

/** The articles of the last 48 hours. */
const NEWS: SiteDocument<object> = {
  ...XML,
  resource: ofRevision(async (context) => {
    const { session, address, now } = context
    const readRows = async () => success(await readNews(session, now - NEWS_MS, NEWS_LIMIT))
    const found = await readWithSite(context, readRows, ({ site }) => site)
    if (!found.ok) return found
    const { rows, ...state } = found.value.read
    const { name } = found.value.site
    return success({ ...state, text: writeSitemap(rows.map((row) => newsPage(row, row, address, name))) })
  }),
}

/** A part with articles, by its number. */
const ARTICLE_PART: SiteDocument<number> = {
  ...XML,
  resource: ofRevision(async ({ session, address }, part) => {
    if (part > (await readSitemapShape(session)).articleParts) return NO_PART
    const { rows, ...state } = await readArticlePart(session, part)
    return success({ ...state, text: writeSitemap(rows.map((row) => articlePage(row, address))) })
  }),
}

/** A part with the pages of channels, by its number. */
const CHANNEL_PART: SiteDocument<number> = {
  ...XML,
  resource: ofRevision(async ({ session, address }, part) => {
    if (part > (await readSitemapShape(session)).channelParts) return NO_PART
    const { rows, ...state } = await readChannelPart(session, part)
    return success({ ...state, text: writeSitemap(rows.map((row) => channelPage(row, address))) })
  }),
}

const NO_PART: Found<Written> = failed({ kind: 'unknown-page' })

async function writeWhole(context: RequestContext): Promise<Found<Written>> {
  const { session, address, now } = context
  const shape = await readSitemapShape(session)
  if (!isWhole(shape)) return success(await writeIndex(session, shape, address, now))
  const readAll = async () => success(await readWholeSitemap(session, now - NEWS_MS, NEWS_LIMIT))
  const found = await readWithSite(context, readAll, ({ shape }) => shape.site)
  if (!found.ok) return found
  const { read: whole, site } = found.value
  // It may have grown in between.
  if (!isWhole(whole.shape)) return success(await writeIndex(session, whole.shape, address, now))
  const news = new Map(whole.news.map((row) => [row.slug, row]))
  const articles = whole.articles.map((row) => newsPage(row, news.get(row.slug), address, site.name))
  const pages = [...whole.channels.map((row) => channelPage(row, address)), ...articles]
  return success({ ...whole.shape, text: writeSitemap(pages) })
}

function isWhole({ articleParts, channelParts }: SitemapShape): boolean {
  return articleParts <= 1 && channelParts <= 1
}

// The parts stand beside the index, because a sitemap speaks for the URLs below its own folder only. Search
// engines complain of an empty one, so the index leads to none that is.
async function writeIndex(
  db: Database,
  shape: SitemapShape,
  { origin }: Address,
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
  return { ...shape, text: writeSitemapIndex(parts) }
}

function articlePage({ slug, updated }: MappedArticle, { origin }: Address): MappedPage {
  return { url: origin + articlePath(slug), modified: new Date(updated) }
}

/** The same with what news sitemaps say, where the article is news. `publication` is the name of the site. */
function newsPage(
  article: MappedArticle,
  news: NewsRow | undefined,
  address: Address,
  publication: string,
): MappedPage {
  const page = articlePage(article, address)
  if (!news) return page
  const { language, title, instant, offset } = news
  const published = new Date(instant)
  return { ...page, news: { publication, language, published, offset, title } }
}

function channelPage(channel: MappedChannel, { origin }: Address): MappedPage {
  return { url: origin + (channelPath(channel) || '/'), modified: new Date(channel.modified * 1000) }
}

/**
 * The Robots Exclusion Protocol (RFC 9309): everything may be read, and where the sitemap is (sitemaps.org,
 * "Specifying the Sitemap location in your robots.txt file", which asks for the whole URL).
 */
export const robots = new Hono<AppEnv>().get('/robots.txt', (c) => answerSiteDocument(c, ROBOTS, {}))

const ROBOTS: SiteDocument<object> = {
  resource: ofBuild(({ address }) => `User-agent: *\nAllow: /\n\nSitemap: ${address.origin}/sitemap.xml\n`),
  variant: 'robots',
  contentType: 'text/plain; charset=utf-8',
}
