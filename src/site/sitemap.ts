import { articlePath } from '../formats/index.ts'
import { type MapPart, type MappedPage, writeSitemap, writeSitemapIndex } from '../formats/sitemap.ts'
import { channelPath } from '../model/channel.ts'
import type { Site as PublishingSite } from '../serve/request-context.ts'
import type { Written } from '../serve/site-version.ts'
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

type Site = Pick<PublishingSite, 'origin' | 'siteName'>

/**
 * The sitemap: one document while articles and channels fit into a part each, of which a document may have
 * five, else the index of the parts and of the news. `now` is in milliseconds since the epoch.
 */
export async function openSitemap(db: Database, site: Site, now: number): Promise<Written> {
  const shape = await readSitemapShape(db)
  if (!isWhole(shape)) return openIndex(db, shape, site, now)
  const whole = await readWholeSitemap(db, now - NEWS_MS, NEWS_LIMIT)
  // It may have grown in between.
  if (!isWhole(whole.shape)) return openIndex(db, whole.shape, site, now)
  const news = new Map(whole.news.map((row) => [row.slug, row]))
  const articles = whole.articles.map((row) => articlePage(row, site, news.get(row.slug)))
  const pages = [...whole.channels.map((row) => channelPage(row, site)), ...articles]
  return { revision: whole.shape.revision, text: writeSitemap(pages) }
}

/** A part with articles; `null` beyond the last. */
export async function openArticlePart(db: Database, site: Site, part: number): Promise<Written | null> {
  if (part > (await readSitemapShape(db)).articleParts) return null
  const { revision, rows } = await readArticlePart(db, part)
  return { revision, text: writeSitemap(rows.map((row) => articlePage(row, site))) }
}

/** A part with the pages of channels; `null` beyond the last. */
export async function openChannelPart(db: Database, site: Site, part: number): Promise<Written | null> {
  if (part > (await readSitemapShape(db)).channelParts) return null
  const { revision, rows } = await readChannelPart(db, part)
  return { revision, text: writeSitemap(rows.map((row) => channelPage(row, site))) }
}

/** The articles of the last 48 hours before `now`. */
export async function openNews(db: Database, site: Site, now: number): Promise<Written> {
  const { revision, rows } = await readNews(db, now - NEWS_MS, NEWS_LIMIT)
  return { revision, text: writeSitemap(rows.map((row) => articlePage(row, site, row))) }
}

/**
 * When an article last stopped being news by `now`, which changes the documents with news although nothing is
 * written; 0 where none did. Milliseconds since the epoch.
 */
export async function newsChangedAt(db: Database, now: number): Promise<number> {
  const published = await lastPublishedBy(db, now - NEWS_MS)
  return published === undefined ? 0 : published + NEWS_MS
}

function isWhole({ articleParts, channelParts }: SitemapShape): boolean {
  return articleParts <= 1 && channelParts <= 1
}

// The parts stand beside the index, because a sitemap speaks for the URLs below its own folder only. Search
// engines complain of an empty one, so the index leads to none that is.
async function openIndex(db: Database, shape: SitemapShape, { origin }: Site, now: number): Promise<Written> {
  const { revision, articles, channelParts } = shape
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
  return { revision, text: writeSitemapIndex(parts) }
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
