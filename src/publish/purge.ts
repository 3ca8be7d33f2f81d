import { type ChannelKey, channelPath } from '../model/channel.ts'
import { changedChannels } from '../storage/channels.ts'
import type { Database } from '../storage/database.ts'

/** The most tags that are purged one by one; when more channels changed, everything goes. */
const MOST_TAGS = 100

/** The tag of a channel's documents in Cloudflare's cache: ASCII without spaces and commas. */
export function cacheTag(channel: ChannelKey): string {
  return `channel:${channelPath(channel) || '/'}`
}

/**
 * Takes the documents of every channel that changed after a revision out of the cache in front of the Worker.
 * Returns how many tags went, or `everything`.
 */
export async function purgeChanged(
  db: Database,
  cache: Pick<CacheContext, 'purge'>,
  since: number,
): Promise<number | 'everything'> {
  const channels = await changedChannels(db, since, MOST_TAGS + 1)
  if (channels.length === 0) return 0
  const everything = channels.length > MOST_TAGS
  const { success, errors } = await cache.purge(
    everything ? { purgeEverything: true } : { tags: channels.map(cacheTag) },
  )
  if (!success) throw new Error(`The cache was not purged: ${JSON.stringify(errors)}`)
  return everything ? 'everything' : channels.length
}
