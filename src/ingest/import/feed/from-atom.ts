import type { AtomFeed } from 'feedsmith'
import type { Mention } from '../common/importer.ts'
import { type Person, personOf } from '../common/names.ts'
import { htmlOf, textOf } from '../common/plain-text.ts'
import { innermostBase, mentionOf, webUrlOf } from '../common/web-addresses.ts'
import { type EnclosedFile, imageOf } from './enclosed-picture.ts'
import { mediaFilesOf } from './enclosed-recordings.ts'
import type { FeedHead, FeedItem, PageLink, ReadFeed } from './item.ts'
import { textOfBase64 } from './older-texts.ts'

type Feed = AtomFeed.Feed<string>
type Entry = AtomFeed.Entry<string>

/** The links of an RSS item or Atom entry that have this relation. */
export function linksOf(
  links: readonly AtomFeed.Link<string>[] | undefined,
  rel: string,
  base: string | undefined,
): PageLink[] {
  return (links ?? []).flatMap((link) => {
    const url = (link.rel ?? 'alternate') === rel ? webUrlOf(link.href, base) : undefined
    return url ? [{ title: link.title, url }] : []
  })
}

/** Reads what feedsmith makes of a feed of Atom 1.0 or 0.3. */
export function readAtom(feed: Feed, documentUrl: string | undefined): ReadFeed {
  const written = innermostBase([documentUrl, feed.xml?.base])
  const head = atomHead(feed, written)
  const outer = feed.xml?.base === undefined ? innermostBase([written, head.home]) : written
  return { head, items: (feed.entries ?? []).map((entry) => atomItem(entry, written, outer)) }
}

function atomHead(feed: Feed, base: string | undefined): FeedHead {
  return {
    title: plain(feed.title) || undefined,
    home: linksOf(feed.links, 'alternate', base)[0]?.url,
    feed: linksOf(feed.links, 'self', base)[0]?.url,
    language: feed.xml?.lang ?? feed.dc?.languages?.[0],
    rights: plain(feed.rights) || undefined,
    authors: people(feed.authors),
    ttl: undefined,
    ours: feed.generator?.text === 'Warta',
  }
}

function atomItem(entry: Entry, feedBase: string | undefined, outer: string | undefined): FeedItem {
  const { source, content, dc } = entry
  const near = innermostBase([entry.xml?.base === undefined ? outer : feedBase, entry.xml?.base])
  const link = linksOf(entry.links, 'alternate', near)[0]?.url
  const said = entry.xml?.base ?? content?.xml?.base
  const base = said === undefined ? (link ?? near) : innermostBase([near, content?.xml?.base])
  const authors = people(entry.authors)
  return {
    ids: [entry.id],
    title: plain(entry.title) || (dc?.titles?.[0] ?? ''),
    link,
    published: entry.published ?? dc?.dates?.[0] ?? entry.dcterms?.issued?.[0],
    updated: entry.updated ?? entry.dcterms?.modified?.[0],
    languages: [content?.xml?.lang, entry.xml?.lang, dc?.languages?.[0], entry.title?.xml?.lang],
    summary: html(entry.summary) ?? dc?.descriptions?.[0] ?? describedIn(entry.media),
    content: html(content),
    base,
    bylines: dc?.creators ?? [],
    authors: authors.length > 0 ? authors : people(source?.authors),
    contributors: people(entry.contributors),
    publisher: publisherOf(entry, near),
    via: linksOf(entry.links, 'via', near),
    related: linksOf(entry.links, 'related', near),
    tags: [
      ...(entry.categories ?? []).flatMap(({ label, term }) => label ?? term ?? []),
      ...(dc?.subjects ?? []),
    ],
    image: imageOf(entry.media, enclosedBy(entry), base),
    files: [...enclosedBy(entry), ...mediaFilesOf(entry.media)],
    rights: plain(entry.rights) || dc?.rights?.[0] || plain(source?.rights),
  }
}

// Feeds of videos have their only text in a media:group.
function describedIn(media: Entry['media']): string | undefined {
  const { value, type } = media?.description ?? media?.groups?.[0]?.description ?? {}
  return value && (type === 'html' ? value : htmlOf(value))
}

function publisherOf({ source, dc }: Entry, base: string | undefined): Mention | undefined {
  const home = linksOf(source?.links, 'alternate', base)[0]?.url ?? webUrlOf(source?.id)
  const feed = linksOf(source?.links, 'self', base)[0]?.url
  const mention = mentionOf(plain(source?.title), home) ?? mentionOf(dc?.publishers?.[0], undefined)
  return mention && feed ? { ...mention, feed } : mention
}

function people(persons: readonly AtomFeed.Person[] | undefined): Person[] {
  return (persons ?? []).flatMap(({ name, uri }) => personOf(name, uri) ?? [])
}

/** The files that links of an RSS item or Atom entry enclose (RFC 4287, 4.2.7.2). */
export function enclosedBy(said: Pick<Entry, 'links'> | undefined): EnclosedFile[] {
  const enclosed = (said?.links ?? []).filter(({ rel }) => rel === 'enclosure')
  return enclosed.map(({ href, type, length }) => ({ url: href, type, length }))
}

// RFC 4287, 3.1.1 and 4.1.3.3: without a type it is text. What is neither text nor XML is in base64, and nothing says
// that it is no HTML in turn.
function html(text: AtomFeed.Content | undefined): string | undefined {
  if (text?.value === undefined) return undefined
  const type = text.type?.toLowerCase() ?? 'text'
  if (/html/.test(type)) return text.value
  if (type === 'text' || type === 'text/plain') return htmlOf(text.value)
  return /^text\/|xml$/.test(type) ? undefined : textOfBase64(text.value)
}

function plain(text: AtomFeed.Text | undefined): string {
  return textOf(html(text) ?? '')
}
