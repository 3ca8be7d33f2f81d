import { document, EMPTY, each, element, empty, join, leaf, type Xml } from '../xml/write.ts'
import { atomEntry, person } from './atom-entry.ts'
import { rfc3339 } from './dates.ts'
import { type Entry, type FeedDocument, styleSheetOf, updatedOf } from './document.ts'
import { extensionElements } from './extension.ts'
import { HISTORY_NAMESPACE, historyElements } from './history.ts'
import { homeOf, iriOfFeed } from './identity.ts'
import { MEDIA_NAMESPACE } from './media.ts'
import { namespacesOf } from './namespaces.ts'
import { SCHEMA_NAMESPACE, usesSchema } from './schema-org.ts'
import { markupOf } from './stored-entries.ts'
import { TOMBSTONE_NAMESPACE, tombstoneElements } from './tombstones.ts'
import { PERIOD_NAMESPACE, periodElements, updatePeriodOf } from './update-period.ts'

// Modules that repeat what Atom has itself, and those of podcasts, whose apps read RSS.
const OF_RSS = new Set(['atom', 'content', 'itunes', 'googleplay'])

/** Writes a feed as Atom 1.0 (RFC 4287). Pure; knows no clock. */
export function writeAtom(feed: FeedDocument): string {
  const { options } = feed
  const namespaces = {
    'xmlns:media': MEDIA_NAMESPACE,
    ...(options.history && HISTORY_NAMESPACE),
    ...(updatePeriodOf(feed) && PERIOD_NAMESPACE),
    ...(feed.items.some(usesSchema) && SCHEMA_NAMESPACE),
    ...(feed.items.some(({ expires }) => expires) && { 'xmlns:dcterms': 'http://purl.org/dc/terms/' }),
    ...(feed.removed?.length && TOMBSTONE_NAMESPACE),
  }
  const extensible = { declared: namespacesOf(namespaces), refused: OF_RSS }
  const extensions = extensionElements(feed.extensions, extensible)
  const write = (item: Entry) => atomEntry(item, feed, extensible)
  // Entries of storage have links and no extensions. So their markup depends on one thing of the feed: whether it has their language.
  const placeOf = ({ language }: Entry) => (language === options.language ? 'atom' : 'atom, own language')
  const entries = each(feed.items, (item) => markupOf(item, placeOf(item), write))
  const tombstones = tombstoneElements(feed.removed)
  const root = element('feed', join([head(feed), extensions, entries, tombstones]), {
    xmlns: 'http://www.w3.org/2005/Atom',
    ...namespaces,
    'xml:lang': options.language,
  })
  return document(root, styleSheetOf(options))
}

function head(feed: FeedDocument): Xml {
  const { options } = feed
  return join([
    leaf('id', iriOfFeed(feed)),
    leaf('title', options.title),
    leaf('subtitle', options.description),
    leaf('updated', rfc3339(updatedOf(feed))),
    link(options.link, { rel: 'alternate', type: 'text/html' }),
    link(options.feed ?? options.feedLinks?.atom, { rel: 'self', type: 'application/atom+xml' }),
    link(options.nextLinks?.atom, { rel: 'next', type: 'application/atom+xml' }),
    link(options.hub, { rel: 'hub' }),
    link(options.licence, { rel: 'license' }),
    historyElements(options.history, 'atom', (href, rel) => link(href, { rel })),
    periodElements(updatePeriodOf(feed)),
    author(feed),
    each(feed.contributors, (contributor) => person('contributor', contributor)),
    each(feed.categories, (term) => empty('category', { term })),
    options.generator === false ? EMPTY : leaf('generator', options.generator ?? 'Warta'),
    leaf('icon', options.favicon),
    leaf('logo', options.image),
    leaf('rights', options.copyright),
  ])
}

// Required where an entry names no author of its own, nor its source does (4.1.1). The feed then stands for them.
function author(feed: FeedDocument): Xml {
  const { options, items } = feed
  if (options.author) return person('author', options.author)
  const isNamed = items.every((item) => item.author?.length || item.publisher?.url)
  return isNamed ? EMPTY : person('author', { name: options.title || homeOf(feed) })
}

function link(href: string | undefined, attributes: { rel: string; type?: string }): Xml {
  return href ? empty('link', { ...attributes, href }) : EMPTY
}
