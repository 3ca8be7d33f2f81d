import { type ChannelKey, channelPath } from '../model/channel.ts'
import type { Database } from '../storage/database.ts'
import { changedChannels } from '../storage/read/channels.ts'
import { lastMediaChange, readRevision } from '../storage/revision.ts'

/** The most tags that are purged one by one; when more channels changed, everything goes. */
const MOST_TAGS = 100

/** The tag of a channel's documents in Cloudflare's cache: ASCII without spaces and commas. */
export function cacheTag(channel: ChannelKey): string {
  return `channel:${channelPath(channel) || '/'}`
}

/** The tag of our own pictures and recordings. */
export const MEDIA_TAG = 'media'

/** The cache in front of the Worker, as its context has it: missing where it is not enabled, and locally. */
export type EdgeCache = Pick<CacheContext, 'purge'> | undefined

/**
 * Removes the documents of every channel that changed after a revision from the cache in front of the Worker. Returns
 * how many cache tags were purged, or `everything`.
 */
export async function purgeChanged(
  db: Database,
  cache: EdgeCache,
  since: number,
): Promise<number | 'everything'> {
  if (!cache) return 0
  const channels = await changedChannels(db, since, MOST_TAGS + 1)
  if (channels.length === 0) return 0
  const everything = channels.length > MOST_TAGS
  const media = (await lastMediaChange(db)) > since ? [MEDIA_TAG] : []
  const { success, errors } = await cache.purge(
    everything ? { purgeEverything: true } : { tags: [...channels.map(cacheTag), ...media] },
  )
  if (!success) throw new Error(`The cache was not purged: ${JSON.stringify(errors)}`)
  return everything ? 'everything' : channels.length
}

/** Does work that may write, then takes what it changed out of the cache, even where it failed half-way. */
export async function purgeAfter(db: Database, cache: EdgeCache, work: () => Promise<void>): Promise<void> {
  const before = cache ? await readRevision(db) : 0
  try {
    await work()
  } finally {
    await purgeChanged(db, cache, before)
  }
}
