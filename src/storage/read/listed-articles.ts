import type { Article } from '../../model/article.ts'
import type { ChannelKey } from '../../model/channel.ts'
import type { Cursor, ListingQuery } from '../../model/listing.ts'
import { type Result, success } from '../../model/result.ts'
import { ask, type Database, runBatch } from '../database.ts'
import { READ_REVISION, revisionOf } from '../revision.ts'
import { beginningSql, toBeginnings } from './beginnings.ts'
import type { ListedArticle } from './consistent-read.ts'
import { type FilterChannels, NAMED_CHANNELS, toFilterChannels } from './filter-channels.ts'
import { filteredHits, type HitRow, searchHits } from './hits.ts'
import type { FeedQuery } from './newest-entries.ts'
import { planSearch, SEARCH_WALK } from './search-walk.ts'

/** The articles of a listing, newest first, as they were at one revision. */
export interface Listing {
  readonly revision: number
  readonly articles: readonly ListedArticle[]
  /** The channel that is filtered. */
  readonly channel: FilterChannels['base']
  /** Where the next page goes on; none where there is nothing more. */
  readonly next?: Cursor
  /** Whether the page ended before it was full, because only so many articles are looked through for one. */
  readonly isCut: boolean
  /** Whether more words begin as the search says than were looked for. */
  readonly isBroad?: boolean
}

/** How often to read again when a write comes between the two transactions. */
const ATTEMPTS = 3

/**
 * Reads a page of a listing: `limit` articles at most, fewer where a walk finds no more.
 * Fails with a channel that has to list the articles and is not stored. Reads one row for each channel that is
 * named, and limit + 1 articles.
 */
export async function readListing(
  db: Database,
  query: ListingQuery,
  wanted: FeedQuery,
  walk = SEARCH_WALK,
): Promise<Result<Listing, ChannelKey>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { before, named, words } = await runBatch(db, {
      before: ask(db, READ_REVISION),
      words: beginningSql(db, query.search),
      named: ask(db, NAMED_CHANNELS, JSON.stringify([query.channel, ...query.filters])),
    })
    const channels = toFilterChannels(query, named)
    if (!channels.ok) return channels
    const beginnings = toBeginnings(query.search, words)
    const plan = query.search && (await planSearch(db, query, channels.value, beginnings, walk))
    const hits = plan
      ? searchHits(db, plan.expression, query, wanted)
      : filteredHits(db, query, channels.value, wanted)
    const { after, rows } = await runBatch(db, { after: ask(db, READ_REVISION), rows: hits })
    const revision = revisionOf(after)
    if (revision === revisionOf(before)) {
      return success({
        ...toListing(revision, channels.value, [...rows, ...endOf(plan?.end)], wanted.limit),
        ...(beginnings.isCut && { isBroad: true }),
      })
    }
  }
  throw new Error(`Articles were written ${ATTEMPTS} times while a listing was read`)
}

/** The end of a walk as a row that is no hit. */
function endOf(end: Cursor | undefined): HitRow[] {
  return end ? [{ nth: Number.POSITIVE_INFINITY, ...end, hit: 0, data: null, body: null }] : []
}

function toListing(
  revision: number,
  { base }: FilterChannels,
  rows: readonly HitRow[],
  limit: number,
): Listing {
  const hits = rows.filter(({ hit }) => hit === 1).sort((a, b) => a.nth - b.nth)
  const listed = hits.slice(0, limit)
  const end = hits.length > limit ? undefined : rows.find(({ hit }) => hit === 0)
  const last = hits.length > limit ? listed.at(-1) : end
  return {
    revision,
    isCut: end !== undefined && hits.length < limit,
    channel: base,
    articles: listed.map(toListed),
    ...(last && { next: { published: last.published, article: last.article } }),
  }
}

function toListed({ data, body }: HitRow): ListedArticle {
  const article = JSON.parse(data ?? '{}') as Omit<Article, 'body'>
  return body === null ? article : { ...article, body }
}
