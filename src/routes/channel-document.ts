import type { ChannelKey } from '../model/channel.ts'
import { channelPath } from '../model/channel.ts'
import type { Desk } from '../publish/desk.ts'
import { channelVersion } from '../publish/feed-document.ts'
import type { DocumentPlan } from '../publish/open-document.ts'
import type { StoredChannel } from '../storage/channels.ts'
import { type PageQuery, type ReadPage, readPage } from '../storage/pages.ts'

/** A page that shows some articles of a channel, as `write` has it; `name` tells it from all others. */
export function channelDocument(
  desk: Desk,
  key: ChannelKey,
  { name, ...query }: PageQuery & { readonly name: string },
  write: (page: ReadPage) => Promise<string>,
): DocumentPlan<StoredChannel> {
  return {
    name,
    version: () => channelVersion(desk, key),
    render: async (channel) => {
      const page = await readPage(desk.session(), channel, query)
      if (!page) return null
      desk.memory.channels.learn(channelPath(key), page.channel, desk.now)
      return { version: page.channel, text: await write(page) }
    },
  }
}
