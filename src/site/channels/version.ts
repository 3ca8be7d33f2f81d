import { type ChannelKey, channelPath } from '../../model/channel.ts'
import { failed, success } from '../../model/result.ts'
import type { RequestContext } from '../../serve/context.ts'
import type { VersionEntry } from '../../serve/memory.ts'
import type { Found } from '../../serve/resource.ts'
import { findChannel, type StoredChannel } from '../../storage/read/channels.ts'
import { type PageQuery, type ReadPage, readPage } from '../../storage/read/entry-pages.ts'

/** What the isolate remembers of a channel's version. */
export function channelEntry(channel: ChannelKey): VersionEntry {
  return { cache: 'channels', name: channelPath(channel) }
}

/** The version that a channel has now: read at most once a second. */
export async function channelVersion(
  context: RequestContext,
  { channel }: { readonly channel: ChannelKey },
): Promise<Found<StoredChannel>> {
  const { memory, now } = context
  const known = await memory.channels.current(channelPath(channel), now, () =>
    findChannel(context.session, channel),
  )
  return known ? success(known) : unknownChannel(channel)
}

/** Reads a page of a channel, and takes note of the version that the channel has by then. */
export async function readChannelPage(
  { memory, now, session }: RequestContext,
  channel: StoredChannel,
  query: PageQuery,
): Promise<Found<ReadPage>> {
  const page = await readPage(session, channel, query)
  if (!page) return unknownChannel(channel)
  memory.channels.learn(channelPath(channel), page.channel, now)
  return success(page)
}

/** The problem that there is no such channel. */
export function unknownChannel(channel: ChannelKey): Found<never> {
  return failed({ kind: 'unknown-channel', path: channelPath(channel) })
}
