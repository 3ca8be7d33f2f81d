import { parseFeed } from 'feedsmith'

/** What the tests ask of a feed, whichever its format. */
export interface ReadFeed {
  readonly format: string
  readonly title: string | undefined
  /** The feed's own address as it says itself. */
  readonly self: string | undefined
  readonly home: string | undefined
  readonly entries: readonly ReadEntry[]
}

export interface ReadEntry {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly link: string | undefined
  /** The full text as HTML. */
  readonly content: string | undefined
}

/** The three formats, each with the end of its URLs and its exact media type. */
export const FEED_FILES = [
  ['rss', 'rss.xml', 'application/rss+xml; charset=utf-8'],
  ['atom', 'atom.xml', 'application/atom+xml; charset=utf-8'],
  ['json', 'feed.json', 'application/feed+json; charset=utf-8'],
] as const

/** Reads a feed with a parser that nobody here wrote. */
export function readFeed(text: string): ReadFeed {
  const parsed = parseFeed(text)
  switch (parsed.format) {
    case 'rss': {
      const { title, link, atom, items = [] } = parsed.feed
      const entries = items.map((item) => ({
        id: item.guid?.value,
        title: item.title,
        link: item.link,
        content: item.content?.encoded,
      }))
      return { format: 'rss', title, self: linkOf(atom?.links, 'self'), home: link, entries }
    }
    case 'atom': {
      const { title, links, entries: all = [] } = parsed.feed
      const entries = all.map((entry) => ({
        id: entry.id,
        title: entry.title?.value,
        link: linkOf(entry.links, 'alternate'),
        content: entry.content?.value,
      }))
      const home = linkOf(links, 'alternate')
      return { format: 'atom', title: title?.value, self: linkOf(links, 'self'), home, entries }
    }
    case 'json': {
      const { title, feed_url: self, home_page_url: home, items = [] } = parsed.feed
      const entries = items.map((item) => ({
        id: item.id,
        title: item.title,
        link: item.url,
        content: item.content_html,
      }))
      return { format: 'json', title, self, home, entries }
    }
    default:
      throw new Error(`A feed of the format ${parsed.format}`)
  }
}

/** The ids of a feed's entries, in their order. */
export function idsOf(text: string): (string | undefined)[] {
  return readFeed(text).entries.map(({ id }) => id)
}

function linkOf(links: readonly { rel?: string; href?: string }[] | undefined, rel: string) {
  return links?.find((link) => link.rel === rel)?.href
}
