import { MalformedError, parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { failed, type Result, success } from '../../../model/result.ts'
import { storable } from '../../../model/text.ts'
import type { Refusal } from '../common/importer.ts'
import type { Members } from '../common/json-members.ts'
import { rootIndex } from '../common/outline.ts'
import { readAtom } from './from-atom.ts'
import { readJsonFeed } from './from-json.ts'
import { readRss } from './from-rss.ts'
import type { ReadFeed } from './item.ts'
import { withoutLongPersons } from './long-persons.ts'
import { withKnownTexts } from './older-texts.ts'
import { attributionsIn } from './own-attribution.ts'

type XmlRoot = 'rss' | 'rdf' | 'feed'

/** A document that is a feed by its outermost element, in lower case, or by the members of its JSON. */
export type DetectedFeed =
  | { readonly root: XmlRoot; readonly text: string }
  | { readonly root: 'json'; readonly json: Members }

const READERS: Readonly<Record<XmlRoot, (text: string, url: string | undefined) => ReadFeed>> = {
  rss: (text, url) => readRss(parseRssFeed(text), url),
  rdf: (text, url) => readRss(parseRdfFeed(text), url),
  feed: (text, url) => readAtom(parseAtomFeed(text), url),
}

const NO_ITEMS = 'The feed has no items.'

const CUT_OFF = 'It is cut off: its outermost element is not closed.'

/** A feed, and what was cut or left out before it was parsed. */
export interface GuardedFeed extends ReadFeed {
  readonly omitted: readonly Refusal[]
}

/** What a feed of any format says. The failure, a sentence, is that of a feed which is cut off or has no items. */
export function readFeed(feed: DetectedFeed, url: string | undefined): Result<GuardedFeed, string> {
  if (feed.root === 'json') return guarded(() => readJsonFeed(feed.json, url), [])
  const { root, text } = feed
  if (!/<\/(?:[\w.-]+:)?(?:rss|rdf|feed)\s*>/i.test(text)) return failed(CUT_OFF)
  // Without its DOCTYPE a document declares no entities, so that none can expand without end.
  const whole = withKnownTexts(storable(text.slice(rootIndex(text))), root)
  const { xml, omitted } = root === 'feed' ? { xml: whole, omitted: [] } : withoutLongPersons(whole)
  return guarded(() => withAttributions(READERS[root](xml, url), xml), omitted)
}

function withAttributions({ head, items }: ReadFeed, xml: string): ReadFeed {
  const known = head.ours ? attributionsIn(xml) : undefined
  if (!known || known.size === 0) return { head, items }
  return { head, items: items.map((item) => ({ ...item, attribution: known.get(item.ids[0] ?? '') })) }
}

// feedsmith throws on what it cannot parse.
function guarded(read: () => ReadFeed, omitted: readonly Refusal[]): Result<GuardedFeed, string> {
  try {
    const feed = read()
    return feed.items.length > 0 ? success({ ...feed, omitted }) : failed(NO_ITEMS)
  } catch (error) {
    if (!(error instanceof MalformedError)) return failed(NO_ITEMS)
    const cause = error.cause instanceof Error ? error.cause.message : error.message
    return failed(`It is not well-formed: ${cause}`)
  }
}
