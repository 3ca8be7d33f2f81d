import type { Channel } from '../model/channel.ts'
import type { Database } from './database.ts'

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

const REVISION = 'SELECT number FROM revision WHERE id = 1'

// Whether a sitemap lists an article, what indexingOf of src/model/syndication.ts says. The terms of the index
// articles_of_sitemap (migration 0031): only where they are the same does SQLite use it. No text can look like
// such a member, because its quotes are escaped.
const LISTED = `(instr(data, '"syndication":"noindex"') = 0
  AND (instr(data, '"syndication":"canonical"') = 0 OR data ->> '$.original' IS NULL)) = 1`
const PART = '(key - 1) / 10000'

const PARTS = `
  WITH RECURSIVE parts (part) AS (
    SELECT 0 UNION ALL SELECT part + 1 FROM parts WHERE part < (SELECT MAX(${PART}) FROM articles))
  SELECT part + 1 AS part,
    (SELECT MAX(revision) FROM articles WHERE ${PART} = part AND ${LISTED}) AS revision
  FROM parts`

const CHANNEL_PARTS = `SELECT (COALESCE(MAX(key), 0) + ${PART_KEYS} - 1) / ${PART_KEYS} AS parts FROM channels`

const ARTICLES = `
  SELECT slug, updated FROM articles WHERE ${PART} = ?1 - 1 AND ${LISTED} ORDER BY revision, slug`

const CHANNELS = `
  SELECT kind, slug, modified FROM channels
  WHERE key > (?1 - 1) * ${PART_KEYS} AND key <= ?1 * ${PART_KEYS} AND (entries > 0 OR kind = 'all')
  ORDER BY key`

const NEWS = `
  SELECT a.slug, a.updated, a.data ->> '$.title' AS title, a.data ->> '$.language' AS language,
    a.published AS instant, a.data ->> '$.published.offset' AS "offset"
  FROM (
    SELECT article FROM entries
    WHERE channel = (SELECT key FROM channels WHERE kind = 'all' AND slug = '') AND published > ?1
    ORDER BY published DESC LIMIT ?2) newest
  JOIN articles a ON a.key = newest.article
  WHERE ${LISTED} LIMIT ?3`

const LAST_BEFORE = `
  SELECT published FROM entries
  WHERE channel = (SELECT key FROM channels WHERE kind = 'all' AND slug = '') AND published <= ?1
  ORDER BY published DESC LIMIT 1`

/** The parts that a sitemap has now. Reads a row or two for each. */
export async function readSitemapShape(db: Database): Promise<SitemapShape> {
  return toShape(await db.batch(shapeSql(db)))
}

/** What one document lists while there is one part of everything: all of it as it was at one revision. */
export async function readWholeSitemap(db: Database, newsAfter: number, newsLimit: number) {
  const [state, parts, channelParts, articles, channels, news] = await db.batch<Row>([
    ...shapeSql(db),
    db.prepare(ARTICLES).bind(1),
    db.prepare(CHANNELS).bind(1),
    db.prepare(NEWS).bind(newsAfter, newsLimit, newsLimit),
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
  return readPart<MappedArticle>(db, db.prepare(ARTICLES).bind(part))
}

/** The channels of a part. Reads at most as many rows as a part has keys. */
export async function readChannelPart(db: Database, part: number) {
  return readPart<MappedChannel>(db, db.prepare(CHANNELS).bind(part))
}

/**
 * Of the `among` newest articles published after a time, in milliseconds since the epoch, those that a sitemap
 * lists, at most `limit`. Reads two rows for each.
 */
export async function readNews(db: Database, after: number, among: number, limit = among) {
  return readPart<NewsRow>(db, db.prepare(NEWS).bind(after, among, limit))
}

/** When the newest of the articles that are not younger than this was published. Reads two rows. */
export async function lastPublishedBy(db: Database, time: number): Promise<number | undefined> {
  const row = await db.prepare(LAST_BEFORE).bind(time).first<{ published: number }>()
  return row?.published
}

type Row = Record<string, unknown>

async function readPart<Read>(db: Database, statement: D1PreparedStatement) {
  const [state, rows] = await db.batch<Row>([db.prepare(REVISION), statement])
  return { revision: revisionOf(state), rows: rowsOf<Read>(rows) }
}

function shapeSql(db: Database): D1PreparedStatement[] {
  return [REVISION, PARTS, CHANNEL_PARTS].map((sql) => db.prepare(sql))
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
