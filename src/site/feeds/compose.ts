import type { History } from '../../formats/history.ts'
import { ATTRIBUTION_PATH, type FormatLinks, feedPath, formatLinks } from '../../formats/index.ts'
import { SyndicationFeed } from '../../formats/syndication-feed.ts'
import { type Channel, type ChannelKey, channelPath } from '../../model/channel.ts'
import type { Site } from '../../serve/context.ts'
import type { ListedArticle } from '../../storage/read/consistent-read.ts'
import { channelLanguage, channelText } from '../../words/titles.ts'
import { entryOf } from './entry.ts'

/** What a composed feed needs to know beside its articles. */
export interface Setting extends Site {
  /** What stands behind the feed's path: '' or a query string with its `?`. */
  readonly query: string
  /** The addresses of this very document, where they are not those of the channel's feed. */
  readonly links?: FormatLinks
  readonly history?: History
}

/** A channel with its articles as a feed, ready for any of the writers. */
export function composeFeed(
  channel: Channel,
  articles: readonly ListedArticle[],
  setting: Setting,
): SyndicationFeed {
  const { origin, siteName, authority, query, links, history } = setting
  const path = channelPath(channel)
  const feed = new SyndicationFeed({
    ...optionsOfSite(setting),
    // The day that minted the scheme of these ids (RFC 4151, 2.1); it never changes.
    id: `tag:${authority},2022:feed${path}`,
    ...channelText(channel, siteName),
    language: channelLanguage(channel),
    link: path === '' ? `${origin}/` : origin + path,
    feedLinks: { ...(links ?? feedLinks(channel, origin, query)) },
    ...(history && { history }),
    updated: new Date(channel.modified * 1000),
  })
  for (const article of articles) feed.addStored(entryOf(article, setting))
  return feed
}

/** The addresses of a channel's feed in each format. */
export function feedLinks(channel: ChannelKey, origin: string, query: string): FormatLinks {
  return formatLinks((format) => origin + feedPath(channel, format) + query)
}

/** What all feeds of the site say alike. */
export function optionsOfSite({ origin, ttl }: Pick<Site, 'origin' | 'ttl'>) {
  return {
    generator: 'Warta',
    ttl,
    attributionUrl: origin + ATTRIBUTION_PATH,
    stylesheet: `${origin}/feed.css`,
    image: `${origin}/icon-512.png`,
    channelImage: { url: `${origin}/icon-144.png`, width: 144, height: 144 },
    favicon: `${origin}/icon-192.png`,
  }
}
