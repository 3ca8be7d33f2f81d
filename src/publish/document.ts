import { FORMATS, type FormatName } from '../formats/index.ts'
import type { Channel, ChannelKey } from '../model/channel.ts'
import { utf8Length } from '../model/text.ts'
import { findChannel, type StoredChannel } from '../storage/channels.ts'
import type { Database } from '../storage/database.ts'
import { type ListedArticle, readFeed } from '../storage/feeds.ts'
import { composeFeed, type Setting } from './compose.ts'

/** Which document: a channel in a format, cut and filled as asked. */
export interface DocumentRequest {
  readonly channel: ChannelKey
  readonly format: FormatName
  readonly limit: number
  readonly content: 'full' | 'summary'
}

/** A document that is there, not rendered yet. */
export interface OpenDocument {
  /** The revision that the document has now. */
  readonly version: Version
  /** Renders it; the version is that of the articles read, perhaps a later one. `null` if it went away. */
  readonly render: () => Promise<RenderedDocument | null>
}

export interface RenderedDocument {
  readonly version: Version
  readonly text: string
}

/** What the validators of a document are made of: revision, and seconds since the epoch of the change. */
export type Version = Pick<Channel, 'revision' | 'modified'>

/** The largest document, in bytes. */
export const DOCUMENT_BYTES = 8_000_000

/** The most bytes of bodies that are read for one document; credit and markup take the rest. */
export const BODY_BYTES = 7_000_000

/** Looks a document up, reading one row; `null` where there is no such channel. */
export async function openDocument(
  db: Database,
  request: DocumentRequest,
  setting: Setting,
): Promise<OpenDocument | null> {
  const channel = await findChannel(db, request.channel)
  return channel && { version: channel, render: () => render(db, channel, request, setting) }
}

async function render(
  db: Database,
  stored: StoredChannel,
  { format, limit, content }: DocumentRequest,
  setting: Setting,
): Promise<RenderedDocument | null> {
  const found = await readFeed(db, stored, { limit, bodyBytes: content === 'full' ? BODY_BYTES : 0 })
  if (!found) return null
  const { channel } = found
  const write = (articles: readonly ListedArticle[]) =>
    FORMATS[format].write(composeFeed(channel, articles, setting))
  return { version: channel, text: writeWithin(DOCUMENT_BYTES, found.articles, write) }
}

/**
 * Writes as much as fits: escaping can make a document larger than what it was made of. The oldest entries
 * give up their bodies first, then their places.
 */
export function writeWithin(
  bytes: number,
  listed: readonly ListedArticle[],
  write: (articles: readonly ListedArticle[]) => string,
): string {
  for (let articles = listed; ; articles = shorten(articles)) {
    const text = write(articles)
    // A UTF-16 code unit is at most three bytes of UTF-8: mostly there is no need to count.
    if (text.length * 3 <= bytes || articles.length === 0 || utf8Length(text) <= bytes) return text
  }
}

function shorten(articles: readonly ListedArticle[]): readonly ListedArticle[] {
  const full = articles.filter(({ body }) => body !== undefined).length
  if (full === 0) return articles.slice(0, Math.floor(articles.length * 0.8))
  const kept = Math.floor(full * 0.8)
  return articles.map((article, index) => {
    if (index < kept) return article
    const { body: _, ...summary } = article
    return summary
  })
}
