import { type Author, type Extension, Feed } from 'feed'
import { writeAtom } from './atom.ts'
import type { Entry, FeedDocument, SyndicationOptions } from './document.ts'
import { writeJson } from './json.ts'
import { urlOrNothing } from './links.ts'
import { writeRss } from './rss.ts'
import { list, text } from './rules.ts'
import { extension, safeEntry } from './safe-entry.ts'
import { author, safeOptions } from './safe-options.ts'

export type { Author, Category, Enclosure, Extension, FeedOptions, Item } from 'feed'
export type {
  Entry,
  EntryCorrection,
  FormatLinks,
  History,
  Party,
  Photo,
  Reference,
  Removed,
  SyndicationOptions,
} from './document.ts'
export { SyndicationFeed as Feed }

/**
 * The builder of the `feed` package with our writers. What is added is copied and made safe: texts are storable, links
 * absolute. Options and items stay plain data that may be changed. They are made safe again when a document is written,
 * which changes nothing.
 */
export class SyndicationFeed extends Feed {
  declare options: SyndicationOptions
  declare items: Entry[]

  /** @throws TypeError where a link is not an absolute URL, RangeError where a date is not valid. */
  constructor(options: SyndicationOptions) {
    super({ ...options, ...safeOptions(options) })
  }

  /**
   * @throws TypeError where a link is not an absolute URL or an item has neither link nor id, RangeError where a date is
   * not valid.
   */
  override addItem(item: Entry): void {
    super.addItem({ ...item, ...safeEntry(item, this.options.link) })
  }

  override addCategory(category: string): void {
    this.categories.push(...texts(category))
  }

  override addContributor(contributor: Author): void {
    this.contributors.push(...authors(contributor, 'contributor', this.options.link))
  }

  override addExtension(extension: Extension): void {
    this.extensions.push(...extensions(extension))
  }

  /** The feed as RSS 2.0. */
  override rss2(): string {
    return writeRss(safeDocument(this))
  }

  /** The feed as Atom 1.0 (RFC 4287). */
  override atom1(): string {
    return writeAtom(namedAsByFeed(safeDocument(this), (id) => urlOrNothing(id, 'id') ?? id))
  }

  /** The feed as JSON Feed 1.1. */
  override json1(): string {
    return writeJson(namedAsByFeed(safeDocument(this), (id) => id))
  }
}

const texts = list(text) as (values: unknown) => string[]
const authors = list(author) as (values: unknown, field: string, base: string | undefined) => Author[]
const extensions = list(extension) as (values: unknown) => Extension[]

// Whoever has the feed may have changed it since.
function safeDocument(feed: FeedDocument): FeedDocument {
  const options = safeOptions(feed.options)
  return {
    options,
    items: feed.items.map((item) => safeEntry(item, options.link)),
    categories: texts(feed.categories),
    contributors: authors(feed.contributors, 'contributor', options.link),
    extensions: extensions(feed.extensions),
  }
}

/**
 * A document whose items have the identity that `feed` gives them in Atom and JSON Feed: the guid is for RSS alone, and
 * in Atom an id that is a URL is in its normal form. A feed that moves to our writers shows no item twice for it.
 */
function namedAsByFeed(document: FeedDocument, toIdentity: (id: string) => string): FeedDocument {
  const items = document.items.map((item): Entry => {
    const { guid, ...others } = item
    const id = item.id || item.link || guid
    return id ? { ...others, id: toIdentity(id) } : item
  })
  return { ...document, items }
}
