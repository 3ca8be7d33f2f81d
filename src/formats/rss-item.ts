import type { Category } from 'feed'
import { cdata, EMPTY, each, element, empty, htmlText, join, leaf, type Xml } from '../xml/write.ts'
import { rfc822, rfc3339 } from './dates.ts'
import type { Entry, Person } from './document.ts'
import { type MediaFile, mediaFiles } from './enclosure.ts'
import { type Extensible, extensionElements, hasExtension } from './extension.ts'
import { identityOf } from './identity.ts'
import { mediaElement, photoElement } from './media.ts'
import { podcastItem } from './podcast.ts'
import { roleOf, schemaElements } from './schema-org.ts'

/**
 * One item. The order matters to readers: feedparser takes what looks like a summary before the body for
 * the body, so media stands after it.
 */
export function rssItem(item: Entry, podcast: boolean, extensible: Extensible): Xml {
  const files = mediaFiles(item)
  const enclosure = files.find((file) => file.length)
  return element(
    'item',
    join([
      title(item),
      leaf('link', item.link || undefined),
      guid(item),
      dates(item),
      dublinCore(item),
      source(item),
      each(item.category, category),
      description(item),
      content(item),
      links(item),
      enclosure ? enclosureElement(enclosure) : EMPTY,
      photoElement(item),
      item.withdrawn ? empty('media:status', { state: 'deleted' }) : EMPTY,
      each(
        files.filter((file) => file !== enclosure),
        mediaElement,
      ),
      schemaElements(item),
      podcast ? podcastItem(item) : EMPTY,
      extensionElements(item.extensions, extensible),
    ]),
  )
}

function guid(item: Entry): Xml {
  const isPermaLink = item.guid || item.id ? 'false' : 'true'
  return leaf('guid', identityOf(item), { isPermaLink })
}

// atom:updated is for SimplePie and gofeed, dcterms:modified for feedparser, Feedbin and MSN.
function dates(item: Entry): Xml {
  const updated = item.published ? rfc3339(item.date, item.offsets?.updated) : undefined
  return join([
    leaf('pubDate', rfc822(item.published ?? item.date, item.offsets?.published)),
    leaf('atom:updated', updated),
    leaf('dcterms:modified', updated),
    // DCMI: when it is valid; for MSN, until when it may be shown.
    leaf('dcterms:valid', item.expires && rfc3339(item.expires, item.offsets?.updated)),
  ])
}

// One dc:creator: Miniflux and newsboat show only the last of several, sfeed and Liferea only the first.
// Never <author>, which has to hold an e-mail address, and which several readers then show.
function dublinCore(item: Entry): Xml {
  const unlessExtended = (name: string, value: string | undefined) =>
    value === undefined || hasExtension(item.extensions, name) ? EMPTY : leaf(name, value)
  return join([
    unlessExtended('dc:creator', item.byline ?? authorNames(item)),
    each(contributors(item), (one) => leaf('dc:contributor', one.name, roleOf(one))),
    unlessExtended('dc:publisher', item.publisher?.name),
    unlessExtended('dc:language', item.language),
    unlessExtended('dc:rights', item.copyright),
  ])
}

// The byline is one text. Whoever wrote the report is named apart from it where their role is data.
function contributors({ author, contributor }: Entry): readonly Person[] {
  return [...(author ?? []).filter(({ role }) => role !== undefined), ...(contributor ?? [])]
}

/** RSS 2.0 `source`, whose url is required: the channel that the item came from. */
function source({ publisher }: Entry): Xml {
  return publisher?.url ? leaf('source', publisher.name, { url: publisher.url }) : EMPTY
}

function category({ name, term, domain, scheme }: Category): Xml {
  return leaf('category', name ?? term, { domain: domain ?? scheme })
}

// An item has to have a title or a description. Where it has neither, its body is the description, or else its
// identity the title.
function title(item: Entry): Xml {
  if (item.title) return leaf('title', item.title)
  return hasSummary(item) || item.content !== undefined ? EMPTY : leaf('title', identityOf(item))
}

function description(item: Entry): Xml {
  if (item.summary !== undefined) return element('description', htmlText(item.summary))
  const html = item.description ?? (item.title ? undefined : item.content)
  return html === undefined ? EMPTY : element('description', cdata(html))
}

function content(item: Entry): Xml {
  if (item.content === undefined || !(item.title || hasSummary(item))) return EMPTY
  return element('content:encoded', cdata(item.content))
}

function hasSummary({ summary, description }: Entry): boolean {
  return summary !== undefined || description !== undefined
}

function links(item: Entry): Xml {
  return join([
    each(item.sources, ({ name, url }) =>
      url ? empty('atom:link', { rel: 'via', href: url, title: name }) : EMPTY,
    ),
    each(item.original ? [item.original, ...(item.related ?? [])] : item.related, ({ title, url }) =>
      empty('atom:link', { rel: 'related', href: url, title }),
    ),
  ])
}

// RSS 2.0 requires the length: a file of unknown length is media:content instead, never length="0".
function enclosureElement({ url, length, type }: MediaFile): Xml {
  return empty('enclosure', { url, length, type })
}

function authorNames(item: Entry): string | undefined {
  return item.author?.flatMap(({ name }) => name || []).join(', ') || undefined
}
