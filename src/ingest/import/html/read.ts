import { failed, type Result, success } from '../../../model/result.ts'
import { DEPTH_LIMIT, DOCUMENT_LIMIT, type IncomingDocument } from '../common/importer.ts'
import { hasMoreNodes, nestedDeeper } from '../common/outline.ts'
import { htmlOf } from '../common/plain-text.ts'
import { readLinkedArticle } from './linked-article.ts'
import { readMetaElements } from './meta-elements.ts'
import { firstSaid, type PageData } from './page-data.ts'
import { parsePage, readableText } from './page-tree.ts'

// Readability needs the square of their number. More than a page of news has would take minutes.
const MOST_NODES = 20_000

/** What a page says of its article, with its text. */
export interface ReadPage {
  readonly said: PageData
  /** HTML; empty where the page has no text. */
  readonly body: string
  /** What relative links are resolved against. */
  readonly base: string | undefined
}

/** Reads a page: JSON-LD of schema.org, then Open Graph and meta, then the readable text. The failure is a sentence. */
export function readPage({ text, url }: IncomingDocument): Result<ReadPage, string> {
  const fault = faultOf(text)
  if (fault !== undefined) return failed(fault)
  try {
    const page = parsePage(text, url)
    const linked = readLinkedArticle(page.scripts, page.base)
    const meta = readMetaElements(page)
    const said = firstSaid([linked, meta])
    // The size of the same picture may be given only by Open Graph.
    const image = said.image && { ...(meta.image?.url === said.image.url && meta.image), ...said.image }
    const body = readableText(page) || htmlOf(said.text ?? '')
    return success({ said: { ...said, page: meta.page ?? said.page, image }, body, base: page.base })
  } catch (error) {
    // linkedom does not say what it throws.
    return failed(`Its HTML cannot be parsed: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

function faultOf(text: string): string | undefined {
  if (text.length > DOCUMENT_LIMIT) return `It is longer than ${DOCUMENT_LIMIT} characters.`
  if (hasMoreNodes(text, MOST_NODES)) return `It has more than ${MOST_NODES} elements and texts.`
  return nestedDeeper(text, DEPTH_LIMIT) ? `It is nested deeper than ${DEPTH_LIMIT} levels.` : undefined
}
