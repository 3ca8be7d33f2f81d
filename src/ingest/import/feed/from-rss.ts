import type { RdfFeed, RssFeed } from 'feedsmith'
import type { Mention } from '../common/importer.ts'
import { type Person, personOf } from '../common/names.ts'
import { textOf, titleOf } from '../common/plain-text.ts'
import { innermostBase, mentionOf, webUrlOf } from '../common/web-addresses.ts'
import { type EnclosedFile, imageOf } from './enclosed-picture.ts'
import { mediaFilesOf } from './enclosed-recordings.ts'
import { enclosedBy, linksOf } from './from-atom.ts'
import type { FeedHead, FeedItem, PageLink, ReadFeed } from './item.ts'

type Item = RssFeed.Item<string> & Pick<RdfFeed.Item<string>, 'rdf'>
type Channel = Omit<RssFeed.Feed<string>, 'items' | 'image'> & { readonly items?: readonly Item[] }

/** Reads what feedsmith makes of a feed of RSS 0.9x, 1.0 or 2.0. */
export function readRss(channel: Channel, documentUrl: string | undefined): ReadFeed {
  const outer = innermostBase([documentUrl, channel.link, channel.xml?.base])
  const head = rssHead(channel, outer)
  return { head, items: (channel.items ?? []).map((item) => rssItem(item, head.ours, outer)) }
}

function rssHead(channel: Channel, base: string | undefined): FeedHead {
  const { title = channel.dc?.titles?.[0], atom, dc } = channel
  return {
    title: title === undefined ? dc?.publishers?.[0] : titleOf(title),
    home: webUrlOf(channel.link, base) ?? linksOf(atom?.links, 'alternate', base)[0]?.url,
    feed: linksOf(atom?.links, 'self', base)[0]?.url,
    language: channel.language ?? dc?.languages?.[0] ?? channel.xml?.lang,
    rights: channel.copyright ?? dc?.rights?.[0],
    authors: (dc?.creators ?? []).flatMap((name) => personOf(name) ?? []),
    ttl: ttlOf(channel),
    ours: channel.generator === 'Warta',
  }
}

const MINUTE = 60_000

// RSS 2.0, ttl: "the number of minutes that indicates how long a channel can be cached".
function ttlOf({ ttl }: Channel): number | undefined {
  return ttl !== undefined && Number.isInteger(ttl) && ttl >= 0 && ttl < 1_000_000 ? ttl * MINUTE : undefined
}

function rssItem(item: Item, ours: boolean, outer: string | undefined): FeedItem {
  const { atom, dc, dcterms } = item
  const near = innermostBase([outer, item.xml?.base])
  const link = pageOf(item, near)
  const base = item.xml?.base === undefined ? innermostBase([outer, link]) : near
  const title = item.title ?? dc?.titles?.[0] ?? item.media?.title?.value ?? ''
  return {
    ids: [item.guid?.value, item.rdf?.about, atom?.id, ...(dc?.identifiers ?? [])],
    title: ours ? title : titleOf(title),
    link,
    published:
      item.pubDate ?? dc?.dates?.[0] ?? dcterms?.issued?.[0] ?? dcterms?.created?.[0] ?? atom?.published,
    updated: atom?.updated ?? dcterms?.modified?.[0],
    languages: [dc?.languages?.[0], item.xml?.lang],
    summary: summaryOf(item),
    content: item.content?.encoded ?? atom?.content?.value,
    base,
    bylines: dc?.creators ?? [],
    authors: authorsOf(item),
    contributors: (dc?.contributors ?? []).flatMap((name) => personOf(name) ?? []),
    publisher: publisherOf(item, near),
    via: [...linksOf(atom?.links, 'via', near), ...(dc?.sources ?? []).flatMap(sourceText)],
    related: linksOf(atom?.links, 'related', near),
    tags: subjectsOf(item),
    image: imageOf(item.media, [...(item.enclosures ?? []), ...enclosedBy(atom)], base),
    files: filesOf(item),
    rights: dc?.rights?.[0] ?? dcterms?.rights?.[0] ?? textOf(atom?.rights?.value ?? ''),
  }
}

function pageOf({ link, guid, atom }: Item, base: string | undefined): string | undefined {
  const permanent = guid?.isPermaLink === false ? undefined : webUrlOf(guid?.value)
  return webUrlOf(link, base) ?? linksOf(atom?.links, 'alternate', base)[0]?.url ?? permanent
}

function summaryOf({ description, dc, atom, dcterms, itunes }: Item): string | undefined {
  const written = description ?? dc?.descriptions?.[0] ?? atom?.summary?.value
  return written ?? dcterms?.abstracts?.[0] ?? itunes?.summary
}

function authorsOf({ authors, atom, itunes }: Item): Person[] {
  const named = (authors ?? []).map(({ name, link }) => personOf(name, link))
  const atomic = (atom?.authors ?? []).map(({ name, uri }) => personOf(name, uri))
  const all = [...named, ...atomic].filter((person) => person !== undefined)
  return all.length > 0 ? all : [personOf(itunes?.author)].filter((person) => person !== undefined)
}

function publisherOf({ source, atom, dc }: Item, base: string | undefined): Mention | undefined {
  const atomSource = atom?.source
  const page = linksOf(atomSource?.links, 'alternate', base)[0]?.url
  return (
    mentionOf(source?.title && titleOf(source.title), source?.url, base) ??
    mentionOf(atomSource?.title?.value, page) ??
    mentionOf(dc?.publishers?.[0], undefined)
  )
}

// dc:source may be a page or a name; a name alone has no page.
function sourceText(text: string): PageLink[] {
  const url = webUrlOf(text)
  return url ? [{ title: undefined, url }] : [{ title: text, url: '' }]
}

function subjectsOf({ categories, dc, atom }: Item): string[] {
  const named = (categories ?? []).flatMap(({ name }) => name ?? [])
  const atomic = (atom?.categories ?? []).flatMap(({ label, term }) => label ?? term ?? [])
  return [...named, ...(dc?.subjects ?? []), ...atomic]
}

// The one duration of an episode is that of its one file.
function filesOf({ enclosures = [], atom, media, itunes }: Item): EnclosedFile[] {
  const files = [...enclosures, ...enclosedBy(atom), ...mediaFilesOf(media)]
  const duration = itunes?.duration
  return duration === undefined ? files : files.map((file) => ({ duration, ...file }))
}
