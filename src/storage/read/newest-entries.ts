import { ask, type Database, type Query } from '../database.ts'
import { ifNamed, REREAD_CHANNEL, type StoredChannel, toChannel } from './channels.ts'
import { type EntryRow, entryColumns, type Listed, readAtOnce, shareOf } from './consistent-read.ts'

export interface FeedQuery {
  readonly limit: number
  /** Bytes of body to give in all, newest article first; the others come without theirs. 0 gives none. */
  readonly bodyBytes: number
}

/** Walks the channel's index range, newest first, one article row for each entry. */
export const NEWEST: Query<[channel: number, limit: number, share: number], EntryRow> = {
  name: 'newest entries',
  sql: `SELECT ${entryColumns('?3')} FROM entries e JOIN articles a ON a.key = e.article
    WHERE e.channel = ?1 ORDER BY e.published DESC, e.article DESC LIMIT ?2`,
  rows: (_, limit) => 2 * limit,
}

/**
 * A channel again and its newest articles. `null` where the channel went away. Reads 2 x limit + 1 rows, and two
 * more for each large body that fits.
 */
export function readFeed(
  db: Database,
  channel: StoredChannel,
  { limit, bodyBytes }: FeedQuery,
): Promise<Listed<StoredChannel> | null> {
  const { key } = channel
  return readAtOnce(db, {
    head: () => ask(db, REREAD_CHANNEL, key),
    toHead: ([row]) => ifNamed(toChannel(row), channel),
    entries: () => ask(db, NEWEST, key, limit, shareOf(bodyBytes, limit)),
    bodyBytes,
  })
}
