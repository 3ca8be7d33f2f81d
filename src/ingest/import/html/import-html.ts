import {
  DEPTH_LIMIT,
  DOCUMENT_LIMIT,
  type Imported,
  type Importer,
  type IncomingDocument,
} from '../common/importer.ts'
import { hasMoreNodes, nestedDeeper } from '../feed/feed-nesting.ts'
import { rootName } from '../feed/feed-outline.ts'
import { toArticle } from './html-article.ts'
import { bodyOf } from './html-body.ts'
import { toldByJsonLd } from './html-linked-article.ts'
import { toldByMeta } from './html-meta.ts'
import { parsePage } from './html-page.ts'
import { firstTold } from './html-told.ts'

const ROOTS = /^(?:html|head|body|main|article|section|div|title|meta|link|script|h1|p)$/i
const HEAD = 2000

// Readability takes the square of their number: more than a page of news has would take minutes.
const MOST_NODES = 20_000

/** A news page: JSON-LD of schema.org, then Open Graph and meta, then the readable text. */
export const htmlImporter: Importer = {
  format: 'HTML page',
  detect: ({ text }) => /<!doctype\s+html\b/i.test(text.slice(0, HEAD)) || ROOTS.test(rootName(text) ?? ''),
  read: (document) => {
    const fault = faultOf(document)
    if (fault) return refused(fault)
    try {
      return readPage(document)
    } catch (error) {
      // The edge of linkedom, which says nowhere what it throws.
      return refused(`Its HTML cannot be parsed: ${error instanceof Error ? error.message : 'unknown'}`)
    }
  },
}

function readPage({ text, url }: IncomingDocument): Imported {
  const page = parsePage(text, url)
  const linked = toldByJsonLd(page.scripts, page.base)
  const meta = toldByMeta(page)
  const told = firstTold([linked, meta])
  const image = told.image && { ...(meta.image?.url === told.image.url ? meta.image : {}), ...told.image }
  const own = { ...told, page: meta.page ?? told.page, image }
  const article = toArticle(own, bodyOf(page, told.text), url)
  return 'reason' in article ? { articles: [], refused: [article] } : { articles: [article], refused: [] }
}

function faultOf({ text }: IncomingDocument): string | undefined {
  if (text.length > DOCUMENT_LIMIT) return `It is longer than ${DOCUMENT_LIMIT} characters.`
  if (hasMoreNodes(text, MOST_NODES)) return `It has more than ${MOST_NODES} elements and texts.`
  return nestedDeeper(text, DEPTH_LIMIT) ? `It is nested deeper than ${DEPTH_LIMIT} levels.` : undefined
}

function refused(reason: string): Imported {
  return { articles: [], refused: [{ item: '', reason }] }
}
