import type { Channel, ChannelKind } from '../../model/channel.ts'
import { ask, type Database, type Query, runBatch, type Statement } from '../database.ts'
import { type AtRevision, atRevision, READ_REVISION } from '../revision.ts'

/** A channel and how many articles it lists. */
export interface CountedChannel extends Channel {
  readonly entries: number
}

/** Channels as they were at one revision. */
export interface ReadChannels extends AtRevision {
  readonly channels: CountedChannel[]
}

type CountedRow = Omit<CountedChannel, 'language'> & { readonly language: string | null }

const COLUMNS = 'kind, slug, title, language, revision, modified, entries'

export const CHANNELS_AFTER: Query<[kind: string, slug: string, limit: number], CountedRow> = {
  name: 'channels after',
  sql: `SELECT ${COLUMNS} FROM channels WHERE entries > 0 AND (kind, slug) > (?1, ?2) ORDER BY kind, slug LIMIT ?3`,
  rows: (_kind, _slug, limit) => limit + 1,
}

export const LARGEST_CHANNELS: Query<[kind: ChannelKind, limit: number], CountedRow> = {
  name: 'largest channels',
  sql: `SELECT ${COLUMNS} FROM channels WHERE entries > 0 AND kind = ?1 ORDER BY entries DESC, slug LIMIT ?2`,
  rows: (_, limit) => limit + 1,
}

/** Behind which channel a list goes on. */
export interface ChannelCursor {
  /** Empty before the first. */
  readonly kind: ChannelKind | ''
  readonly slug: string
}

/**
 * The channels that list something, by kind and slug, behind a cursor; that of everything comes first. Reads
 * as many rows as it gives, and one.
 */
export function readChannelsAfter(db: Database, after: ChannelCursor, limit: number): Promise<ReadChannels> {
  return readLists(db, [ask(db, CHANNELS_AFTER, after.kind, after.slug, limit)])
}

/** The channels of each of these kinds that list most, these first. Reads as many rows as it gives, and one. */
export function readLargestChannels(
  db: Database,
  kinds: readonly ChannelKind[],
  limit: number,
): Promise<ReadChannels> {
  return readLists(
    db,
    kinds.map((kind) => ask(db, LARGEST_CHANNELS, kind, limit)),
  )
}

async function readLists(db: Database, lists: Statement<CountedRow>[]): Promise<ReadChannels> {
  const { state, channels } = await runBatch(db, { state: ask(db, READ_REVISION), channels: lists })
  return { ...atRevision(state), channels: channels.map(toCounted) }
}

function toCounted({ language, ...row }: CountedRow): CountedChannel {
  return language === null ? row : { ...row, language }
}
