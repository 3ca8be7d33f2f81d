import type { Channel } from '../../model/channel.ts'
import type { Database } from '../database.ts'
import { ask, type Query } from '../query.ts'
import { READ_REVISION } from '../revision.ts'

/** The most parts that an index of the sitemap lists (sitemaps.org). */
const MOST_PARTS = 50_000

/** How many keys of channels a part of the sitemap takes; those of articles are in PART. */
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
export interface SitemapShape {
  readonly revision: number
  /** The parts that have articles, and the revision of the newest change in each. */
  readonly articles: readonly { readonly part: number; readonly revision: number }[]
  /** How many parts the keys of articles and of channels make. */
  readonly articleParts: number
  readonly channelParts: number
}

// Whether a sitemap lists an article, what indexingOf of src/model/source.ts says. The terms of the index
// articles_of_sitemap (migration 0031): only where they are the same does SQLite use it. No text can look like
// such a member, because its quotes are escaped.
const LISTED = `(instr(data, '"syndication":"noindex"') = 0
  AND (instr(data, '"syndication":"canonical"') = 0 OR data ->> '$.original' IS NULL)) = 1`
const PART = '(key - 1) / 10000'

export const SITEMAP_PARTS: Query<[]> = {
  name: 'parts of the sitemap',
  sql: `WITH RECURSIVE parts (part) AS (
    SELECT 0 UNION ALL SELECT part + 1 FROM parts WHERE part < MIN((SELECT MAX(${PART}) FROM articles), ${MOST_PARTS - 1}))
  SELECT part + 1 AS part,
    (SELECT MAX(revision) FROM articles WHERE ${PART} = part AND ${LISTED}) AS revision
  FROM parts`,
  // An index of the sitemap takes so many parts (sitemaps.org), and each a row or two.
  rows: () => 3 * MOST_PARTS,
}

export const SITEMAP_CHANNEL_PARTS: Query<[]> = {
  name: 'channel parts of the sitemap',
  sql: `SELECT (COALESCE(MAX(key), 0) + ${PART_KEYS} - 1) / ${PART_KEYS} AS parts FROM channels`,
  rows: () => 1,
}

export const SITEMAP_ARTICLES: Query<[part: number]> = {
  name: 'articles of the sitemap',
  sql: `SELECT slug, updated FROM articles WHERE ${PART} = ?1 - 1 AND ${LISTED} ORDER BY revision, slug`,
  rows: () => PART_KEYS,
}

export const SITEMAP_CHANNELS: Query<[part: number]> = {
  name: 'channels of the sitemap',
  sql: `SELECT kind, slug, modified FROM channels
  WHERE key > (?1 - 1) * ${PART_KEYS} AND key <= ?1 * ${PART_KEYS} AND (entries > 0 OR kind = 'all')
  ORDER BY key`,
  rows: () => PART_KEYS,
}

export const SITEMAP_NEWS: Query<[after: number, among: number, limit: number]> = {
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

export const LAST_PUBLISHED: Query<[time: number]> = {
  name: 'last published by a time',
  sql: `SELECT published FROM entries
  WHERE channel = (SELECT key FROM channels WHERE kind = 'all' AND slug = '') AND published <= ?1
  ORDER BY published DESC LIMIT 1`,
  rows: () => 2,
}

/** The parts that a sitemap has now. Reads a row or two for each. */
export async function readSitemapShape(db: Database): Promise<SitemapShape> {
  return toShape(await db.batch(shapeSql(db)))
}

/** What one document lists while there is one part of everything: all of it as it was at one revision. */
export async function readWholeSitemap(db: Database, newsAfter: number, newsLimit: number) {
  const [state, parts, channelParts, articles, channels, news] = await db.batch<Row>([
    ...shapeSql(db),
    ask(db, SITEMAP_ARTICLES, 1),
    ask(db, SITEMAP_CHANNELS, 1),
    ask(db, SITEMAP_NEWS, newsAfter, newsLimit, newsLimit),
  ])
  return {
    shape: toShape([state, parts, channelParts]),
    articles: rowsOf<MappedArticle>(articles),
    channels: rowsOf<MappedChannel>(channels),
    news: rowsOf<NewsRow>(news),
  }
}

/** The articles of a part. Reads a row of an index for each. */
export async function readArticlePart(db: Database, part: number) {
  return readPart<MappedArticle>(db, ask(db, SITEMAP_ARTICLES, part))
}

/** The channels of a part. Reads at most as many rows as a part has keys. */
export async function readChannelPart(db: Database, part: number) {
  return readPart<MappedChannel>(db, ask(db, SITEMAP_CHANNELS, part))
}

/**
 * Of the `among` newest articles published after a time, in milliseconds since the epoch, those that a sitemap
 * lists, at most `limit`. Reads two rows for each.
 */
export async function readNews(db: Database, after: number, among: number, limit = among) {
  return readPart<NewsRow>(db, ask(db, SITEMAP_NEWS, after, among, limit))
}

/** When the newest of the articles that are not younger than this was published. Reads two rows. */
export async function lastPublishedBy(db: Database, time: number): Promise<number | undefined> {
  const row = await ask(db, LAST_PUBLISHED, time).first<{ published: number }>()
  return row?.published
}

type Row = Record<string, unknown>

async function readPart<Read>(db: Database, statement: D1PreparedStatement) {
  const [state, rows] = await db.batch<Row>([ask(db, READ_REVISION), statement])
  return { revision: revisionOf(state), rows: rowsOf<Read>(rows) }
}

function shapeSql(db: Database): D1PreparedStatement[] {
  return [READ_REVISION, SITEMAP_PARTS, SITEMAP_CHANNEL_PARTS].map((query) => ask(db, query))
}

function toShape([state, parts, channels]: readonly (D1Result<Row> | undefined)[]): SitemapShape {
  const rows = rowsOf<{ part: number; revision: number | null }>(parts)
  return {
    revision: revisionOf(state),
    articles: rows.flatMap(({ part, revision }) => (revision === null ? [] : [{ part, revision }])),
    articleParts: rows.length,
    channelParts: rowsOf<{ parts: number }>(channels)[0]?.parts ?? 0,
  }
}

function revisionOf(state: D1Result<Row> | undefined): number {
  return rowsOf<{ number: number }>(state)[0]?.number ?? 0
}

function rowsOf<Read>(result: D1Result<Row> | undefined): Read[] {
  return (result?.results ?? []) as unknown as Read[]
}
