import { type JsonFeed, parseJsonFeed } from 'feedsmith'
import { isMembers, type Members } from '../common/json-members.ts'
import { type Person, personOf } from '../common/names.ts'
import { htmlOf } from '../common/plain-text.ts'
import { innermostBase, webUrlOf } from '../common/web-addresses.ts'
import { type EnclosedFile, imageOf } from './enclosed-picture.ts'
import type { FeedHead, FeedItem, PageLink, ReadFeed } from './item.ts'

/**
 * Reads a JSON Feed. Each item is parsed by itself, because feedsmith drops items that it cannot read, and
 * its `_attribution` is read beside it, because feedsmith leaves extensions out.
 */
export function readJsonFeed(json: Members, documentUrl: string | undefined): ReadFeed {
  const { items, ...top } = json
  const feed = parseJsonFeed({ ...top, items: [] })
  const base = innermostBase([documentUrl, feed.feed_url, feed.home_page_url])
  const wrapper = { version: json.version, title: '-' }
  const read = (Array.isArray(items) ? items : []).flatMap((one: unknown) => {
    const [item] = isMembers(one) ? (parseJsonFeed({ ...wrapper, items: [one] }).items ?? []) : []
    return item ? [jsonItem(item, isMembers(one) ? one._attribution : undefined, base)] : []
  })
  return { head: jsonHead(feed, base), items: read }
}

function jsonHead(feed: JsonFeed.Feed<string>, base: string | undefined): FeedHead {
  return {
    title: feed.title,
    home: webUrlOf(feed.home_page_url, base),
    feed: webUrlOf(feed.feed_url, base),
    language: feed.language,
    rights: undefined,
    authors: people(feed.authors),
    ttl: undefined,
    ours: false,
  }
}

function jsonItem(item: JsonFeed.Item<string>, attribution: unknown, outer: string | undefined): FeedItem {
  const link = webUrlOf(item.url, outer)
  const base = innermostBase([outer, link])
  return {
    ids: [item.id],
    title: item.title ?? '',
    link,
    published: item.date_published,
    updated: item.date_modified,
    languages: [item.language],
    summary: item.summary && htmlOf(item.summary),
    content: item.content_html ?? (item.content_text && htmlOf(item.content_text)),
    base,
    bylines: [],
    authors: people(item.authors),
    contributors: [],
    publisher: undefined,
    via: [],
    related: elsewhere(item, base),
    tags: item.tags ?? [],
    image: imageOf(undefined, [...pictures(item), ...files(item)], base),
    files: files(item),
    rights: undefined,
    attribution: isMembers(attribution) ? attribution : undefined,
  }
}

function elsewhere({ external_url }: JsonFeed.Item<string>, base: string | undefined): PageLink[] {
  const url = webUrlOf(external_url, base)
  return url ? [{ title: undefined, url }] : []
}

function people(authors: readonly JsonFeed.Author[] | undefined): Person[] {
  return (authors ?? []).flatMap(({ name, url }) => personOf(name, url) ?? [])
}

function pictures({ image, banner_image }: JsonFeed.Item<string>): EnclosedFile[] {
  return [image, banner_image].flatMap((url) => (url ? [{ url, type: 'image/*' }] : []))
}

function files({ attachments = [] }: JsonFeed.Item<string>): EnclosedFile[] {
  return attachments.map(
    ({ url, mime_type: type, size_in_bytes: length, duration_in_seconds: duration }) => ({
      url,
      type,
      length,
      duration,
    }),
  )
}
