import type { Imported, Importer, IncomingDocument } from './common/importer.ts'
import { feedImporter } from './feed/import-feed.ts'
import { htmlImporter } from './html/import-html.ts'
import { newsmlImporter } from './newsml/import-newsml.ts'
import { ninjsImporter } from './ninjs/import-ninjs.ts'
import { pageTextImporter } from './page-text/import-page-text.ts'

/** Every format that a document may come in, in the order in which they are tried. */
export const IMPORTERS: readonly Importer[] = [
  newsmlImporter,
  feedImporter,
  ninjsImporter,
  htmlImporter,
  pageTextImporter,
]

/** Reads a document of any format; a refusal where it is of none. */
export function importDocument(document: IncomingDocument): Imported & { readonly format?: string } {
  const importer = IMPORTERS.find((one) => one.detect(document))
  if (importer) return { format: importer.format, ...importer.read(document) }
  const formats = IMPORTERS.map(({ format }) => format).join(', ')
  return {
    articles: [],
    refused: [{ item: '', reason: `It is of no format that is known here: ${formats}.` }],
  }
}
