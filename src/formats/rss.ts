import { document, EMPTY, each, element, empty, join, leaf, type Xml } from '../xml/write.ts'
import { rfc822 } from './dates.ts'
import { type Entry, type FeedDocument, publishedOf, styleSheetOf, updatedOf } from './document.ts'
import { extensionElements } from './extension.ts'
import { HISTORY_NAMESPACE, historyElements } from './history.ts'
import { homeOf } from './identity.ts'
import { MEDIA_NAMESPACE } from './media.ts'
import { namespacesOf } from './namespaces.ts'
import { PODCAST_NAMESPACES, podcastChannel } from './podcast.ts'
import { rssItem } from './rss-item.ts'
import { SCHEMA_NAMESPACE, usesSchema } from './schema-org.ts'
import { markupOf } from './stored-entries.ts'
import { PERIOD_NAMESPACE, periodElements, updatePeriodOf } from './update-period.ts'

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': MEDIA_NAMESPACE,
} as const

// Elements of RSS 2.0 that only an extension can give.
const OF_CHANNELS = new Set('managingEditor webMaster cloud rating textInput skipHours skipDays'.split(' '))
const OF_ITEMS = new Set(['comments'])

/** Writes a feed as RSS 2.0.11 with the rules of the RSS Best Practices Profile. Pure; knows no clock. */
export function writeRss(feed: FeedDocument): string {
  const { podcast, history } = feed.options
  const namespaces = {
    ...NAMESPACES,
    ...(podcast && PODCAST_NAMESPACES),
    ...(history && HISTORY_NAMESPACE),
    ...(updatePeriodOf(feed) && PERIOD_NAMESPACE),
    ...(feed.items.some(usesSchema) && SCHEMA_NAMESPACE),
  }
  const declared = namespacesOf(namespaces)
  const extensible = { declared, plain: OF_ITEMS }
  const write = (item: Entry) => rssItem(item, podcast === true, extensible)
  // The items of storage have no extensions, so that nothing of a feed but this is in them.
  const items = each(feed.items, (item) => markupOf(item, podcast ? 'podcast' : 'rss', write))
  const extensions = extensionElements(feed.extensions, { declared, plain: OF_CHANNELS })
  const channel = element('channel', join([head(feed), extensions, items]))
  const root = element('rss', channel, { version: '2.0', ...namespaces })
  return document(root, styleSheetOf(feed.options))
}

function head(feed: FeedDocument): Xml {
  const { options } = feed
  return join([
    leaf('title', options.title),
    leaf('link', homeOf(feed)),
    leaf('description', options.description ?? options.title),
    leaf('language', options.language),
    leaf('copyright', options.copyright),
    leaf('pubDate', rfc822(publishedOf(feed))),
    leaf('lastBuildDate', rfc822(updatedOf(feed))),
    each(feed.categories, (category) => leaf('category', category)),
    options.generator === false ? EMPTY : leaf('generator', options.generator ?? 'Warta'),
    leaf('docs', options.docs ?? 'https://www.rssboard.org/rss-specification'),
    leaf('ttl', options.ttl === undefined ? undefined : String(options.ttl)),
    periodElements(updatePeriodOf(feed)),
    image(feed),
    atomLink(options.feed ?? options.feedLinks?.rss, 'self', 'application/rss+xml'),
    atomLink(options.nextLinks?.rss, 'next', 'application/rss+xml'),
    atomLink(options.hub, 'hub'),
    atomLink(options.licence, 'license'),
    historyElements(options.history, 'rss', atomLink),
    podcastChannel(feed),
  ])
}

// The title and link of an image are those of the channel (RSS Advisory Board profile, image). Where no size is
// said, readers take it for 88 x 31.
function image(feed: FeedDocument): Xml {
  const { options } = feed
  const { url, width, height } = options.channelImage ?? { url: options.image }
  if (!url) return EMPTY
  return element(
    'image',
    join([
      leaf('url', url),
      leaf('title', options.title),
      leaf('link', homeOf(feed)),
      leaf('width', width?.toString()),
      leaf('height', height?.toString()),
    ]),
  )
}

function atomLink(href: string | undefined, rel: string, type?: string): Xml {
  return href ? empty('atom:link', { rel, href, type }) : EMPTY
}
