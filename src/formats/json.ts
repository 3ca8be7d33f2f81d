import type { Author, Extension } from 'feed'
import { creditMembers, customObjects } from './custom-objects.ts'
import { rfc3339 } from './dates.ts'
import type { Entry, FeedDocument } from './document.ts'
import { type MediaFile, mediaFiles } from './enclosure.ts'
import { hasExtension } from './extension.ts'
import { identityOf } from './identity.ts'
import { lifecycleOf, removedMembers } from './tombstones.ts'

type Members = Record<string, unknown>

/** Writes a feed as JSON Feed 1.1. Pure; knows no clock. */
export function writeJson(feed: FeedDocument): string {
  return JSON.stringify(jsonFeed(feed))
}

/** The object that writeJson writes. Members that are `undefined` are not written. */
export function jsonFeed(feed: FeedDocument): Members {
  const { options } = feed
  const authors = jsonAuthors(options.author && [options.author])
  const attribution = {
    about: options.attributionUrl,
    rights: options.copyright,
    license: options.licence,
  }
  return extended(feed.extensions, {
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
    _attribution: options.attributionUrl ? attribution : undefined,
    _lifecycle: removedMembers(feed.removed),
    items: feed.items.map(jsonItem),
  })
}

function jsonItem(item: Entry): Members {
  const authors = jsonAuthors(item.author)
  const files = mediaFiles(item)
  const { html, text, summary } = content(item)
  return extended(item.extensions, {
    id: identityOf(item),
    url: item.link || undefined,
    external_url: item.original?.url,
    title: item.title || undefined,
    content_html: html,
    content_text: text,
    summary,
    image: item.photo?.url ?? files.find((file) => file.medium === 'image')?.url,
    date_published: item.published && rfc3339(item.published, item.offsets?.published),
    date_modified: rfc3339(item.date, item.offsets?.updated),
    authors,
    author: authors?.[0],
    tags: tags(item),
    language: item.language,
    attachments: files.length > 0 ? files.map(attachment) : undefined,
    _attribution: item.attribution ?? credit(item),
    _lifecycle: lifecycleOf(item),
  })
}

// An extension may be the credit, as in programs that were written for `feed`.
function credit(item: Entry): Members | undefined {
  return hasExtension(item.extensions, '_attribution') ? undefined : creditMembers(item)
}

// An item must have content_html or content_text; NetNewsWire drops one that has only a summary.
function content({ title, content, summary, description }: Entry): Content {
  if (content !== undefined) return { html: content, summary: summary ?? description }
  if (summary !== undefined) return { text: summary }
  return description === undefined ? { text: title } : { html: description }
}

interface Content {
  readonly html?: string
  readonly text?: string
  readonly summary?: string | undefined
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

// None takes the place of a member of ours. Most objects have none, and one that was spread out is slower to write.
function extended(extensions: readonly Extension[] | undefined, members: Members): Members {
  if (!extensions?.length) return members
  const theirs = Object.entries(customObjects(extensions)).filter(([name]) => members[name] === undefined)
  return { ...members, ...Object.fromEntries(theirs) }
}
