import type { Author, Extension } from 'feed'
import { rfc3339 } from './dates.ts'
import { type Entry, type FeedDocument, identityOf } from './document.ts'
import { type MediaFile, mediaFiles } from './enclosure.ts'

type Members = Record<string, unknown>

const NOTHING: Members = {}

/** Writes a feed as JSON Feed 1.1. Pure; knows no clock. */
export function writeJson(feed: FeedDocument): string {
  return JSON.stringify(jsonFeed(feed))
}

/** The object that writeJson writes. Members that are `undefined` are not written. */
export function jsonFeed(feed: FeedDocument): Members {
  const { options } = feed
  const authors = jsonAuthors(options.author && [options.author])
  const attribution = options.attributionUrl ? { about: options.attributionUrl } : undefined
  return {
    ...extensions(feed.extensions),
    version: 'https://jsonfeed.org/version/1.1',
    title: options.title,
    home_page_url: options.link,
    // The identity of a feed, which its archives share.
    feed_url: options.history?.current?.json ?? options.feedLinks?.json,
    next_url: options.nextLinks?.json ?? options.history?.previous?.json,
    description: options.description,
    icon: options.image,
    favicon: options.favicon,
    authors,
    author: authors?.[0],
    language: options.language,
    hubs: options.hub ? [{ type: 'WebSub', url: options.hub }] : undefined,
    _attribution: attribution,
    items: feed.items.map(jsonItem),
  }
}

function jsonItem(item: Entry): Members {
  const authors = jsonAuthors(item.author)
  const files = mediaFiles(item)
  return {
    ...extensions(item.extensions),
    id: identityOf(item),
    url: item.link,
    external_url: item.original?.url,
    title: item.title,
    ...content(item),
    image: item.photo?.url ?? files.find((file) => file.medium === 'image')?.url,
    date_published: item.published && rfc3339(item.published, item.offsets?.published),
    date_modified: rfc3339(item.date, item.offsets?.updated),
    authors,
    author: authors?.[0],
    tags: tags(item),
    language: item.language,
    attachments: files.length > 0 ? files.map(attachment) : undefined,
    _attribution: item.attribution,
  }
}

// An item must have content_html or content_text; NetNewsWire drops one that has only a summary.
function content(item: Entry): Members {
  if (item.content !== undefined) {
    return { content_html: item.content, summary: item.summary ?? item.description }
  }
  if (item.summary !== undefined) return { content_text: item.summary }
  return item.description === undefined ? { content_text: item.title } : { content_html: item.description }
}

// At least one member is required of an author object.
function jsonAuthors(authors: readonly Author[] | undefined): Members[] | undefined {
  const known = (authors ?? []).filter(({ name, link, avatar }) => name || link || avatar)
  return known.length > 0 ? known.map(jsonAuthor) : undefined
}

function jsonAuthor({ name, link, avatar }: Author): Members {
  return { name: name || undefined, url: link || undefined, avatar: avatar || undefined }
}

function tags({ category }: Entry): string[] | undefined {
  const names = category?.flatMap(({ name, term }) => name ?? term ?? []) ?? []
  return names.length > 0 ? names : undefined
}

function attachment({ url, type, title, length, duration }: MediaFile): Members {
  return {
    url,
    mime_type: type,
    title,
    size_in_bytes: length || undefined,
    duration_in_seconds: duration,
  }
}

function extensions(all: readonly Extension[] | undefined): Members {
  if (!all?.length) return NOTHING
  return Object.fromEntries(all.map(({ name, objects }) => [name, objects]))
}
