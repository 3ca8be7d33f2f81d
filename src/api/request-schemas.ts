import * as v from 'valibot'
import type { Importer } from '../ingest/import/common/importer.ts'
import { newsmlImporter } from '../ingest/import/newsml/import.ts'
import { ninjsImporter } from '../ingest/import/ninjs/import.ts'
import { pageTextImporter } from '../ingest/import/page-text/import.ts'
import { frontMatterSchema, MOST_RECORDINGS } from '../model/article.ts'
import { listOf, moment, optionalFields, slugText, webUrl } from '../model/fields.ts'
import { correctionSchema, withdrawnSchema } from '../model/lifecycle.ts'
import { isRecording } from '../model/media-type.ts'

const { format: _, withdrawn: __, image, recordings, ...fields } = frontMatterSchema.entries
const imageFields = v.omit(image.wrapped.pipe[0].pipe[1], ['file']).entries
const recordingFields = v.omit(recordings.wrapped.pipe[0].item.pipe[0], ['file', 'url']).entries

/** A film or a sound as a client sends it. The end of its address tells its type, or the client does. */
export const recordingInput = v.pipe(
  v.strictObject({ url: webUrl, ...recordingFields }),
  v.check(
    ({ url, type }) => type !== undefined || isRecording(url),
    'has an address whose end tells no film or sound; add its type, such as audio/mpeg',
  ),
)

/**
 * An article as a client sends it: the fields of an article file, with the body as HTML. Pictures and recordings have
 * addresses, because files come with a deployment.
 */
export const articleInput = v.strictObject({
  ...fields,
  slug: v.exactOptional(slugText),
  image: v.exactOptional(optionalFields(imageFields)),
  recordings: v.exactOptional(listOf(recordingInput, MOST_RECORDINGS)),
  body: v.string('is not text; write the article as HTML'),
})

/** A correction as a client sends it. Without `at` it is said now. */
export const correctionInput = v.strictObject({
  text: correctionSchema.entries.text,
  at: v.exactOptional(moment),
})

/** Why a client withdraws an article for good. That is always done now. */
export const withdrawalInput = v.omit(withdrawnSchema, ['at'])

/** The formats of documents that the API reads itself. The others are larger than all of it together, and for commands. */
export const DOCUMENT_IMPORTERS: readonly Importer[] = [newsmlImporter, ninjsImporter, pageTextImporter]
