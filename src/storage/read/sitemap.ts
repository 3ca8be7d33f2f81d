import type { Channel } from '../../model/channel.ts'
import { ask, type Database, firstRow, type Query, runBatch, type Statement } from '../database.ts'
import { atRevision, READ_REVISION, type RevisionRow, type StateOfSite } from '../revision.ts'

/** The most parts that an index of the sitemap lists (sitemaps.org). */
const MOST_PARTS = 50_000

/** How many keys a part of the sitemap takes, of articles or of channels. An index of articles divides by it too. */
const PART_KEYS = 10_000

/** An article as a sitemap lists it: its address, and when it was updated in milliseconds since the epoch. */
export interface MappedArticle {
  readonly slug: string
  readonly updated: number
}

/** An article as a news sitemap lists it. `published` as it is stored: an instant and its offset. */
export interface NewsRow extends MappedArticle {
  readonly title: string
  readonly language: string
  readonly instant: number
  readonly offset: number
}

export type MappedChannel = Pick<Channel, 'kind' | 'slug' | 'modified'>

/** What is stored at one revision. Parts count from 1. */
export interface SitemapShape extends StateOfSite {
  /** The parts that have articles, and the revision of the newest change in each. */
  readonly articles: readonly { readonly part: number; readonly revision: number }[]
  /** How many parts the keys of articles and of channels make. */
  readonly articleParts: number
  readonly channelParts: number
}

interface PartRow {
  readonly part: number
  readonly revision: number | null
}

// The terms of the index articles_of_sitemap: SQLite uses it only where they are the same.
const PART = `(key - 1) / ${PART_KEYS}`
const LISTED = 'listed = 1'

export const SITEMAP_PARTS: Query<[], PartRow> = {
  name: 'parts of the sitemap',
  sql: `WITH RECURSIVE parts (part) AS (
    SELECT 0 UNION ALL SELECT part + 1 FROM parts WHERE part < MIN((SELECT MAX(key) - 1 FROM articles) / ${PART_KEYS}, ${MOST_PARTS - 1}))
  SELECT part + 1 AS part,
    (SELECT MAX(revision) FROM articles WHERE ${PART} = part AND ${LISTED}) AS revision
  FROM parts`,
  // An index of the sitemap takes so many parts (sitemaps.org), and each a row or two.
  rows: () => 3 * MOST_PARTS,
}

export const SITEMAP_CHANNEL_PARTS: Query<[], { readonly parts: number }> = {
  name: 'channel parts of the sitemap',
  sql: `SELECT (COALESCE(MAX(key), 0) + ${PART_KEYS} - 1) / ${PART_KEYS} AS parts FROM channels`,
  rows: () => 1,
}

export const SITEMAP_ARTICLES: Query<[part: number], MappedArticle> = {
  name: 'articles of the sitemap',
  sql: `SELECT slug, updated FROM articles WHERE ${PART} = ?1 - 1 AND ${LISTED} ORDER BY revision, slug`,
  rows: () => PART_KEYS,
}

export const SITEMAP_CHANNELS: Query<[part: number], MappedChannel> = {
  name: 'channels of the sitemap',
  sql: `SELECT kind, slug, modified FROM channels
  WHERE key > (?1 - 1) * ${PART_KEYS} AND key <= ?1 * ${PART_KEYS} AND (entries > 0 OR kind = 'all')
  ORDER BY key`,
  rows: () => PART_KEYS,
}

export const SITEMAP_NEWS: Query<[after: number, among: number, limit: number], NewsRow> = {
  name: 'news of the sitemap',
  sql: `SELECT a.slug, a.updated, a.data ->> '$.title' AS title, a.data ->> '$.language' AS language,
    a.published AS instant, a.data ->> '$.published.offset' AS "offset"
  FROM (
    SELECT article FROM entries
    WHERE channel = (SELECT key FROM channels WHERE kind = 'all' AND slug = '') AND published > ?1
    ORDER BY published DESC LIMIT ?2) newest
  JOIN articles a ON a.key = newest.article
  WHERE ${LISTED} LIMIT ?3`,
  rows: (_, among) => 2 * among + 1,
}

export const LAST_PUBLISHED: Query<[time: number], { readonly published: number }> = {
  name: 'last published by a time',
  sql: `SELECT published FROM entries
  WHERE channel = (SELECT key FROM channels WHERE kind = 'all' AND slug = '') AND published <= ?1
  ORDER BY published DESC LIMIT 1`,
  rows: () => 2,
}

/** The parts that a sitemap has now. Reads a row or two for each. */
export async function readSitemapShape(db: Database): Promise<SitemapShape> {
  return toShape(await runBatch(db, shapeSql(db)))
}

/** What one document lists while there is one part of everything: all of it as it was at one revision. */
export async function readWholeSitemap(db: Database, newsAfter: number, newsLimit: number) {
  const { articles, channels, news, ...shape } = await runBatch(db, {
    ...shapeSql(db),
    articles: ask(db, SITEMAP_ARTICLES, 1),
    channels: ask(db, SITEMAP_CHANNELS, 1),
    news: ask(db, SITEMAP_NEWS, newsAfter, newsLimit, newsLimit),
  })
  return { shape: toShape(shape), articles, channels, news }
}

/** The articles of a part. Reads a row of an index for each. */
export async function readArticlePart(db: Database, part: number) {
  return readPart(db, ask(db, SITEMAP_ARTICLES, part))
}

/** The channels of a part. Reads at most as many rows as a part has keys. */
export async function readChannelPart(db: Database, part: number) {
  return readPart(db, ask(db, SITEMAP_CHANNELS, part))
}

/**
 * Of the `among` newest articles published after a time, in milliseconds since the epoch, those that a sitemap
 * lists, at most `limit`. Reads two rows for each.
 */
export async function readNews(db: Database, after: number, among: number, limit = among) {
  return readPart(db, ask(db, SITEMAP_NEWS, after, among, limit))
}

/** When the last article was published that is not younger than a time; both in ms since the epoch. Reads two rows. */
export async function lastPublishedBy(db: Database, time: number): Promise<number | undefined> {
  return (await firstRow(ask(db, LAST_PUBLISHED, time)))?.published
}

async function readPart<Row>(db: Database, statement: Statement<Row>) {
  const { state, rows } = await runBatch(db, { state: ask(db, READ_REVISION), rows: statement })
  return { ...atRevision(state), rows }
}

function shapeSql(db: Database) {
  return {
    state: ask(db, READ_REVISION),
    parts: ask(db, SITEMAP_PARTS),
    channelParts: ask(db, SITEMAP_CHANNEL_PARTS),
  }
}

interface ShapeRows {
  readonly state: readonly RevisionRow[]
  readonly parts: readonly PartRow[]
  readonly channelParts: readonly { readonly parts: number }[]
}

function toShape({ state, parts, channelParts }: ShapeRows): SitemapShape {
  return {
    ...atRevision(state),
    articles: parts.flatMap(({ part, revision }) => (revision === null ? [] : [{ part, revision }])),
    articleParts: parts.length,
    channelParts: channelParts[0]?.parts ?? 0,
  }
}
