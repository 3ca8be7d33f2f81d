import { type Importer, importedFrom, refuseWhole } from '../common/importer.ts'
import { adaptPage } from './adapt.ts'
import { PAGE_LAYOUTS, type PageLayout } from './layouts.ts'
import { linesOf } from './lines.ts'
import { readPages } from './read.ts'
import { mostLike } from './sections.ts'

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
    read: (document) => {
      const pages = readPages(document, layouts)
      return pages.ok ? importedFrom(pages.value.map(adaptPage)) : refuseWhole(pages.failure)
    },
  }
}

function isMarkup(text: string): boolean {
  return /^[\s\uFEFF]*(?:[<{]|\[\s*[[{"\]])/.test(text.slice(0, 1000))
}
