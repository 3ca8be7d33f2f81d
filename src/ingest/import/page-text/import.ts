import {
  DOCUMENT_LIMIT,
  type Imported,
  type Importer,
  type IncomingDocument,
  importedFrom,
  refuseWhole,
} from '../common/importer.ts'
import { adaptPage } from './adapt.ts'
import { PAGE_LAYOUTS, type PageLayout } from './layouts.ts'
import { linesOf } from './lines.ts'
import { readPages } from './read.ts'
import { mostLike } from './sections.ts'

// A page has some hundred lines, but the text of an article may be a megabyte long.
const MOST_LINES = 20_000

// What tells a layout stands near the beginning.
const SHOWN_TO_DETECT = 100_000

/** Reads the text of news pages, by the layouts of the outlets in `layouts.ts`. */
export const pageTextImporter: Importer = pageTextImporterOf(PAGE_LAYOUTS)

/** An importer of pages in one of these layouts, the one that a document looks most like. */
export function pageTextImporterOf(layouts: readonly PageLayout[]): Importer {
  return {
    format: layouts.map(({ name }) => name).join(' or '),
    detect: ({ text }) =>
      !isMarkup(text) && mostLike(linesOf(text.slice(0, SHOWN_TO_DETECT)), layouts) !== undefined,
    read: (document) => readDocument(document, layouts),
  }
}

function readDocument({ text, url }: IncomingDocument, layouts: readonly PageLayout[]): Imported {
  if (text.length > DOCUMENT_LIMIT) return refuseWhole(`It is larger than ${DOCUMENT_LIMIT} characters.`)
  const lines = linesOf(text)
  if (lines.length > MOST_LINES) return refuseWhole(`It has more than ${MOST_LINES} lines.`)
  const layout = mostLike(lines, layouts) ?? layouts[0]
  if (!layout || lines.length === 0) return refuseWhole('It has no text.')
  return importedFrom(readPages(lines, layout, url).map(adaptPage))
}

function isMarkup(text: string): boolean {
  return /^[\s\uFEFF]*(?:[<{]|\[\s*[[{"\]])/.test(text.slice(0, 1000))
}
