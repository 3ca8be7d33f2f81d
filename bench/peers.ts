import { Feed, type Item } from 'feed'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import type { FeedDocument } from '../src/formats/document.ts'
import { identityOf } from '../src/formats/identity.ts'

// What the peers are given is what each of them can write of the same entries. Their input is made before
// the clock runs, as is ours.

/** The feed package: the same items, in its own builder. */
export function feedPeer(feed: FeedDocument): Feed {
  const peer = new Feed({ ...feed.options })
  for (const item of feed.items) {
    const { id, title, link, date, published, author, contributor, category, summary, content, copyright } =
      item
    const known = { id, title, link, date, published, author, contributor, category, content, copyright }
    peer.addItem(defined({ ...known, description: summary, image: item.photo?.url }) as unknown as Item)
  }
  return peer
}

/** feedsmith: RSS, Atom and JSON Feed of the same entries, its namespaces used for the same credit. */
export function feedsmithPeer({
  options,
  items,
}: FeedDocument): Record<'rss' | 'atom' | 'json', () => string> {
  const rss = {
    title: options.title,
    description: options.description ?? '',
    link: options.link ?? '',
    language: options.language,
    items: items.map((item) => ({
      title: item.title,
      link: item.link,
      guid: { value: identityOf(item), isPermaLink: false },
      pubDate: item.published ?? item.date,
      description: item.summary,
      categories: item.category?.map(({ name = '' }) => ({ name })),
      source: { title: item.publisher?.name ?? '', url: item.publisher?.url ?? '' },
      dc: { creators: [item.byline ?? ''], publishers: [item.publisher?.name ?? ''] },
      content: { encoded: item.content },
      media: { contents: [{ url: item.photo?.url ?? '', medium: 'image', type: item.photo?.type }] },
    })),
  }
  const atom = {
    id: options.id ?? '',
    title: { value: options.title },
    updated: options.updated ?? new Date(0),
    entries: items.map((item) => ({
      id: identityOf(item),
      title: { value: item.title },
      updated: item.date,
      published: item.published,
      authors: item.author?.map(({ name = '', link }) => ({ name, uri: link })),
      contributors: item.contributor?.map(({ name = '' }) => ({ name })),
      categories: item.category?.map(({ name = '' }) => ({ term: name, label: name })),
      summary: { value: item.summary ?? '' },
      content: { value: item.content ?? '', type: 'html' },
      links: [{ href: item.link, rel: 'alternate' }],
      source: { id: item.publisher?.url, title: { value: item.publisher?.name ?? '' }, updated: item.date },
      media: { contents: [{ url: item.photo?.url ?? '', medium: 'image', type: item.photo?.type }] },
    })),
  }
  const json = {
    title: options.title,
    home_page_url: options.link,
    items: items.map((item) => ({
      id: identityOf(item),
      url: item.link,
      title: item.title,
      content_html: item.content,
      summary: item.summary,
      date_published: item.published,
      date_modified: item.date,
      authors: item.author?.map(({ name, link }) => ({ name, url: link })),
      tags: item.category?.map(({ name = '' }) => name),
    })),
  }
  return {
    rss: () => generateRssFeed(rss as Parameters<typeof generateRssFeed>[0]),
    atom: () => generateAtomFeed(atom as Parameters<typeof generateAtomFeed>[0]),
    json: () => JSON.stringify(generateJsonFeed(json as Parameters<typeof generateJsonFeed>[0])),
  }
}

function defined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
}
