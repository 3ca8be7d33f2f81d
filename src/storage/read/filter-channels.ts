import type { ChannelKey } from '../../model/channel.ts'
import type { ListingQuery } from '../../model/listing.ts'
import { failed, type Result, success } from '../../model/result.ts'
import type { Query } from '../database.ts'
import { CHANNEL_COLUMNS, type ChannelRow, type StoredChannel, toChannel } from './channels.ts'

/** A channel that a listing names, and its place among the names. */
export type NamedChannelRow = ChannelRow & { readonly place: number }

/** The channels of these keys, a JSON array of {kind, slug}, in its order; `place` is that in the array. */
export const NAMED_CHANNELS: Query<[keys: string], NamedChannelRow> = {
  name: 'channels by name',
  sql: `SELECT f.key AS place, ${CHANNEL_COLUMNS}
  FROM json_each(?1) f
  CROSS JOIN channels c ON c.kind = f.value ->> 'kind' AND c.slug = f.value ->> 'slug'`,
  rows: (keys) => 2 * JSON.parse(keys).length,
}

/** The channels that a listing names. */
export interface FilterChannels {
  /** The one that is filtered. */
  readonly base: StoredChannel
  /** The keys of those that have to list an article, the one with the fewest entries first. */
  readonly included: readonly number[]
  /** The keys of those that must not. A channel that is not stored lists nothing and is not here. */
  readonly excluded: readonly number[]
  /** The newest revision of any of these: no later write has changed what the listing shows. */
  readonly revision: number
}

/**
 * What the rows of NAMED_CHANNELS mean for a listing, whose keys were its channel and then those of its filters. Fails
 * with the first channel that has to list the articles and is not stored: an empty list would hide a slip of the pen.
 */
export function toFilterChannels(
  { channel, filters }: ListingQuery,
  stored: readonly NamedChannelRow[],
): Result<FilterChannels, ChannelKey> {
  const rows = new Map(
    stored.flatMap(({ place, ...row }) => {
      const found = toChannel(row)
      return found ? [[place, found] as const] : []
    }),
  )
  const base = rows.get(0)
  if (!base) return failed(channel)
  const missing = filters.find(({ excluded }, index) => !excluded && !rows.has(index + 1))
  if (missing) return failed({ kind: missing.kind, slug: missing.slug })
  const of = (excluded: boolean) =>
    filters.flatMap((filter, index) => (filter.excluded === excluded ? (rows.get(index + 1) ?? []) : []))
  // The channel of everything lists every article: it is walked only where no smaller one is named.
  const narrow = base.kind === 'all' ? of(false) : [base, ...of(false)]
  const included = (narrow.length > 0 ? narrow : [base]).sort((a, b) => a.entries - b.entries)
  const excluded = of(true)
  return success({
    base,
    included: [...new Set(included.map(({ key }) => key))],
    excluded: excluded.map(({ key }) => key),
    revision: Math.max(...[...included, ...excluded].map(({ revision }) => revision)),
  })
}
