import { MalformedError, parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { storable } from '../../../model/text.ts'
import {
  DOCUMENT_LIMIT,
  type Imported,
  type ImportedArticle,
  type Importer,
  type IncomingDocument,
  type Refusal,
} from '../common/importer.ts'
import { toArticle } from './feed-article.ts'
import { readAtom } from './feed-atom.ts'
import type { ReadFeed } from './feed-item.ts'
import { isMembers, type Members, readJson } from './feed-json.ts'
import { namesLonger, rootIndex, rootName } from './feed-outline.ts'
import { readRss } from './feed-rss.ts'

type XmlFeed = 'rss' | 'rdf' | 'feed'

const READERS: Readonly<Record<XmlFeed, (text: string, url: string | undefined) => ReadFeed>> = {
  rss: (text, url) => readRss(parseRssFeed(text), url),
  rdf: (text, url) => readRss(parseRdfFeed(text), url),
  feed: (text, url) => readAtom(parseAtomFeed(text), url),
}

const PERSON_LIMIT = 300
const NO_ITEMS = 'The feed has no items.'

/** RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1. */
export const feedImporter: Importer = {
  format: 'RSS, Atom or JSON Feed',
  detect: ({ text }) => xmlFeedOf(text) !== undefined || jsonFeedOf(text) !== undefined,
  read: (document) => {
    const feed = parse(document)
    if (typeof feed === 'string') return refused(feed)
    if (feed.items.length === 0) return refused(NO_ITEMS)
    return sort(feed)
  },
}

function refused(reason: string): Imported {
  return { articles: [], refused: [{ item: '', reason }] }
}

function sort({ head, items }: ReadFeed): Imported {
  const articles: ImportedArticle[] = []
  const refusals: Refusal[] = []
  for (const item of items) {
    const read = toArticle(item, head)
    if ('reason' in read) refusals.push(read)
    else articles.push(read)
  }
  return { articles, refused: refusals }
}

function parse({ text, url }: IncomingDocument): ReadFeed | string {
  if (text.length > DOCUMENT_LIMIT) return `It is longer than ${DOCUMENT_LIMIT} characters.`
  const json = jsonFeedOf(text)
  if (json) return guarded(() => readJson(json, url))
  const kind = xmlFeedOf(text)
  if (!kind) return 'It is neither RSS nor Atom nor JSON Feed.'
  const fault = faultOf(text)
  // Without its DOCTYPE no entity is declared, so none is a bomb.
  return fault ?? guarded(() => READERS[kind](storable(text.slice(rootIndex(text))), url))
}

function faultOf(text: string): string | undefined {
  if (!/<\/(?:[\w.-]+:)?(?:rss|rdf|feed)\s*>/i.test(text)) {
    return 'It is cut off: its outermost element is not closed.'
  }
  if (namesLonger(text, PERSON_LIMIT)) return `It has an author of more than ${PERSON_LIMIT} characters.`
  return undefined
}

// The edge of feedsmith, which throws on what it cannot parse.
function guarded(read: () => ReadFeed): ReadFeed | string {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof MalformedError)) return NO_ITEMS
    return `It is not well-formed: ${error.cause instanceof Error ? error.cause.message : error.message}`
  }
}

function xmlFeedOf(text: string): XmlFeed | undefined {
  const name = rootName(text)?.toLowerCase()
  return name === 'rss' || name === 'rdf' || name === 'feed' ? name : undefined
}

// Without its version a feed is known by its items and their ids.
function jsonFeedOf(text: string): Members | undefined {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined
  const json = parseJson(text)
  if (!isMembers(json)) return undefined
  if (typeof json.version === 'string')
    return json.version.includes('jsonfeed.org/version/') ? json : undefined
  const isFeed = typeof json.title === 'string' && Array.isArray(json.items)
  return isFeed ? json : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
