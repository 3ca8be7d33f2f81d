import type { History } from '../../formats/document.ts'
import { type FormatLinks, feedPath, formatLinks } from '../../formats/index.ts'
import { type Channel, type ChannelKey, channelPath } from '../../model/channel.ts'
import type { ListedArticle } from '../../storage/read/consistent-read.ts'
import { channelLanguage, channelText } from '../../words/titles.ts'
import { entryOf } from './entry.ts'
import { addStored, type Publication, type SiteFeed, siteFeed } from './site-feed.ts'

/** What a composed feed needs to know beside its articles. */
export interface Setting extends Publication {
  /** What stands behind the feed's path: '' or a query string with its `?`. */
  readonly query: string
  /** The addresses of this very document, where they are not those of the channel's feed. */
  readonly links?: FormatLinks
  readonly history?: History
  /** The hub that pushes this very document. */
  readonly hub?: string | undefined
}

/** A channel with its articles as a feed, ready for any of the writers. */
export function composeFeed(
  channel: Channel,
  articles: readonly ListedArticle[],
  setting: Setting,
): SiteFeed {
  const { origin, site, authority, query, links, history, hub } = setting
  const path = channelPath(channel)
  const options = {
    // The day that minted the scheme of these ids (RFC 4151, 2.1); it never changes.
    id: `tag:${authority},2022:feed${path}`,
    ...channelText(channel, site),
    language: channelLanguage(channel, site),
    link: path === '' ? `${origin}/` : origin + path,
    feedLinks: { ...(links ?? feedLinks(channel, origin, query)) },
    ...(history && { history }),
    ...(hub !== undefined && { hub }),
    updated: new Date(channel.modified * 1000),
  }
  const feed = siteFeed(options, setting)
  for (const article of articles) addStored(feed, entryOf(article, setting))
  return feed
}

/** The addresses of a channel's feed in each format. */
export function feedLinks(channel: ChannelKey, origin: string, query: string): FormatLinks {
  return formatLinks((format) => origin + feedPath(channel, format) + query)
}
