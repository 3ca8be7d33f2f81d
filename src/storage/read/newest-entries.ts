import { ask, type Database, type Query } from '../database.ts'
import { ifNamed, REREAD_CHANNEL, type StoredChannel, toChannel } from './channels.ts'
import {
  type Entry,
  type EntryRow,
  type KeptArticles,
  type Listed,
  readAtOnce,
  shareOf,
  textColumns,
} from './consistent-read.ts'
import { NOTICES } from './withdrawn.ts'

export interface FeedQuery {
  readonly limit: number
  /** Bytes of body to give in all, newest article first; the others come without theirs. 0 gives none. */
  readonly bodyBytes: number
}

/** Articles that an isolate keeps, and up to which revision those of a list are. */
export interface KnownLists extends KeptArticles {
  readonly knownOf: (list: string) => number
  readonly learn: (list: string, articles: readonly Entry[]) => void
}

/**
 * Walks the channel's index range, newest first. Of articles that have not changed since `known` nothing is read, of each
 * other one its row.
 */
export const NEWEST: Query<[channel: number, limit: number, share: number, known: number], EntryRow> = {
  name: 'newest entries',
  sql: `SELECT e.article AS key, COALESCE(a.revision, e.revision) AS revision, e.size, ${textColumns('?3', '?4')}
    FROM entries e LEFT JOIN articles a ON a.key = iif(e.revision <= ?4, NULL, e.article)
    WHERE e.channel = ?1 ORDER BY e.published DESC, e.article DESC LIMIT ?2`,
  rows: (_, limit) => 2 * limit,
}

/**
 * A channel again and its newest articles. `null` where the channel went away. Reads 2 x limit + 1 rows, and two
 * more for each large body that fits; limit + 1 where all of these articles are kept, and one more for each that changed.
 */
export async function readFeed(
  db: Database,
  channel: StoredChannel,
  { limit, bodyBytes }: FeedQuery,
  kept: KnownLists,
): Promise<Listed<StoredChannel> | null> {
  const { key } = channel
  const list = `${key} ${limit} ${bodyBytes}`
  const read = (known: number) =>
    readAtOnce(db, {
      head: () => ask(db, REREAD_CHANNEL, key),
      toHead: ([row]) => ifNamed(toChannel(row), channel),
      entries: () => ask(db, NEWEST, key, limit, shareOf(bodyBytes, limit), known),
      withdrawn: () => ask(db, NOTICES, key),
      bodyBytes,
      kept,
    })
  // One that was not read may have been let go, or be in the list only since another one left it.
  const found = (await read(kept.knownOf(list))) ?? (await read(0)) ?? null
  if (found) kept.learn(list, found.articles)
  return found
}
