import type { Author } from '../../../model/article.ts'
import type { Moment } from '../../../model/moment.ts'
import type { Result } from '../../../model/result.ts'
import type { Source } from '../../../model/source.ts'

/** The largest document, in bytes. */
export const DOCUMENT_LIMIT = 10_000_000

/** The deepest nesting of elements or objects that is followed. */
export const DEPTH_LIMIT = 200

/** A document as it came in, decoded. */
export interface IncomingDocument {
  readonly text: string
  /** How messages call it: a file name or URL. */
  readonly name: string
  /** Where it came from, if that is known: relative links are resolved against it. */
  readonly url?: string
  /** The language that its server says it is in (`Content-Language`), as it was sent. */
  readonly language?: string
}

/** What is known beside the document. All of it may be missing. */
export interface ImportContext {
  /** The source that the document came from, as a feed that is polled. */
  readonly source?: Source
  /** The registry: sources that documents may name as their publishers. */
  readonly sources?: readonly Source[]
  /** The language and zone of the site, for documents whose source has none. */
  readonly site?: Pick<Source, 'language' | 'timezone'>
  /** The caller's clock, in ms since the epoch. Without it every embargo counts as running. */
  readonly now?: number
}

/** A format that articles come in. Neither function throws, whatever the text is. */
export interface Importer {
  /** The format's name in messages, such as `NewsML-G2`. */
  readonly format: string
  /** Whether a document is of this format, by its content. */
  readonly detect: (document: IncomingDocument) => boolean
  readonly read: (document: IncomingDocument, context?: ImportContext) => Imported
}

/** What a document held: articles, and items that are not taken, each with the reason. */
export interface Imported {
  readonly head: DocumentHead
  readonly articles: readonly ImportedArticle[]
  readonly refused: readonly Refusal[]
  /** The parts of the document that were cut or left out before its items were read. */
  readonly omitted?: readonly Refusal[]
}

/** What a document says of itself as a whole. Only feeds say such things. */
export interface DocumentHead {
  /** The name under which the feed publishes what names no publisher: its title, else its host. Plain text. */
  readonly title?: string
  /** How long a feed may be kept before it is asked for again, in milliseconds. */
  readonly ttl?: number
}

/** An item that is not taken: what is missing and where it was looked for, or why it must not be taken. */
export interface Refusal {
  /** What the item calls itself; empty where it has no name, or where the whole document is refused. */
  readonly item: string
  readonly reason: string
  /** Where it is the item itself that forbids its publication, for now or for ever. */
  readonly restriction?: Restriction
}

/** An item that forbids its publication: until a moment (without one until further notice), or for ever. */
export type Restriction =
  | { readonly kind: 'embargo'; readonly until?: Moment; readonly article: ImportedArticle }
  /** The id is what the item calls itself: an article that was made of it must be withdrawn. */
  | { readonly kind: 'canceled'; readonly id: string }

/** A news organisation as a document names it. The registry may know it already. */
export interface Mention {
  readonly name: string
  readonly home?: string
  readonly feed?: string
}

/** A picture that an article came with, or what was said of one that did not come. */
export interface ImportedImage {
  readonly url?: string
  readonly width?: number
  readonly height?: number
  readonly alt?: string
  readonly caption?: string
  readonly credit?: string
  readonly rights?: string
}

/** A film or a sound that an article came with. */
export interface ImportedRecording {
  readonly url: string
  readonly type?: string
  /** In bytes. */
  readonly length?: number
  /** In seconds. */
  readonly duration?: number
}

/** An article as an importer reads it. Texts are as they came; what stores them makes them storable. */
export interface ImportedArticle {
  /** What its document calls it, where that is a URI. */
  readonly id?: string
  /** What its feed calls it, whether that is a URI or not. */
  readonly guid?: string
  /** Which version of it this is, by the count of its wire. */
  readonly version?: number
  readonly title: string
  /** BCP 47. */
  readonly language: string
  readonly published: Moment
  readonly updated?: Moment
  readonly summary?: string
  readonly dateline?: string
  readonly authors: readonly Author[]
  readonly publisher: Mention
  /** Nearest first. */
  readonly sources: readonly Mention[]
  /** The publisher's own page: an absolute http(s) URL. */
  readonly original?: string
  readonly image?: ImportedImage
  readonly recordings?: readonly ImportedRecording[]
  readonly tags: readonly string[]
  readonly rights?: string
  readonly related: readonly { readonly title: string; readonly url: string }[]
  /** HTML as it came: whoever stores it sanitises it, once. */
  readonly body: string
  /** Whether the body is the summary, because nothing else was given. */
  readonly isExcerpt?: boolean
  /** What relative links of the body are resolved against, where that is not `original`. */
  readonly base?: string
  /** What was not said and therefore assumed, a sentence each: `The time zone was taken to be WIB.` */
  readonly guesses: readonly string[]
  /** What of it was cut or left out, a sentence each. */
  readonly omitted?: readonly string[]
}

/** A document of which nothing is taken. */
export function refuseWhole(reason: string): Imported {
  return { head: {}, articles: [], refused: [{ item: '', reason }] }
}

/** What was read of the items of a document, put together. */
export function importedFrom(
  read: readonly Result<ImportedArticle, Refusal>[],
  head: DocumentHead = {},
): Imported {
  const articles = read.flatMap((one) => (one.ok ? [one.value] : []))
  const refused = read.flatMap((one) => (one.ok ? [] : [one.failure]))
  return { head, articles, refused }
}

/** Something that was guessed, and of how many items. */
export interface Guess {
  readonly text: string
  readonly items: number
}

/** What was guessed of these articles, each guess once. */
export function countGuesses(articles: readonly ImportedArticle[]): Guess[] {
  const counts = new Map<string, number>()
  for (const text of articles.flatMap(({ guesses }) => guesses)) counts.set(text, (counts.get(text) ?? 0) + 1)
  return Array.from(counts, ([text, items]) => ({ text, items }))
}
