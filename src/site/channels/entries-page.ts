import type { ChannelKey } from '../../model/channel.ts'
import { channelPath } from '../../model/channel.ts'
import type { Desk } from '../../serve/context.ts'
import type { DocumentPlan } from '../../serve/open-document.ts'
import type { StoredChannel } from '../../storage/read/channels.ts'
import { type PageQuery, type ReadPage, readPage } from '../../storage/read/entry-pages.ts'
import { channelVersion } from '../feeds/newest.ts'

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
