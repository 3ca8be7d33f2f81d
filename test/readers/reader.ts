import type { ReaderHome } from './reader-home.ts'

/** A feed reader that people have installed, and how it is made to read without anybody at the keys. */
export interface Reader {
  readonly name: string
  /** The Debian packages that bring it and what it needs here. */
  readonly packages: readonly string[]
  isInstalled(): Promise<boolean>
  /** Subscribes to a feed, which fetches it once. */
  subscribe(home: ReaderHome, feed: string): Promise<Subscription>
  /** What it finds when it is given the URL of a page; missing where it cannot discover feeds. */
  discover?(home: ReaderHome, page: string): Promise<Discovery>
  readonly limits: Limits
}

export interface Subscription {
  /** Fetches the feed again, until the reader has stored what it got. */
  poll(): Promise<void>
  /** The items as the reader has stored them. */
  items(): Promise<StoredItem[]>
}

export interface StoredItem {
  readonly title: string
  readonly byline: string
  /** Text or HTML. */
  readonly body: string
}

export interface Discovery {
  /** The feeds found, the one that the reader prefers first. */
  readonly feeds: readonly string[]
  /** How many items it has after it was given the page; missing where the tool only lists feeds. */
  readonly items?: number
}

/** What a reader cannot do with any feed, each as the sentence that explains it. */
export interface Limits {
  readonly byline?: string
  readonly conditional?: string
  readonly update?: string
}
