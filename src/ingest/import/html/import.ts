import { type Importer, importedFrom, refuseWhole } from '../common/importer.ts'
import { rootName } from '../common/outline.ts'
import { adaptPage } from './adapt.ts'
import { readPage } from './read.ts'

// A fragment of a page may begin with any of these elements.
const ROOTS = /^(?:html|head|body|main|article|section|div|title|meta|link|script|h1|p)$/i

// How much of a document is searched for its DOCTYPE, in characters.
const HEAD = 2000

/** A news page: JSON-LD of schema.org, then Open Graph and meta, then the readable text. */
export const htmlImporter: Importer = {
  format: 'HTML page',
  detect: ({ text }) => isHtml(text),
  read: (document) => {
    const page = readPage(document)
    return page.ok ? importedFrom([adaptPage(page.value, document.url)]) : refuseWhole(page.failure)
  },
}

function isHtml(text: string): boolean {
  return /<!doctype\s+html\b/i.test(text.slice(0, HEAD)) || ROOTS.test(rootName(text) ?? '')
}
