import type { Category } from 'feed'
import { cdata, EMPTY, each, element, empty, join, leaf, text, type Xml } from '../xml/write.ts'
import { rfc3339 } from './dates.ts'
import type { Entry, FeedDocument, Person } from './document.ts'
import { type MediaFile, mediaFiles } from './enclosure.ts'
import { type Extensible, extensionElements } from './extension.ts'
import { iriOf } from './identity.ts'
import { isIri } from './links.ts'
import { photoElement } from './media.ts'
import { roleOf, schemaElements } from './schema-org.ts'

/**
 * One entry (RFC 4287, 4.1.2). atom:source stands last, because sfeed takes a source's title, link and id
 * that come first for the entry's own.
 */
export function atomEntry(item: Entry, feed: FeedDocument, extensible: Extensible): Xml {
  const updated = leaf('updated', rfc3339(item.date, item.offsets?.updated))
  return element(
    'entry',
    join([
      leaf('id', iriOf(item, feed)),
      leaf('title', item.title),
      updated,
      item.published ? leaf('published', rfc3339(item.published, item.offsets?.published)) : EMPTY,
      leaf('dcterms:valid', item.expires && rfc3339(item.expires, item.offsets?.updated)),
      each(item.author, (author) => person('author', author)),
      each(item.contributor, (contributor) => person('contributor', contributor)),
      each(item.category, category),
      summary(item),
      content(item),
      links(item),
      leaf('rights', item.copyright),
      photoElement(item),
      schemaElements(item),
      extensionElements(item.extensions, extensible),
      source(item, updated),
    ]),
    item.language && item.language !== feed.options.language ? { 'xml:lang': item.language } : undefined,
  )
}

/** A person construct (3.2). */
export function person(kind: 'author' | 'contributor', somebody: Person): Xml {
  const { name, link, email, avatar } = somebody
  return element(
    kind,
    join([leaf('name', name ?? email ?? link ?? avatar ?? ''), leaf('uri', link), leaf('email', email)]),
    roleOf(somebody, true),
  )
}

function category({ name, term, scheme, domain }: Category): Xml {
  const settled = term ?? name
  if (settled === undefined) return EMPTY
  // The scheme is an IRI (4.2.2.2). What RSS calls the domain may be any text.
  return empty('category', { term: settled, scheme: [scheme, domain].find(isScheme), label: name })
}

function isScheme(scheme: string | undefined): boolean {
  return scheme !== undefined && isIri(scheme)
}

function summary(item: Entry): Xml {
  if (item.summary !== undefined) return leaf('summary', item.summary)
  return item.description === undefined ? EMPTY : html('summary', item.description)
}

// Without a link an entry has to have content (4.1.2).
function content(item: Entry): Xml {
  if (item.content !== undefined) return html('content', item.content)
  if (item.link) return EMPTY
  return item.description === undefined
    ? element('content', text(item.summary ?? item.title))
    : html('content', item.description)
}

function html(name: string, value: string): Xml {
  return element(name, cdata(value), { type: 'html' })
}

function links(item: Entry): Xml {
  return join([
    item.link ? empty('link', { rel: 'alternate', type: 'text/html', href: item.link }) : EMPTY,
    each(item.sources, ({ name, url }) =>
      url ? empty('link', { rel: 'via', href: url, title: name }) : EMPTY,
    ),
    each(item.original ? [item.original, ...(item.related ?? [])] : item.related, ({ title, url }) =>
      empty('link', { rel: 'related', href: url, title }),
    ),
    each(mediaFiles(item), enclosure),
  ])
}

function enclosure({ url, type, length, title }: MediaFile): Xml {
  return empty('link', { rel: 'enclosure', type, length: length || undefined, href: url, title })
}

// The publisher's own feed (4.2.11), which has an id, a title and the time of an update, or the W3C validator warns.
// Sources without a URL can not be `via` links. They are contributors of that feed, and not of the entry, whose
// contributors are people: readers would take an agency for an editor.
function source({ publisher, sources }: Entry, updated: Xml): Xml {
  const id = publisher?.url ?? publisher?.id
  if (!publisher || !id) return EMPTY
  return element(
    'source',
    join([
      leaf('id', id),
      leaf('title', publisher.name),
      updated,
      publisher.url ? empty('link', { rel: 'alternate', href: publisher.url }) : EMPTY,
      person('author', { name: publisher.name }),
      each(sources, ({ name, url }) => (url ? EMPTY : person('contributor', { name }))),
    ]),
  )
}
