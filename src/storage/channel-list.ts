import type { Channel, ChannelKind } from '../model/channel.ts'
import type { Database } from './database.ts'

/** A channel and how many articles it lists. */
export interface CountedChannel extends Channel {
  readonly entries: number
}

/** Channels as they were at one revision. */
export interface ReadChannels {
  readonly revision: number
  readonly channels: CountedChannel[]
}

const COLUMNS = 'kind, slug, title, language, revision, modified, entries'

const REVISION = 'SELECT number FROM revision WHERE id = 1'

const AFTER = `
  SELECT ${COLUMNS} FROM channels WHERE entries > 0 AND (kind, slug) > (?1, ?2) ORDER BY kind, slug LIMIT ?3`

const LARGEST = `
  SELECT ${COLUMNS} FROM channels WHERE entries > 0 AND kind = ?1 ORDER BY entries DESC, slug LIMIT ?2`

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
  return readAtOnce(db, [db.prepare(AFTER).bind(after.kind, after.slug, limit)])
}

/** The channels of each of these kinds that list most, these first. Reads as many rows as it gives, and one. */
export function readLargestChannels(
  db: Database,
  kinds: readonly ChannelKind[],
  limit: number,
): Promise<ReadChannels> {
  return readAtOnce(
    db,
    kinds.map((kind) => db.prepare(LARGEST).bind(kind, limit)),
  )
}

async function readAtOnce(db: Database, statements: D1PreparedStatement[]): Promise<ReadChannels> {
  const [state, ...parts] = await db.batch<Record<string, unknown>>([db.prepare(REVISION), ...statements])
  const rows = parts.flatMap(({ results }) => results) as unknown as CountedRow[]
  const revision = state?.results[0]?.number as number | undefined
  return { revision: revision ?? 0, channels: rows.map(toCounted) }
}

type CountedRow = Omit<CountedChannel, 'language'> & { language: string | null }

function toCounted({ language, ...row }: CountedRow): CountedChannel {
  return language === null ? row : { ...row, language }
}
