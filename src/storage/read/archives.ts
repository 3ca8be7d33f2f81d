import type { ChannelKey, ChannelKind } from '../../model/channel.ts'
import { allRows, ask, type Database, type Query } from '../database.ts'
import { modifiedOf } from '../revision.ts'
import { CHANNEL_COLUMNS, type ChannelRow, ifNamed, type StoredChannel, toChannel } from './channels.ts'
import { type EntryRow, type Listed, readAtOnce, shareOf, textColumns } from './consistent-read.ts'

/** How many entries arrive in one archive. Stored archives are numbered by it: it can never change. */
export const ARCHIVE_ENTRIES = 100

/** The place of an archive among those of its channel, from 1, the oldest, and its last change. */
export interface ArchiveName {
  readonly number: number
  readonly revision: number
}

/** An archive of a channel and its neighbours. */
export interface StoredArchive {
  readonly channel: StoredChannel
  readonly archive: ArchiveName
  readonly previous: ArchiveName | undefined
  readonly next: ArchiveName | undefined
  /** The last change of anything here, or of the site. */
  readonly revision: number
  /** Seconds since the epoch. */
  readonly modified: number
  /** The first expiry in the channel, in ms since the epoch. */
  readonly until?: number
}

type ArchiveRow = ChannelRow & { readonly number: number; readonly stamp: number }

// Without the limits SQLite would read one row more, to see that it is past the range.
const WITH_NEIGHBOURS = `SELECT ${CHANNEL_COLUMNS}, h.number, h.revision AS stamp
  FROM channels c JOIN archives h ON h.channel = c.key`

export const FIND_ARCHIVE: Query<[kind: ChannelKind, slug: string, number: number], ArchiveRow> = {
  name: 'archive by name',
  sql: `${WITH_NEIGHBOURS} WHERE c.kind = ?1 AND c.slug = ?2 AND h.number BETWEEN ?3 - 1 AND ?3 + 1 LIMIT 3`,
  rows: () => 4,
}

export const REREAD_ARCHIVE: Query<[channel: number, number: number], ArchiveRow> = {
  name: 'archive by key',
  sql: `${WITH_NEIGHBOURS} WHERE c.key = ?1 AND h.number BETWEEN ?2 - 1 AND ?2 + 1 LIMIT 3`,
  rows: () => 4,
}

export const ARCHIVED: Query<[channel: number, number: number, share: number], EntryRow> = {
  name: 'archived entries',
  sql: `SELECT a.key, a.revision, a.size, ${textColumns('?3')} FROM entries e JOIN articles a ON a.key = e.article
    WHERE e.channel = ?1
      AND e.arrival BETWEEN (?2 - 1) * ${ARCHIVE_ENTRIES} + 1 AND ?2 * ${ARCHIVE_ENTRIES}
    ORDER BY e.arrival DESC LIMIT ${ARCHIVE_ENTRIES}`,
  rows: () => 2 * ARCHIVE_ENTRIES,
}

/** The newest archive of a channel; `undefined` where nothing has arrived yet. */
export function newestArchive({ arrivals, archived }: StoredChannel): ArchiveName | undefined {
  return arrivals === 0
    ? undefined
    : { number: Math.floor((arrivals - 1) / ARCHIVE_ENTRIES) + 1, revision: archived }
}

/** An archive with its validators, or `null` where there is none. Reads at most four rows. */
export async function findArchive(
  db: Database,
  name: ChannelKey,
  number: number,
): Promise<StoredArchive | null> {
  const { kind, slug } = name
  return toArchive(await allRows(ask(db, FIND_ARCHIVE, kind, slug, number)), name, number)
}

/** An archive again and its articles, the last to arrive first. */
export async function readArchive(
  db: Database,
  { channel, archive: { number } }: StoredArchive,
  bodyBytes: number,
): Promise<Listed<StoredArchive> | null> {
  const { key } = channel
  const read = await readAtOnce(db, {
    head: () => ask(db, REREAD_ARCHIVE, key, number),
    toHead: (rows) => toArchive(rows, channel, number),
    entries: () => ask(db, ARCHIVED, key, number, shareOf(bodyBytes, ARCHIVE_ENTRIES)),
    bodyBytes,
  })
  return read ?? null
}

function toArchive(rows: readonly ArchiveRow[], name: ChannelKey, number: number): StoredArchive | null {
  const named = (wanted: number): ArchiveName | undefined => {
    const row = rows.find((one) => one.number === wanted)
    return row && { number: wanted, revision: row.stamp }
  }
  const archive = named(number)
  const row = rows[0]
  if (!row || !archive) return null
  const { number: _, stamp: __, ...columns } = row
  const channel = ifNamed(toChannel(columns), name)
  if (!channel) return null
  // An archive stays at its address when the site changes, but says something else.
  const revision = Math.max(channel.site, ...rows.map(({ stamp }) => stamp))
  const modified = modifiedOf(revision)
  const { until } = channel
  const neighbours = { previous: named(number - 1), next: named(number + 1) }
  return { channel, archive, ...neighbours, revision, modified, ...(until !== undefined && { until }) }
}
