import { Hono } from 'hono'
import { feedPath, MAIN_FORMAT } from '../formats/index.ts'
import { type Subscription, writeOpml } from '../formats/opml.ts'
import { CHANNEL_KINDS, type Channel, channelPath } from '../model/channel.ts'
import { success } from '../model/result.ts'
import { type Site, siteLanguage } from '../model/site.ts'
import type { Address, AppEnv } from '../serve/context.ts'
import { readWithSite } from '../serve/shown-site.ts'
import { answerSiteDocument, ofRevision, type SiteDocument } from '../serve/whole-site.ts'
import { type ReadChannels, readLargestChannels } from '../storage/read/channel-list.ts'
import { wordsOf } from '../words/index.ts'
import { channelLanguage, channelText } from '../words/titles.ts'

/** The most channels of one kind: no reader takes more at once, and /feeds.json lists them all. */
const PER_KIND = 1000

/** The feeds of every channel that has articles, for readers to subscribe to: OPML 2.0. */
export const opml = new Hono<AppEnv>().get('/opml.xml', (c) => answerSiteDocument(c, OPML, {}))

// The type that OPML 2.0 names. Readers import by content whatever the type; a browser that knows of no
// text/x-opml saves the file, as wanted, and under an ending by which readers choose files.
const OPML: SiteDocument<object> = {
  resource: ofRevision(async (context) => {
    const { session, address } = context
    const found = await readWithSite(
      context,
      async () => success(await readLargestChannels(session, ['all', ...CHANNEL_KINDS], PER_KIND)),
      ({ site }) => site,
    )
    if (!found.ok) return found
    const { read, site } = found.value
    return success({ ...read, text: opmlOf(read, site, address) })
  }),
  variant: 'opml',
  contentType: 'text/x-opml; charset=utf-8',
  headers: { 'Content-Disposition': 'inline; filename="feeds.opml"' },
}

/** The feeds of these channels as OPML: that of everything, then a folder for each kind. */
function opmlOf({ revision, channels }: ReadChannels, site: Site, address: Address): string {
  const ofKind = (kind: Channel['kind']) =>
    channels
      .filter((channel) => channel.kind === kind)
      .map((channel) => toSubscription(channel, site, address))
  const { groups } = wordsOf(siteLanguage(site)).channels
  return writeOpml({
    title: site.name,
    owner: site.name,
    // A revision is the time of its write in milliseconds.
    modified: new Date(revision),
    subscriptions: ofKind('all'),
    groups: CHANNEL_KINDS.map((kind) => ({ title: groups[kind], subscriptions: ofKind(kind) })),
  })
}

function toSubscription(channel: Channel, site: Site, { origin }: Address): Subscription {
  return {
    title: channelText(channel, site).title,
    xmlUrl: origin + feedPath(channel, MAIN_FORMAT),
    htmlUrl: origin + (channelPath(channel) || '/'),
    language: channelLanguage(channel, site),
  }
}
