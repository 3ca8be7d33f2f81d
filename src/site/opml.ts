import { feedPath } from '../formats/index.ts'
import { type Subscription, writeOpml } from '../formats/opml.ts'
import { CHANNEL_KINDS, type Channel, channelPath } from '../model/channel.ts'
import type { Site as PublishingSite } from '../serve/request-context.ts'
import type { ReadChannels } from '../storage/read/channel-list.ts'
import { SITE_LANGUAGE, wordsOf } from '../words/index.ts'
import { channelLanguage, channelText } from '../words/titles.ts'

type Site = Pick<PublishingSite, 'origin' | 'siteName'>

/** The RSS feeds of these channels as OPML: that of everything, then a folder for each kind. */
export function opmlOf({ revision, channels }: ReadChannels, site: Site): string {
  const ofKind = (kind: Channel['kind']) =>
    channels.filter((channel) => channel.kind === kind).map((channel) => toSubscription(channel, site))
  const { groups } = wordsOf(SITE_LANGUAGE).channels
  return writeOpml({
    title: site.siteName,
    owner: site.siteName,
    // A revision is the time of its write in milliseconds.
    modified: new Date(revision),
    subscriptions: ofKind('all'),
    groups: CHANNEL_KINDS.map((kind) => ({ title: groups[kind], subscriptions: ofKind(kind) })),
  })
}

function toSubscription(channel: Channel, { origin, siteName }: Site): Subscription {
  return {
    title: channelText(channel, siteName).title,
    xmlUrl: origin + feedPath(channel, 'rss'),
    htmlUrl: origin + (channelPath(channel) || '/'),
    language: channelLanguage(channel),
  }
}
