import { CHANNEL_COLUMNS, type ChannelRow, type StoredChannel, toChannel } from './channels.ts'
import type { Database } from './database.ts'
import type { ListedArticle } from './feeds.ts'

/** The place of an entry in its channel. It stays the same whatever is published before or after it. */
export interface Position {
  /** Milliseconds since the epoch. */
  readonly published: number
  /** The article's key, which tells entries of one time apart. */
  readonly article: number
}

/** Which entries: those before a position (older), those after it (newer); without either, the newest. */
export interface PageQuery {
  readonly limit: number
  readonly before?: Position
  readonly after?: Position
}

/** A channel and some of its articles, newest first, as they were at one revision. */
export interface ReadPage {
  readonly channel: StoredChannel
  readonly articles: readonly ListedArticle[]
  /** The entry before which the older ones come; missing where there are none. */
  readonly older?: Position
  /** The entry after which the newer ones come; missing where there are none. */
  readonly newer?: Position
}

interface EntryRow extends Position {
  data: string
}

const REREAD = `SELECT ${CHANNEL_COLUMNS} FROM channels WHERE key = ?1`

const ENTRIES = `
  SELECT e.published, e.article, a.data FROM entries e JOIN articles a ON a.key = e.article
  WHERE e.channel = ?1`
const OLDER = `${ENTRIES} AND (e.published, e.article) < (?2, ?3)
  ORDER BY e.published DESC, e.article DESC LIMIT ?4`
const NEWER = `${ENTRIES} AND (e.published, e.article) > (?2, ?3)
  ORDER BY e.published, e.article LIMIT ?4`

// What is on the other side of the position, itself included: one row tells whether there is anything.
const ANY_NEWER = `SELECT 1 FROM entries WHERE channel = ?1 AND (published, article) >= (?2, ?3) LIMIT 1`
const ANY_OLDER = `SELECT 1 FROM entries WHERE channel = ?1 AND (published, article) <= (?2, ?3) LIMIT 1`

const END: Position = { published: Number.MAX_SAFE_INTEGER, article: Number.MAX_SAFE_INTEGER }

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
  position: Position,
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
  position: Position,
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
  { published, article }: Position,
  entries: string,
  otherSide: string,
) {
  const [channels, found, other] = await db.batch<Record<string, unknown>>([
    db.prepare(REREAD).bind(key),
    // One more than is shown, to know whether there is a further page.
    db.prepare(entries).bind(key, published, article, limit + 1),
    db.prepare(otherSide).bind(key, published, article),
  ])
  const channel = channels?.results[0] as ChannelRow | undefined
  if (!channel) return null
  const rows = (found?.results ?? []) as unknown as EntryRow[]
  const isMore = rows.length > limit
  return {
    channel: toChannel(channel),
    rows: rows.slice(0, limit),
    isMore,
    isOtherSide: (other?.results.length ?? 0) > 0,
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

function positionOf({ published, article }: EntryRow): Position {
  return { published, article }
}
