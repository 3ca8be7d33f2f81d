import { MalformedError, parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { failed, type Result, success } from '../../../model/result.ts'
import { storable } from '../../../model/text.ts'
import type { Members } from '../common/json-members.ts'
import { rootIndex } from '../common/outline.ts'
import { readAtom } from './from-atom.ts'
import { readJsonFeed } from './from-json.ts'
import { readRss } from './from-rss.ts'
import type { ReadFeed } from './item.ts'
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

const PERSON_LIMIT = 300
const NO_ITEMS = 'The feed has no items.'

/** What a feed of any format says. The failure, a sentence, is that of a feed which is cut off or has no items. */
export function readFeed(feed: DetectedFeed, url: string | undefined): Result<ReadFeed, string> {
  if (feed.root === 'json') return guarded(() => readJsonFeed(feed.json, url))
  const { root, text } = feed
  const fault = faultOf(text)
  if (fault !== undefined) return failed(fault)
  // Without its DOCTYPE a document declares no entities, so that none can expand without end.
  const known = withKnownTexts(storable(text.slice(rootIndex(text))), root)
  return guarded(() => withAttributions(READERS[root](known, url), known))
}

function withAttributions({ head, items }: ReadFeed, text: string): ReadFeed {
  const known = head.ours ? attributionsIn(text) : undefined
  if (!known || known.size === 0) return { head, items }
  return { head, items: items.map((item) => ({ ...item, attribution: known.get(item.ids[0] ?? '') })) }
}

function faultOf(text: string): string | undefined {
  if (!/<\/(?:[\w.-]+:)?(?:rss|rdf|feed)\s*>/i.test(text)) {
    return 'It is cut off: its outermost element is not closed.'
  }
  if (namesLonger(text, PERSON_LIMIT)) return `It has an author of more than ${PERSON_LIMIT} characters.`
  return undefined
}

const PERSON = /<(\/?)(?:[\w.-]+:)?(?:author|managingeditor|webmaster)\b([^<>]{0,200})/gi

/** Whether RSS names a person at greater length than that, for which feedsmith needs the square of the length. */
function namesLonger(text: string, limit: number): boolean {
  let open = -1
  for (const { index, 1: closing, 2: rest = '' } of text.matchAll(PERSON)) {
    if (closing) {
      if (open >= 0 && index - open > limit) return true
      open = -1
    } else if (open < 0 && !rest.endsWith('/')) open = index
  }
  return false
}

// feedsmith throws on what it cannot parse.
function guarded(read: () => ReadFeed): Result<ReadFeed, string> {
  try {
    const feed = read()
    return feed.items.length > 0 ? success(feed) : failed(NO_ITEMS)
  } catch (error) {
    if (!(error instanceof MalformedError)) return failed(NO_ITEMS)
    const cause = error.cause instanceof Error ? error.cause.message : error.message
    return failed(`It is not well-formed: ${cause}`)
  }
}
