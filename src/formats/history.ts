import { EMPTY, empty, join, type Xml } from '../xml/write.ts'
import type { FormatName, History } from './document.ts'

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
