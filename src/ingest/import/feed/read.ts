import { MalformedError, parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { failed, type Result, success } from '../../../model/result.ts'
import { storable } from '../../../model/text.ts'
import { DOCUMENT_LIMIT, type IncomingDocument } from '../common/importer.ts'
import { isMembers, type Members, readJson } from '../common/json-members.ts'
import { rootIndex, rootName } from '../common/outline.ts'
import { readAtom } from './from-atom.ts'
import { readJsonFeed } from './from-json.ts'
import { readRss } from './from-rss.ts'
import type { ReadFeed } from './item.ts'

type XmlFeed = 'rss' | 'rdf' | 'feed'

const READERS: Readonly<Record<XmlFeed, (text: string, url: string | undefined) => ReadFeed>> = {
  rss: (text, url) => readRss(parseRssFeed(text), url),
  rdf: (text, url) => readRss(parseRdfFeed(text), url),
  feed: (text, url) => readAtom(parseAtomFeed(text), url),
}

const PERSON_LIMIT = 300
const NO_ITEMS = 'The feed has no items.'

/** Whether a document is a feed, by its outermost element or, in JSON, by its version. */
export function isFeed(text: string): boolean {
  return xmlFeedOf(text) !== undefined || jsonFeedOf(text) !== undefined
}

/** What a feed of any format says. The failure, a sentence, is that of a document which is none or has no items. */
export function readFeed({ text, url }: IncomingDocument): Result<ReadFeed, string> {
  if (text.length > DOCUMENT_LIMIT) return failed(`It is longer than ${DOCUMENT_LIMIT} characters.`)
  const json = jsonFeedOf(text)
  if (json) return guarded(() => readJsonFeed(json, url))
  const kind = xmlFeedOf(text)
  if (!kind) return failed('It is neither RSS nor Atom nor JSON Feed.')
  const fault = faultOf(text)
  if (fault !== undefined) return failed(fault)
  // Without its DOCTYPE a document declares no entities, so that none can expand without end.
  return guarded(() => READERS[kind](storable(text.slice(rootIndex(text))), url))
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

function xmlFeedOf(text: string): XmlFeed | undefined {
  const name = rootName(text)?.toLowerCase()
  return name === 'rss' || name === 'rdf' || name === 'feed' ? name : undefined
}

// A feed that does not say its version is known by its title and items.
function jsonFeedOf(text: string): Members | undefined {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined
  const json = readJson(text)
  if (!json.ok || !isMembers(json.value)) return undefined
  const { version, title, items } = json.value
  if (typeof version === 'string') return version.includes('jsonfeed.org/version/') ? json.value : undefined
  return typeof title === 'string' && Array.isArray(items) ? json.value : undefined
}
