import { document, EMPTY, each, element, empty, join, leaf, type Xml } from '../xml/write.ts'
import { rfc822 } from './dates.ts'

/** A feed to subscribe to. URLs are absolute. */
export interface Subscription {
  /** The title that the feed has itself. */
  readonly title: string
  readonly xmlUrl: string
  readonly htmlUrl: string
  /** BCP 47. */
  readonly language: string
}

/** A folder of subscriptions. */
export interface SubscriptionGroup {
  readonly title: string
  readonly subscriptions: readonly Subscription[]
}

export interface SubscriptionList {
  readonly title: string
  readonly owner: string
  readonly modified: Date
  /** What stands in no folder. */
  readonly subscriptions: readonly Subscription[]
  readonly groups: readonly SubscriptionGroup[]
}

/** Writes a list of feeds as OPML 2.0 ("Subscription lists"). Folders without feeds are left out. Pure. */
export function writeOpml(list: SubscriptionList): string {
  const head = join([
    leaf('title', list.title),
    leaf('dateModified', rfc822(list.modified)),
    leaf('ownerName', list.owner),
    leaf('docs', 'http://opml.org/spec2.opml'),
  ])
  const body = join([each(list.subscriptions, subscription), each(list.groups, group)])
  return document(element('opml', join([element('head', head), element('body', body)]), { version: '2.0' }))
}

function group({ title, subscriptions }: SubscriptionGroup): Xml {
  if (subscriptions.length === 0) return EMPTY
  return element('outline', each(subscriptions, subscription), { text: title, title })
}

// Some readers show `text`, others `title`: both are the title that the feed itself has.
function subscription({ title, xmlUrl, htmlUrl, language }: Subscription): Xml {
  const attributes = { type: 'rss', version: 'RSS2', text: title, title, xmlUrl, htmlUrl, language }
  return empty('outline', attributes)
}
