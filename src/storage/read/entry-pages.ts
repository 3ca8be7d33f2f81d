import type { Cursor } from '../../model/listing.ts'
import { ask, type Database, type Query, runBatch } from '../database.ts'
import { REREAD_CHANNEL, type StoredChannel, toChannel } from './channels.ts'
import type { ListedArticle } from './consistent-read.ts'

/** Which entries of a channel: those older than a position, or those newer than it; without either, the newest. */
export interface PageQuery {
  readonly limit: number
  readonly before?: Cursor
  readonly after?: Cursor
}

/** A channel and some of its articles, newest first, as they were at one revision. */
export interface ReadPage {
  readonly channel: StoredChannel
  readonly articles: readonly ListedArticle[]
  /** The entry before which the older ones come; missing where there are none. */
  readonly older?: Cursor
  /** The entry after which the newer ones come; missing where there are none. */
  readonly newer?: Cursor
}

interface EntryRow extends Cursor {
  data: string
}

type PlaceInChannel = [channel: number, published: number, article: number]
type EntriesQuery = Query<[...PlaceInChannel, limit: number], EntryRow>

const ENTRIES = `SELECT e.published, e.article, a.data FROM entries e JOIN articles a ON a.key = e.article
  WHERE e.channel = ?1`

export const OLDER: EntriesQuery = {
  name: 'older entries',
  sql: `${ENTRIES} AND (e.published, e.article) < (?2, ?3)
    ORDER BY e.published DESC, e.article DESC LIMIT ?4`,
  rows: (_channel, _published, _article, limit) => 2 * limit + 1,
}

export const NEWER: EntriesQuery = {
  name: 'newer entries',
  sql: `${ENTRIES} AND (e.published, e.article) > (?2, ?3) ORDER BY e.published, e.article LIMIT ?4`,
  rows: (_channel, _published, _article, limit) => 2 * limit + 1,
}

// Whether the other side of the cursor, itself included, has anything: one row is enough to know.
export const ANY_NEWER: Query<PlaceInChannel> = {
  name: 'any newer entry',
  sql: 'SELECT 1 FROM entries WHERE channel = ?1 AND (published, article) >= (?2, ?3) LIMIT 1',
  rows: () => 1,
}

export const ANY_OLDER: Query<PlaceInChannel> = {
  name: 'any older entry',
  sql: 'SELECT 1 FROM entries WHERE channel = ?1 AND (published, article) <= (?2, ?3) LIMIT 1',
  rows: () => 1,
}

const END: Cursor = { published: Number.MAX_SAFE_INTEGER, article: Number.MAX_SAFE_INTEGER }

/**
 * A channel and a page of its articles, in one transaction. `null` where the channel went away. Reads at
 * most 2 x limit + 5 rows, however far back the page lies and however much is stored; twice that for a page
 * after a position that reaches the newest entry: that is the first page then, whole.
 */
export async function readPage(
  db: Database,
  { key }: StoredChannel,
  { limit, before, after }: PageQuery,
): Promise<ReadPage | null> {
  if (!after) return readOlder(db, key, limit, before ?? END)
  const page = await readNewer(db, key, limit, after)
  return page && !page.newer ? readOlder(db, key, limit, END) : page
}

async function readOlder(
  db: Database,
  key: number,
  limit: number,
  position: Cursor,
): Promise<ReadPage | null> {
  const found = await readAround(db, key, limit, position, OLDER, ANY_NEWER)
  if (!found) return null
  const { channel, rows, isMore, isOtherSide } = found
  return pageOf(channel, rows, { older: isMore, newer: isOtherSide })
}

async function readNewer(
  db: Database,
  key: number,
  limit: number,
  position: Cursor,
): Promise<ReadPage | null> {
  const found = await readAround(db, key, limit, position, NEWER, ANY_OLDER)
  if (!found) return null
  const { channel, rows, isMore, isOtherSide } = found
  return pageOf(channel, rows.reverse(), { newer: isMore, older: isOtherSide })
}

async function readAround(
  db: Database,
  key: number,
  limit: number,
  { published, article }: Cursor,
  entries: EntriesQuery,
  otherSide: Query<PlaceInChannel>,
) {
  const {
    channels: [channel],
    rows,
    others,
  } = await runBatch(db, {
    channels: ask(db, REREAD_CHANNEL, key),
    // One more than is shown, to know whether there is a further page.
    rows: ask(db, entries, key, published, article, limit + 1),
    others: ask(db, otherSide, key, published, article),
  })
  const stored = toChannel(channel)
  if (!stored) return null
  return {
    channel: stored,
    rows: rows.slice(0, limit),
    isMore: rows.length > limit,
    isOtherSide: others.length > 0,
  }
}

function pageOf(
  channel: StoredChannel,
  rows: readonly EntryRow[],
  there: { readonly older: boolean; readonly newer: boolean },
): ReadPage {
  const first = rows[0]
  const last = rows.at(-1)
  return {
    channel,
    articles: rows.map(({ data }) => JSON.parse(data) as ListedArticle),
    ...(there.newer && first && { newer: positionOf(first) }),
    ...(there.older && last && { older: positionOf(last) }),
  }
}

function positionOf({ published, article }: EntryRow): Cursor {
  return { published, article }
}
