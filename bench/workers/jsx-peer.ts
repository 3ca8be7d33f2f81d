import { jsx } from 'hono/jsx'
import { rfc822, rfc3339 } from '../../src/formats/dates.ts'
import type { Entry, FeedDocument } from '../../src/formats/document.ts'
import { identityOf } from '../../src/formats/identity.ts'

type Node = ReturnType<typeof jsx>
type Attributes = Record<string, string>

/** RSS and Atom of the same entries as one would write them with hono/jsx, which many do. */
export function jsxPeer(feed: FeedDocument): Record<'rss' | 'atom', () => string> {
  return { rss: () => written(rss(feed)), atom: () => written(atom(feed)) }
}

function written(root: Node): string {
  return `<?xml version="1.0" encoding="utf-8"?>${root.toString()}`
}

function leaf(tag: string, text: string | undefined, attributes: Attributes = {}): Node {
  return jsx(tag, attributes, text ?? '')
}

function rss({ options, items }: FeedDocument): Node {
  const namespaces = {
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xmlns:media': 'http://search.yahoo.com/mrss/',
  }
  const head = [
    leaf('title', options.title),
    leaf('link', options.link),
    leaf('description', options.description),
    leaf('language', options.language),
  ]
  const channel = jsx('channel', {}, ...head, ...items.map(rssItem))
  return jsx('rss', { version: '2.0', ...namespaces }, channel)
}

function rssItem(item: Entry): Node {
  return jsx(
    'item',
    {},
    leaf('title', item.title),
    leaf('link', item.link),
    leaf('guid', identityOf(item), { isPermaLink: 'false' }),
    leaf('pubDate', rfc822(item.published ?? item.date)),
    leaf('dc:creator', item.byline),
    leaf('dc:publisher', item.publisher?.name),
    leaf('source', item.publisher?.name, { url: item.publisher?.url ?? '' }),
    ...(item.category ?? []).map(({ name }) => leaf('category', name)),
    leaf('description', item.summary),
    leaf('content:encoded', item.content),
    jsx('media:content', { url: item.photo?.url ?? '', medium: 'image', type: item.photo?.type ?? '' }),
  )
}

function atom({ options, items }: FeedDocument): Node {
  const head = [
    leaf('title', options.title),
    leaf('id', options.id),
    leaf('updated', rfc3339(options.updated ?? new Date(0))),
  ]
  return jsx('feed', { xmlns: 'http://www.w3.org/2005/Atom' }, ...head, ...items.map(atomEntry))
}

function atomEntry(item: Entry): Node {
  return jsx(
    'entry',
    {},
    leaf('title', item.title),
    leaf('id', identityOf(item)),
    jsx('link', { rel: 'alternate', href: item.link }),
    leaf('published', rfc3339(item.published ?? item.date)),
    leaf('updated', rfc3339(item.date)),
    ...(item.author ?? []).map(({ name, link }) => person('author', name, link)),
    ...(item.contributor ?? []).map(({ name }) => person('contributor', name)),
    ...(item.category ?? []).map(({ name }) => jsx('category', { term: name ?? '', label: name ?? '' })),
    leaf('summary', item.summary),
    leaf('content', item.content, { type: 'html' }),
  )
}

function person(tag: string, name: string | undefined, uri?: string): Node {
  return jsx(tag, {}, leaf('name', name), ...(uri ? [leaf('uri', uri)] : []))
}
