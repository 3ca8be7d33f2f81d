import { howToWrite } from './common/article-example.ts'
import {
  type ImportContext,
  type Imported,
  type Importer,
  type IncomingDocument,
  refuseWhole,
} from './common/importer.ts'
import { feedImporter } from './feed/import.ts'
import { htmlImporter } from './html/import.ts'
import { newsmlImporter } from './newsml/import.ts'
import { newsml1Importer } from './newsml-1/import.ts'
import { ninjsImporter } from './ninjs/import.ts'
import { nitfImporter } from './nitf/import.ts'
import { pageTextImporter } from './page-text/import.ts'

/** Every format that a document may come in, in the order in which they are tried. */
export const IMPORTERS: readonly Importer[] = [
  newsmlImporter,
  newsml1Importer,
  nitfImporter,
  feedImporter,
  ninjsImporter,
  htmlImporter,
  pageTextImporter,
]

/** Reads a document of any format. One of no known format is refused, a text with how to write an article of it. */
export function importDocument(
  document: IncomingDocument,
  context: ImportContext = {},
): Imported & { readonly format?: string } {
  const importer = IMPORTERS.find((one) => one.detect(document))
  if (importer) return { format: importer.format, ...importer.read(document, context) }
  const formats = IMPORTERS.map(({ format }) => format).join(', ')
  const unknown = `It is of no format that is known here: ${formats}.`
  return refuseWhole([unknown, howToWrite(document.text) ?? []].flat().join('\n'))
}
