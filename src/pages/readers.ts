/** A feed reader on the web that can be told by a link which feed to add. */
interface Reader {
  readonly name: string
  readonly subscribe: (feed: string) => string
}

/** Well-known readers, by the addresses that their own bookmarklets and buttons lead to. */
export const READERS: readonly Reader[] = [
  { name: 'Feedly', subscribe: (feed) => `https://feedly.com/i/subscription/feed%2F${encoded(feed)}` },
  { name: 'Inoreader', subscribe: (feed) => `https://www.inoreader.com/?add_feed=${encoded(feed)}` },
  { name: 'NewsBlur', subscribe: (feed) => `https://www.newsblur.com/?url=${encoded(feed)}` },
  {
    name: 'The Old Reader',
    subscribe: (feed) => `https://theoldreader.com/feeds/subscribe?url=${encoded(feed)}`,
  },
  { name: 'Feedbin', subscribe: (feed) => `https://feedbin.com/?subscribe=${encoded(feed)}` },
]

/** The address that hands a feed to the reader installed on a device: `feed:https://…`. */
export function appAddress(feed: string): string {
  return `feed:${feed}`
}

function encoded(feed: string): string {
  return encodeURIComponent(feed)
}
