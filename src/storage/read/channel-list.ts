import type { Channel, ChannelKind } from '../../model/channel.ts'
import { ask, type Database, type Query, runBatch, type Statement } from '../database.ts'
import { atRevision, READ_REVISION, type StateOfSite } from '../revision.ts'

/** A channel and how many articles it lists. */
export interface CountedChannel extends Channel {
  readonly entries: number
}

/** Channels as they were at one revision. */
export interface ReadChannels extends StateOfSite {
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

const OF_KIND = `SELECT ${COLUMNS} FROM channels WHERE entries > 0 AND kind = ?1`

type KindQuery = Query<[kind: ChannelKind, slug: string, limit: number], CountedRow>

export const KIND_AFTER: KindQuery = {
  name: 'channels of a kind after',
  sql: `${OF_KIND} AND slug > ?2 ORDER BY slug LIMIT ?3`,
  rows: (_kind, _slug, limit) => limit + 1,
}

export const KIND_BEFORE: KindQuery = {
  name: 'channels of a kind before',
  sql: `${OF_KIND} AND slug < ?2 ORDER BY slug DESC LIMIT ?3`,
  rows: (_kind, _slug, limit) => limit + 1,
}

/** A part of the channels of a kind: those behind a slug, or those before it. Without either, the first. */
export interface KindQueryAt {
  readonly kind: ChannelKind
  readonly after?: string
  readonly before?: string
  readonly limit: number
}

/** Channels in the order of their slugs, and whether there are more on either side. */
export interface KindPage extends ReadChannels {
  readonly isMoreBefore: boolean
  readonly isMoreAfter: boolean
}

/** The channels of a kind that list something, by slug. Reads as many rows as it gives, and three. */
export async function readKind(db: Database, { kind, after, before, limit }: KindQueryAt): Promise<KindPage> {
  const isBackwards = before !== undefined
  const query = isBackwards ? KIND_BEFORE : KIND_AFTER
  const { channels, ...state } = await readLists(db, [ask(db, query, kind, before ?? after ?? '', limit + 1)])
  const shown = channels.slice(0, limit)
  const isMore = channels.length > limit
  return {
    ...state,
    channels: isBackwards ? shown.reverse() : shown,
    isMoreBefore: isBackwards ? isMore : after !== undefined,
    isMoreAfter: isBackwards || isMore,
  }
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
