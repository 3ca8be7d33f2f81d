import { DEPTH_LIMIT, DOCUMENT_LIMIT, type Importer, importedFrom, refuseWhole } from '../common/importer.ts'
import { hasMoreNodes, nestedDeeper, rootName } from '../common/outline.ts'
import { adaptPage } from './adapt.ts'
import { readPage } from './read.ts'

// A fragment of a page may begin with any of these elements.
const ROOTS = /^(?:html|head|body|main|article|section|div|title|meta|link|script|h1|p)$/i

// How much of a document is searched for its DOCTYPE, in characters.
const HEAD = 2000

// Readability needs the square of their number. More than a page of news has would take minutes.
const MOST_NODES = 20_000

/** A news page: JSON-LD of schema.org, then Open Graph and meta, then the readable text. */
export const htmlImporter: Importer = {
  format: 'HTML page',
  detect: ({ text }) => isHtml(text),
  read: (document, context = {}) => {
    const fault = faultOf(document.text)
    if (fault !== undefined) return refuseWhole(fault)
    const page = readPage(document)
    return page.ok ? importedFrom([adaptPage(page.value, document.url, context)]) : refuseWhole(page.failure)
  },
}

function isHtml(text: string): boolean {
  return /<!doctype\s+html\b/i.test(text.slice(0, HEAD)) || ROOTS.test(rootName(text) ?? '')
}

function faultOf(text: string): string | undefined {
  if (text.length > DOCUMENT_LIMIT) return `It is longer than ${DOCUMENT_LIMIT} characters.`
  if (hasMoreNodes(text, MOST_NODES)) return `It has more than ${MOST_NODES} elements and texts.`
  return nestedDeeper(text, DEPTH_LIMIT) ? `It is nested deeper than ${DEPTH_LIMIT} levels.` : undefined
}
