import type { Author, Extension, FeedOptions, Item } from 'feed'

/** The formats, as code calls them. */
export type FormatName = 'rss' | 'atom' | 'json'

/** The addresses of one document in each format. */
export type FormatLinks = Readonly<Record<FormatName, string>>

/** Where a document stands among those that its feed is made of (RFC 5005). */
export interface History {
  /** The document holds every entry of the feed (section 2). */
  readonly complete?: boolean
  /** The document is an archive (section 4): what readers subscribe to is `current`. */
  readonly archive?: boolean
  readonly current?: FormatLinks
  /** The archive of what arrived before. */
  readonly previous?: FormatLinks | undefined
  /** The archive of what arrived after. */
  readonly next?: FormatLinks | undefined
}

/** An entry that a feed had and that is gone. Texts are plain. */
export interface Removed {
  /** The identity that the entry had. */
  readonly id: string
  readonly date: Date
  /** Minutes east of UTC in which `date` is shown. */
  readonly offset?: number
  /** Why it is gone: `kill`, `legal`, `expired`, `deleted`. */
  readonly kind: string
  /** Where its page was. */
  readonly link?: string
  readonly by?: string
  readonly comment?: string
}

/** What was wrong in an entry, and when that was said. */
export interface EntryCorrection {
  readonly date: Date
  readonly text: string
}

/** Somebody or something with a name and, where it is known, an absolute URL. */
export interface Party {
  readonly name: string
  readonly url?: string
  /** A URI that identifies it and leads nowhere, such as a tag: URI, where there is no URL. */
  readonly id?: string
}

/** Somebody who made an item, and what they did: `editor`. */
export interface Person extends Author {
  role?: string
}

/** A page named by its title and absolute URL. */
export interface Reference {
  readonly title: string
  readonly url: string
}

/**
 * A picture with its caption and credit, for Media RSS 1.5.1. Without a `url` the credit came without its
 * picture and is still written.
 */
export interface Photo {
  readonly url?: string
  /** Media type, such as `image/jpeg`. */
  readonly type?: string
  readonly width?: number
  readonly height?: number
  readonly caption?: string
  readonly credit?: string
  /** Whose it is and what may be done with it. */
  readonly rights?: string
}

/**
 * An item of the `feed` package with what news needs beside it. Every text is storable and every URL
 * absolute: SyndicationFeed.addItem sees to that for items that come from elsewhere.
 */
export interface Entry extends Item {
  author?: Person[]
  contributor?: Person[]
  /** BCP 47. */
  language?: string
  /** Minutes east of UTC in which `published` and `date` (the last update) are shown. */
  offsets?: { readonly published: number; readonly updated: number }
  /** Plain text, used in place of `description`, which is HTML. */
  summary?: string
  /** The one name line of RSS: `Lintar Satria (Reuters)`. Without it the authors' names are joined. */
  byline?: string
  /** The sentence of credit that stands at the end of summary and content, so that readers of feeds can tell it. */
  creditText?: string
  /** Where the report was written: `Moscow`. */
  dateline?: string
  publisher?: Party
  /** The chain of sources, nearest first. */
  sources?: readonly Party[]
  /** The publisher's own page of this article. */
  original?: Reference
  related?: readonly Reference[]
  photo?: Photo
  /** When it must not be shown any more, for example because a licence ends. */
  expires?: Date
  /** What was wrong in it. The texts stand in summary and content too. */
  corrections?: readonly EntryCorrection[]
  /** It stands in place of an entry of the same id that is gone, and has nothing of that. */
  withdrawn?: Omit<Removed, 'id' | 'link'>
  /** The `_attribution` object of JSON Feed. */
  attribution?: Readonly<Record<string, unknown>>
}

/** The options of `feed`, and what it lacks. */
export interface SyndicationOptions extends FeedOptions {
  /** The picture of RSS, at most 144 pixels wide and 400 high (RSS 2.0, image); without it `image` is. */
  channelImage?: { readonly url: string; readonly width: number; readonly height: number }
  /** The address of the licence that the feed is under (RFC 4946). */
  licence?: string
  /** The page that explains `_attribution` (JSON Feed 1.1, Extensions: `about`). */
  attributionUrl?: string
  history?: History
  /** Where the list goes on: `next` of RFC 5005, section 3, and `next_url` of JSON Feed 1.1. */
  nextLinks?: FormatLinks
}

/**
 * What a writer turns into a document: a feed of the site, a SyndicationFeed, or anything of their shape.
 * @internal
 */
export interface FeedDocument {
  readonly options: SyndicationOptions
  readonly items: readonly Entry[]
  readonly categories: readonly string[]
  readonly contributors: readonly Author[]
  readonly extensions: readonly Extension[]
  /** Entries that are gone, the last one first. */
  readonly removed?: readonly Removed[]
}

/**
 * The time of the feed's last change: its own, else that of its newest item, else the epoch. No clock.
 * @internal
 */
export function updatedOf(feed: FeedDocument): Date {
  if (feed.options.updated) return feed.options.updated
  return new Date(feed.items.reduce((latest, item) => Math.max(latest, item.date.getTime()), 0))
}

/**
 * When the newest item of the feed was published. Without items it is the time of the feed's last change. RSS has it
 * as the channel's pubDate, which only SmartNews requires.
 * @internal
 */
export function publishedOf(feed: FeedDocument): Date {
  if (feed.items.length === 0) return updatedOf(feed)
  const times = feed.items.map(({ published, date }) => (published ?? date).getTime())
  return new Date(times.reduce((latest, time) => Math.max(latest, time)))
}

/**
 * The style sheet that an XML document names, its type by the file's extension: CSS, else XSL, which is the
 * one that the `feed` package knows.
 * @internal
 */
export function styleSheetOf({ stylesheet }: SyndicationOptions): { href: string; type: string } | undefined {
  if (!stylesheet) return undefined
  return { href: stylesheet, type: /^[^?#]*\.css(?:[?#]|$)/i.test(stylesheet) ? 'text/css' : 'text/xsl' }
}
