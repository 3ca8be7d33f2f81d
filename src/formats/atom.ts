import { document, EMPTY, each, element, empty, join, leaf, type Xml } from '../xml/write.ts'
import { atomEntry, person } from './atom-entry.ts'
import { rfc3339 } from './dates.ts'
import { type FeedDocument, updatedOf } from './document.ts'
import { HISTORY_NAMESPACE, historyElements } from './history.ts'
import { MEDIA_NAMESPACE } from './media.ts'

/** Writes a feed as Atom 1.0 (RFC 4287). Pure; knows no clock. */
export function writeAtom(feed: FeedDocument): string {
  const { options } = feed
  const root = element(
    'feed',
    join([head(feed), each(feed.items, (item) => atomEntry(item, options.language))]),
    {
      xmlns: 'http://www.w3.org/2005/Atom',
      'xmlns:media': MEDIA_NAMESPACE,
      ...(options.history && HISTORY_NAMESPACE),
      'xml:lang': options.language,
    },
  )
  return document(root, options.stylesheet ? { href: options.stylesheet, type: 'text/xsl' } : undefined)
}

function head(feed: FeedDocument): Xml {
  const { options } = feed
  return join([
    leaf('id', options.id ?? options.link ?? options.feedLinks?.atom ?? ''),
    leaf('title', options.title),
    leaf('subtitle', options.description),
    leaf('updated', rfc3339(updatedOf(feed))),
    link(options.link, { rel: 'alternate', type: 'text/html' }),
    link(options.feed ?? options.feedLinks?.atom, { rel: 'self', type: 'application/atom+xml' }),
    link(options.nextLinks?.atom, { rel: 'next', type: 'application/atom+xml' }),
    link(options.hub, { rel: 'hub' }),
    historyElements(options.history, 'atom', (href, rel) => link(href, { rel })),
    options.author ? person('author', options.author) : EMPTY,
    each(feed.contributors, (contributor) => person('contributor', contributor)),
    each(feed.categories, (term) => empty('category', { term })),
    options.generator === false ? EMPTY : leaf('generator', options.generator ?? 'Warta'),
    leaf('icon', options.favicon),
    leaf('logo', options.image),
    leaf('rights', options.copyright),
  ])
}

function link(href: string | undefined, attributes: { rel: string; type?: string }): Xml {
  return href ? empty('link', { ...attributes, href }) : EMPTY
}
