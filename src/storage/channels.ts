import type { Channel, ChannelKey, ChannelKind } from '../model/channel.ts'
import type { Database } from './database.ts'

/** A channel as it is stored: with the number under which its entries are. */
export interface StoredChannel extends Channel {
  readonly key: number
}

export interface ChannelRow {
  key: number
  kind: ChannelKind
  slug: string
  title: string
  language: string | null
  revision: number
  modified: number
}

export const CHANNEL_COLUMNS = 'key, kind, slug, title, language, revision, modified'

const FIND = `SELECT ${CHANNEL_COLUMNS} FROM channels WHERE kind = ?1 AND slug = ?2`

/** A channel with its validators, or `null` where there is none of that name. Reads one row. */
export async function findChannel(db: Database, { kind, slug }: ChannelKey): Promise<StoredChannel | null> {
  const row = await db.prepare(FIND).bind(kind, slug).first<ChannelRow>()
  return row && toChannel(row)
}

export function toChannel({ language, ...row }: ChannelRow): StoredChannel {
  return language === null ? row : { ...row, language }
}
