import type { Article } from '../../model/article.ts'
import type { ChannelKey } from '../../model/channel.ts'
import type { Cursor, ListingQuery } from '../../model/listing.ts'
import { type Result, success } from '../../model/result.ts'
import { ask, type Database, runBatch, type Statement } from '../database.ts'
import { atRevision, READ_REVISION, revisionOf } from '../revision.ts'
import { type Beginnings, beginningSql, toBeginnings } from './beginnings.ts'
import { bestKeys, COUNT_LIMIT, COUNTED, foundHits } from './best-hits.ts'
import type { Entry } from './consistent-read.ts'
import { type FilterChannels, NAMED_CHANNELS, toFilterChannels } from './filter-channels.ts'
import { filteredHits, type HitQuery, type HitRow, searchHits } from './hits.ts'
import type { FeedQuery } from './newest-entries.ts'
import { planSearch, SEARCH_WALK } from './search-walk.ts'

/** Which articles a listing shows, newest first, as they were at one revision, without what they say. */
export interface ListedKeys {
  /** The number of the last write by then. */
  readonly revision: number
  /** The revision of the site by then. */
  readonly site: number
  /** The first expiry of any article, in ms since the epoch; missing where none expires. */
  readonly until?: number
  /** No write after this revision has changed the listing. It is no later than the last write. */
  readonly unchangedSince: number
  readonly keys: readonly ListedKey[]
  /** The channel that is filtered. */
  readonly channel: FilterChannels['base']
  /** Where the next page goes on; none where there is nothing more. */
  readonly next?: Cursor
  /** Whether the page ended before it was full, because only so many articles are looked through for one. */
  readonly isCut: boolean
  /** Whether more words begin as the search says than were looked for. */
  readonly isBroad?: boolean
  /** How many articles a search finds, COUNT_LIMIT at most; only where that was asked for. */
  readonly count?: number
  /** Whether what fits best was to come first, and the search has words that are in too many articles for that. */
  readonly isUnranked?: boolean
}

/** An article's place in a listing, its id, and the revision of its last change. */
export type ListedKey = Cursor & { readonly id: string; readonly revision: number }

/** The articles of a listing, newest first, as they were at one revision. */
export interface Listing extends ListedKeys {
  readonly articles: readonly Entry[]
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
  const read = await readHits(db, query, wanted, walk)
  if (!read.ok) return read
  const { hits, ...listed } = read.value
  return success({ ...listed, articles: hits.map(toListed) })
}

/** Reads which articles a page of a listing shows, as readListing does, but nothing of what they say. */
export async function readListedKeys(
  db: Database,
  query: ListingQuery,
  limit: number,
  isCounted = false,
): Promise<Result<ListedKeys, ChannelKey>> {
  const wanted = { limit, bodyBytes: 0, keysOnly: true, isCounted }
  const read = await readHits(db, query, wanted, SEARCH_WALK)
  if (!read.ok) return read
  const { hits: _, ...listed } = read.value
  return success(listed)
}

async function readHits(
  db: Database,
  query: ListingQuery,
  wanted: HitQuery,
  walk: number,
): Promise<Result<ListedKeys & { readonly hits: readonly HitRow[] }, ChannelKey>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { before, named, words } = await runBatch(db, {
      before: ask(db, READ_REVISION),
      words: beginningSql(db, query.search),
      named: ask(db, NAMED_CHANNELS, JSON.stringify([query.channel, ...query.filters])),
    })
    const channels = toFilterChannels(query, named)
    if (!channels.ok) return channels
    const beginnings = toBeginnings(query.search, words)
    const plan = await planHits(db, query, wanted, { channels: channels.value, beginnings, walk })
    const {
      after,
      rows,
      counted: [counted],
    } = await runBatch(db, { after: ask(db, READ_REVISION), rows: plan.hits, counted: plan.counting })
    const state = atRevision(after)
    const { revision } = state
    if (revision === revisionOf(before)) {
      const { base: channel } = channels.value
      // Where the walk of a search ends, and which words begin like one of its own, depends on all articles.
      const unchangedSince = query.search ? revision : channels.value.revision
      const page = toPage([...rows, ...endOf(plan.end)], wanted.limit)
      const notes = {
        ...(beginnings.isCut && { isBroad: true }),
        ...(plan.isUnranked && { isUnranked: true }),
      }
      return success({ ...state, unchangedSince, channel, ...page, ...notes, ...counted })
    }
  }
  throw new Error(`Articles were written ${ATTEMPTS} times while a listing was read`)
}

/** What to ask for the hits of a page, and what is known of them before. */
interface HitPlan {
  readonly hits: Statement<HitRow>
  readonly counting: readonly Statement<{ readonly count: number }>[]
  /** Where the walk ends. */
  readonly end?: Cursor
  readonly isUnranked?: boolean
}

interface Setting {
  readonly channels: FilterChannels
  readonly beginnings: Beginnings
  readonly walk: number
}

async function planHits(
  db: Database,
  query: ListingQuery,
  wanted: HitQuery,
  { channels, beginnings, walk }: Setting,
): Promise<HitPlan> {
  const { search, isBestFirst } = query
  if (!search) return { hits: filteredHits(db, query, channels, wanted), counting: [] }
  const { expression, end } = await planSearch(db, query, channels, beginnings, walk)
  const isCounted = wanted.isCounted && !query.after
  const counting = isCounted ? [ask(db, COUNTED, expression, COUNT_LIMIT)] : []
  const best = isBestFirst ? await bestKeys(db, search, channels, beginnings, wanted.limit) : undefined
  if (best) return { hits: foundHits(db, best, wanted), counting }
  const hits = searchHits(db, expression, query, wanted)
  return { hits, counting, ...(end && { end }), ...(isBestFirst && { isUnranked: true }) }
}

/** The end of a walk as a row that is no hit. */
function endOf(end: Cursor | undefined): HitRow[] {
  const none = { id: null, revision: null, data: null, body: null }
  return end ? [{ nth: Number.POSITIVE_INFINITY, ...end, hit: 0, ...none }] : []
}

function toPage(rows: readonly HitRow[], limit: number) {
  const all = rows.filter(({ hit }) => hit === 1).sort((a, b) => a.nth - b.nth)
  const hits = all.slice(0, limit)
  const end = all.length > limit ? undefined : rows.find(({ hit }) => hit === 0)
  const last = all.length > limit ? hits.at(-1) : end
  return {
    hits,
    keys: hits.map(toKey),
    isCut: end !== undefined && all.length < limit,
    ...(last && { next: { published: last.published, article: last.article } }),
  }
}

function toKey({ published, article, id, revision }: HitRow): ListedKey {
  return { published, article, id: id ?? '', revision: revision ?? 0 }
}

function toListed({ data, body, revision }: HitRow): Entry {
  const article = { ...(JSON.parse(data ?? '{}') as Omit<Article, 'body'>), revision: revision ?? 0 }
  return body === null ? article : { ...article, body }
}
