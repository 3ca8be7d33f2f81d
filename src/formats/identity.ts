import type { Entry, FeedDocument } from './document.ts'
import { isIri } from './links.ts'

/** An item's identity: its guid, else its id, else its link. */
export function identityOf(item: Entry): string {
  return item.guid || item.id || item.link
}

/**
 * The home page of a feed, which RSS 2.0 requires: its link, else what comes nearest to it of the addresses that are
 * known. Empty where none is.
 */
export function homeOf({ options, items }: FeedDocument): string {
  const { link, id, feed, feedLinks } = options
  if (link) return link
  const page = id && isPage(id) ? id : (feed ?? feedLinks?.rss ?? feedLinks?.atom ?? feedLinks?.json)
  if (page) return page
  const item = items.find((one) => isPage(one.link))
  return item ? new URL('/', item.link).href : ''
}

/**
 * A feed's identity in Atom (RFC 4287, 4.2.6): an absolute IRI. Without one of its own it is the feed's address, and
 * where there is no address either, its title as a URL.
 */
export function iriOfFeed({ options }: FeedDocument): string {
  const { id, link, feed, feedLinks, title } = options
  const address = link ?? feedLinks?.atom ?? feed ?? feedLinks?.rss ?? feedLinks?.json
  return id ? toIri(id, address || titleUrl(title)) : address || titleUrl(title)
}

/** An item's identity in Atom. One that is no IRI, such as a number, becomes a fragment of the item's link. */
export function iriOf(item: Entry, feed: FeedDocument): string {
  const id = identityOf(item)
  return isIri(id) ? id : toIri(id, item.link || iriOfFeed(feed))
}

function toIri(id: string, address: string): string {
  if (isIri(id)) return id
  return `${address}${address.includes('#') ? '/' : '#'}${encodeURIComponent(id)}`
}

function titleUrl(title: string): string {
  return `data:,${encodeURIComponent(title)}`
}

function isPage(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url)
}
