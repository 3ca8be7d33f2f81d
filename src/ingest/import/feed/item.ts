import type { ImportedImage, Mention } from '../common/importer.ts'
import type { Person } from '../common/names.ts'
import type { EnclosedFile } from './enclosed-picture.ts'

/** A page that an item points to. */
export interface PageLink {
  readonly title: string | undefined
  readonly url: string
}

/** What the feed says of itself, whatever its format. Texts are plain. */
export interface FeedHead {
  readonly title: string | undefined
  readonly home: string | undefined
  readonly feed: string | undefined
  readonly language: string | undefined
  readonly rights: string | undefined
  readonly authors: readonly Person[]
  /** The `ttl` of RSS, in milliseconds. */
  readonly ttl: number | undefined
  /** Whether Warta wrote it: then titles are plain text. */
  readonly ours: boolean
}

/** An item of a feed, whatever its format: as it was said there, links resolved. */
export interface FeedItem {
  /** What the item calls itself, best first. */
  readonly ids: readonly (string | undefined)[]
  readonly title: string
  readonly link: string | undefined
  readonly published: string | undefined
  readonly updated: string | undefined
  readonly languages: readonly (string | undefined)[]
  /** HTML. */
  readonly summary: string | undefined
  /** HTML. */
  readonly content: string | undefined
  /** What relative links of the body are resolved against. */
  readonly base: string | undefined
  /** Names that may carry an agency: `Lintar Satria (Reuters)`. */
  readonly bylines: readonly string[]
  readonly authors: readonly Person[]
  readonly contributors: readonly Person[]
  readonly publisher: Mention | undefined
  readonly via: readonly PageLink[]
  readonly related: readonly PageLink[]
  readonly tags: readonly string[]
  readonly image: ImportedImage | undefined
  /** The files that it comes with, pictures among them. */
  readonly files: readonly EnclosedFile[]
  readonly rights: string | undefined
  /** The credit of an item of ours as data, in the form of the `_attribution` object of JSON Feed. */
  readonly attribution?: Readonly<Record<string, unknown>> | undefined
}

/** A feed, whatever its format. */
export interface ReadFeed {
  readonly head: FeedHead
  readonly items: readonly FeedItem[]
}
