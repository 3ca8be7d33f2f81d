import { rfc3339 } from '../formats/dates.ts'
import { FORMAT_NAMES, feedPath } from '../formats/index.ts'
import { channelPath } from '../model/channel.ts'
import type { Site } from '../serve/request-context.ts'
import type { CountedChannel } from '../storage/read/channel-list.ts'
import { channelLanguage, channelName, channelText } from '../words/titles.ts'

/**
 * The feeds of these channels as JSON, for programs that want to choose:
 *
 *   site      the site's name
 *   home      its front page
 *   opml      the same list for readers
 *   feeds     name      the channel's own name, such as `Reuters`
 *             title     the title that its feeds have
 *             kind      all | sources | publishers | tags | authors | languages
 *             language  BCP 47
 *             page, rss, atom, json   the addresses
 *             entries   how many articles it lists, of which a feed has the newest
 *             updated   its last change (RFC 3339)
 *   next      the address of the rest of the list, where there is more
 *
 * Every address is absolute. `next` is a path here.
 */
export function writeFeedList(
  channels: readonly CountedChannel[],
  { origin, siteName }: Pick<Site, 'origin' | 'siteName'>,
  next?: string,
): string {
  return JSON.stringify({
    site: siteName,
    home: `${origin}/`,
    opml: `${origin}/opml.xml`,
    feeds: channels.map((channel) => ({
      name: channelName(channel, siteName),
      title: channelText(channel, siteName).title,
      kind: channel.kind,
      language: channelLanguage(channel),
      page: origin + (channelPath(channel) || '/'),
      ...Object.fromEntries(FORMAT_NAMES.map((format) => [format, origin + feedPath(channel, format)])),
      entries: channel.entries,
      updated: rfc3339(new Date(channel.modified * 1000)),
    })),
    next: next && origin + next,
  })
}
