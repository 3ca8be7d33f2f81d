import type { Channel, ChannelKey, ChannelKind } from '../../model/channel.ts'
import { allRows, ask, type Database, firstRow, type Query } from '../database.ts'

/** A channel as it is stored: with the number under which its entries are, and what became of them. */
export interface StoredChannel extends Channel {
  readonly key: number
  /** How many entries it has, and how many ever arrived. */
  readonly entries: number
  readonly arrivals: number
  /** The revision of the last write that took an entry out, or moved it back in time. */
  readonly withdrawn: number
  /** The revision of the newest archive. */
  readonly archived: number
  /** The revision of the site that its documents show. */
  readonly site: number
  /** How many articles it tells of that are gone. */
  readonly notices: number
  /** The first expiry among its entries, in ms since the epoch; missing where none expires. */
  readonly until?: number
  /** Of the channel of everything: the languages of the site, its own first. */
  readonly languages?: readonly [string, ...string[]]
}

/** What may be NULL is null here. */
export type ChannelRow = Omit<StoredChannel, 'language' | 'languages' | 'until'> & {
  readonly language: string | null
  readonly until: number | null
  readonly languages: string | null
}

/** The columns of a ChannelRow, for a query in which the table is named `c`. */
export const CHANNEL_COLUMNS =
  'c.key, c.kind, c.slug, c.title, c.language, c.revision, c.modified, c.entries, c.arrivals, c.withdrawn, c.archived, c.site, c.languages, c.notices, c.until'

export const FIND_CHANNEL: Query<[kind: ChannelKind, slug: string], ChannelRow> = {
  name: 'channel by name',
  sql: `SELECT ${CHANNEL_COLUMNS} FROM channels c WHERE c.kind = ?1 AND c.slug = ?2`,
  rows: () => 1,
}

export const REREAD_CHANNEL: Query<[key: number], ChannelRow> = {
  name: 'channel by key',
  sql: `SELECT ${CHANNEL_COLUMNS} FROM channels c WHERE c.key = ?1`,
  rows: () => 1,
}

/** A channel with its validators, or `null` where there is none of that name. Reads one row. */
export async function findChannel(db: Database, { kind, slug }: ChannelKey): Promise<StoredChannel | null> {
  return toChannel(await firstRow(ask(db, FIND_CHANNEL, kind, slug)))
}

// A tag that no article has any more is not called by its name: it has none. While there is something to tell of articles
// that are gone, its feed tells that.
const NAMED_BY_ARTICLES: ReadonlySet<ChannelKind> = new Set(['tags', 'authors', 'languages'])

/** A channel from its row, `null` from none and from one that was emptied and has nothing to tell. */
export function toChannel(row: ChannelRow | null | undefined): StoredChannel | null {
  if (!row || (row.entries + row.notices === 0 && NAMED_BY_ARTICLES.has(row.kind))) return null
  const { language, languages, until, ...channel } = row
  return {
    ...channel,
    ...(language !== null && { language }),
    ...(until !== null && { until }),
    ...(languages !== null && { languages: JSON.parse(languages) }),
  }
}

/**
 * A channel that was read by its key, `null` where it has another name by now: the key of a channel that went away may
 * be given to a new one.
 */
export function ifNamed(channel: StoredChannel | null, { kind, slug }: ChannelKey): StoredChannel | null {
  return channel?.kind === kind && channel.slug === slug ? channel : null
}

export const CHANGED_CHANNELS: Query<[since: number, limit: number], ChannelKey> = {
  name: 'channels changed since',
  sql: 'SELECT kind, slug FROM channels WHERE revision > ?1 LIMIT ?2',
  rows: (_, limit) => 2 * limit,
}

/** The channels that were written after a revision, at most `limit`. */
export async function changedChannels(db: Database, since: number, limit: number): Promise<ChannelKey[]> {
  return allRows(ask(db, CHANGED_CHANNELS, since, limit))
}
