import type { Article } from '../../model/article.ts'
import type { ChannelKind } from '../../model/channel.ts'
import type { Cursor } from '../../model/listing.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { ask, type Database, type Query, runBatch } from '../database.ts'
import { type AtRevision, atRevision, READ_REVISION } from '../revision.ts'
import { FIND_ARTICLE, findFormer, type NoArticle, type StoredArticle, toStored } from './articles.ts'
import { NEWER, OLDER } from './entry-pages.ts'

type Listed = Omit<Article, 'body'>

/** What stands around an article on its page. */
export interface Surroundings {
  /** Articles that share tags with it: the more they share, the earlier; those in its language first. */
  readonly related: readonly Listed[]
  /** The same article in other languages, as far as they are stored. */
  readonly translations: readonly Listed[]
  /** The articles of its language that came before and after it. */
  readonly older?: Listed
  readonly newer?: Listed
}

/** An article with what stands around it, as both were at one revision of the site. */
export interface SurroundedArticle extends StoredArticle, Surroundings {
  readonly state: AtRevision
}

/** How many related articles are shown, and how many are read to choose them from. */
const RELATED = 4
const CANDIDATES = 10
/** The rarest tags of the article that are followed, and how many of the newest articles of each are looked at. */
const TAGS = 5
const DEPTH = 12

interface OwnChannelRow {
  readonly key: number
  readonly kind: ChannelKind
  readonly slug: string
  readonly entries: number
}

/** The most channels that an article is in: 50 tags, 50 authors, 20 sources and a few more. */
const MOST_CHANNELS = 130

export const OWN_CHANNELS: Query<[slug: string], OwnChannelRow> = {
  name: 'channels of an article',
  sql: `SELECT c.key, c.kind, c.slug, c.entries
    FROM articles a JOIN entries e ON e.article = a.key JOIN channels c ON c.key = e.channel
    WHERE a.slug = ?1`,
  rows: () => 2 * MOST_CHANNELS + 1,
}

export const NEWEST_KEYS: Query<[channel: number, limit: number], Cursor> = {
  name: 'newest keys',
  sql: 'SELECT published, article FROM entries WHERE channel = ?1 ORDER BY published DESC, article DESC LIMIT ?2',
  rows: (_channel, limit) => limit,
}

export const ARTICLES_BY_KEY: Query<[keys: string], { readonly key: number; readonly data: string }> = {
  name: 'articles by key',
  sql: 'SELECT a.key, a.data FROM json_each(?1) k JOIN articles a ON a.key = k.value',
  rows: (keys) => 2 * JSON.parse(keys).length,
}

export const ARTICLES_BY_SLUG: Query<[slugs: string], { readonly data: string }> = {
  name: 'articles by slugs',
  sql: 'SELECT a.data FROM json_each(?1) s JOIN articles a ON a.slug = s.value',
  rows: (slugs) => 2 * JSON.parse(slugs).length,
}

/** How often to read again when a write comes between the transactions. */
const ATTEMPTS = 4

/**
 * Looks a slug up, and what stands around its article. `revision` is that of the site as far as it is known, `now` is in ms. Reads at most
 * one row for each channel of the article and one for its entry there, `TAGS * DEPTH` entries and `2 * CANDIDATES + 8`
 * more; where there is no article, one row or none.
 */
export async function findSurrounded(
  db: Database,
  slug: string,
  { revision, now }: { readonly revision: number; readonly now: number },
): Promise<Result<SurroundedArticle, NoArticle>> {
  let siteRevision = revision
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { rows, channels } = await runBatch(db, {
      rows: ask(db, FIND_ARTICLE, slug),
      channels: ask(db, OWN_CHANNELS, slug),
    })
    const [row] = rows
    if (!row) return failed(await findFormer(db, slug, now))
    const stored = toStored(row)
    const place = { published: row.published, article: row.key }
    const near = await readNear(db, stored.article, place, channels)
    const { state } = near
    if (state.revision === siteRevision) return success({ ...stored, ...near.surroundings, state })
    siteRevision = state.revision
  }
  throw new Error(`Articles were written ${ATTEMPTS} times while one was read`)
}

async function readNear(db: Database, article: Article, place: Cursor, channels: readonly OwnChannelRow[]) {
  const tags = channels.filter(({ kind, entries }) => kind === 'tags' && entries > 1)
  const rarest = tags.sort((one, other) => one.entries - other.entries).slice(0, TAGS)
  // The shortest slug is the primary language: an article in en-GB is in the channels en-gb and en.
  const [language] = channels
    .filter(({ kind }) => kind === 'languages')
    .sort((one, other) => one.slug.length - other.slug.length)
  const at = [language?.key ?? 0, place.published, place.article] as const
  const { keys, older, newer } = await runBatch(db, {
    keys: rarest.map(({ key }) => ask(db, NEWEST_KEYS, key, DEPTH)),
    older: ask(db, OLDER, ...at, 1),
    newer: ask(db, NEWER, ...at, 1),
  })
  const wanted = mostShared(keys, place.article)
  const { translations: slugs = [] } = article
  const { state, rows, others } = await runBatch(db, {
    state: ask(db, READ_REVISION),
    rows: ask(db, ARTICLES_BY_KEY, JSON.stringify(wanted)),
    others: slugs.length > 0 ? [ask(db, ARTICLES_BY_SLUG, JSON.stringify(slugs))] : [],
  })
  const translations = others.map(toListed).filter(({ language }) => language !== article.language)
  const data = new Map(rows.map((row) => [row.key, toListed(row)]))
  const candidates = wanted
    .flatMap((key) => data.get(key) ?? [])
    .filter(({ id }) => translations.every((one) => one.id !== id))
  const [before, after] = [older[0], newer[0]]
  return {
    state: atRevision(state),
    surroundings: {
      translations,
      related: sameLanguageFirst(candidates, article.language).slice(0, RELATED),
      ...(before && { older: toListed(before) }),
      ...(after && { newer: toListed(after) }),
    },
  }
}

/** The keys of the articles that were found most often, the newest first among equals. */
function mostShared(found: readonly Cursor[], own: number): number[] {
  const counts = new Map<number, Cursor & { readonly count: number }>()
  for (const { published, article } of found) {
    if (article === own) continue
    counts.set(article, { published, article, count: (counts.get(article)?.count ?? 0) + 1 })
  }
  const order = [...counts.values()].sort(
    (one, other) => other.count - one.count || other.published - one.published || other.article - one.article,
  )
  return order.slice(0, CANDIDATES).map(({ article }) => article)
}

function sameLanguageFirst(articles: readonly Listed[], language: string): Listed[] {
  return [
    ...articles.filter((one) => one.language === language),
    ...articles.filter((one) => one.language !== language),
  ]
}

function toListed({ data }: { readonly data: string }): Listed {
  return JSON.parse(data) as Listed
}
