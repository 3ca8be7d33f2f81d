import type { Article } from '../../model/article.ts'
import type { ChannelKey } from '../../model/channel.ts'
import type { Cursor, ListingQuery } from '../../model/listing.ts'
import { type Result, success } from '../../model/result.ts'
import type { Database } from '../database.ts'
import { ask } from '../query.ts'
import { READ_REVISION } from '../revision.ts'
import type { ListedArticle } from './consistent-read.ts'
import { type FilterChannels, NAMED_CHANNELS, toFilterChannels } from './filter-channels.ts'
import { filteredHits } from './filtered.ts'
import type { FeedQuery } from './newest-entries.ts'
import { searchHits } from './search-hits.ts'

/** The articles of a listing, newest first, as they were at one revision. */
export interface Listing {
  readonly revision: number
  readonly articles: readonly ListedArticle[]
  /** The channel that is filtered. */
  readonly channel: FilterChannels['base']
  /** Where the next page goes on; none where there is nothing more. */
  readonly next?: Cursor
}

interface HitRow {
  nth: number
  published: number
  article: number
  /** 0 where the walk ended without this article being one that was looked for. */
  hit: 0 | 1
  data: string | null
  body: string | null
}

/** How often to read again when a write comes between two readings. */
const ATTEMPTS = 3

/**
 * Reads a page of a listing: `limit` articles at most, fewer where a walk of 2,000 entries finds no more.
 * One row for each channel that is named; of articles, limit + 1. Fails with a channel that has to list the
 * articles, and is not there.
 */
export async function readListing(
  db: Database,
  query: ListingQuery,
  wanted: FeedQuery,
): Promise<Result<Listing, ChannelKey>> {
  for (let attempt = 1; ; attempt++) {
    const [before, rows] = await db.batch<Record<string, unknown>>([
      ask(db, READ_REVISION),
      ask(db, NAMED_CHANNELS, JSON.stringify([query.channel, ...query.filters])),
    ])
    const named = toFilterChannels(query, rows?.results ?? [])
    if (!named.ok) return named
    const channels = named.value
    const hits = query.search
      ? searchHits(db, query, channels, wanted)
      : filteredHits(db, query, channels, wanted)
    const [after, found] = await db.batch<Record<string, unknown>>([ask(db, READ_REVISION), hits])
    const revision = revisionOf(after)
    if (revision === revisionOf(before)) {
      const hitRows = (found?.results ?? []) as unknown as HitRow[]
      return success(toListing(revision, channels, hitRows, wanted.limit))
    }
    if (attempt === ATTEMPTS) throw new Error(`A listing was written ${ATTEMPTS} times while it was read`)
  }
}

function revisionOf(result: D1Result<Record<string, unknown>> | undefined): number {
  return Number(result?.results[0]?.number ?? 0)
}

function toListing(
  revision: number,
  { base }: FilterChannels,
  rows: readonly HitRow[],
  limit: number,
): Listing {
  const hits = rows.filter(({ hit }) => hit === 1).sort((a, b) => a.nth - b.nth)
  const listed = hits.slice(0, limit)
  const last = hits.length > limit ? listed.at(-1) : rows.find(({ hit }) => hit === 0)
  return {
    revision,
    channel: base,
    articles: listed.map(toListed),
    ...(last && { next: { published: last.published, article: last.article } }),
  }
}

function toListed({ data, body }: HitRow): ListedArticle {
  const article = JSON.parse(data ?? '{}') as Omit<Article, 'body'>
  return body === null ? article : { ...article, body }
}
