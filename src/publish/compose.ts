import { type FormatName, feedPath } from '../formats/index.ts'
import { SyndicationFeed } from '../formats/syndication-feed.ts'
import { type Channel, channelPath } from '../model/channel.ts'
import { channelLanguage, channelText } from '../model/channel-text.ts'
import type { ListedArticle } from '../storage/feeds.ts'
import { attributionPage } from './attribution.ts'
import { toEntry } from './entry.ts'

/** What a composed feed needs to know beside its articles. */
export interface Setting {
  /** Scheme, host and port of our site. */
  readonly origin: string
  readonly siteName: string
  /** The authority of tag: URIs. */
  readonly authority: string
  /** What stands behind the feed's path: '' or a query string with its `?`. */
  readonly query: string
  /** Minutes for which a copy is fresh. */
  readonly ttl: number
}

/** A channel with its articles as a feed, ready for any of the writers. */
export function composeFeed(
  channel: Channel,
  articles: readonly ListedArticle[],
  setting: Setting,
): SyndicationFeed {
  const { origin, siteName, authority, query, ttl } = setting
  const self = (format: FormatName) => origin + feedPath(channel, format) + query
  const path = channelPath(channel)
  const feed = new SyndicationFeed({
    // The day that minted the scheme of these ids (RFC 4151, 2.1); it never changes.
    id: `tag:${authority},2022:feed${path}`,
    ...channelText(channel, siteName),
    language: channelLanguage(channel),
    link: path === '' ? `${origin}/` : origin + path,
    feedLinks: { rss: self('rss'), atom: self('atom'), json: self('json') },
    updated: new Date(channel.modified * 1000),
    generator: 'Warta',
    ttl,
    attributionUrl: attributionPage(origin),
    stylesheet: `${origin}/feed.css`,
  })
  for (const article of articles) feed.addStored(toEntry(article, origin))
  return feed
}
