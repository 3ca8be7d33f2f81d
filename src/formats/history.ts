import { EMPTY, empty, join, type Xml } from '../xml/write.ts'
import type { FormatLinks, FormatName } from './index.ts'

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

/** @internal */
export const HISTORY_NAMESPACE = { 'xmlns:fh': 'http://purl.org/syndication/history/1.0' } as const

/**
 * The elements of RFC 5005 in the head of an RSS or Atom document; `link` writes an Atom link.
 * @internal
 */
export function historyElements(
  history: History | undefined,
  format: FormatName,
  link: (href: string | undefined, rel: string) => Xml,
): Xml {
  if (!history) return EMPTY
  return join([
    history.complete ? empty('fh:complete', {}) : EMPTY,
    history.archive ? empty('fh:archive', {}) : EMPTY,
    link(history.current?.[format], 'current'),
    link(history.previous?.[format], 'prev-archive'),
    link(history.next?.[format], 'next-archive'),
  ])
}
