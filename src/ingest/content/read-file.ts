import { lostText } from '../replaced-elements.ts'
import { readArticleFile } from './article-file.ts'
import { splitDigest } from './edit-times.ts'
import type { AskedFile, CommonContext, FileReading } from './file-reading.ts'
import type { Content } from './folder.ts'
import { missingAlts, unreadPictures, withPictureWords } from './picture-words.ts'

/** Reads files one after the other. */
export async function* readOneByOne(
  content: Content,
  files: readonly AskedFile[],
  context: CommonContext,
): AsyncGenerator<FileReading> {
  for (const file of files) yield await readFile(content, file, context)
}

async function readFile(
  content: Content,
  { path, known }: AskedFile,
  context: CommonContext,
): Promise<FileReading> {
  const read = await content.readArticle(path)
  if (!read) return { kind: 'gone' }
  const { digest, bytes } = read
  if (known !== undefined && splitDigest(known).file === digest) return { kind: 'unchanged', path }
  const findMedia = (_: string, name: string) => content.findMedia(path, name)
  const reading = readArticleFile(`${content.name}/${path}`, bytes, { ...context, findMedia })
  if (!reading.ok) return { kind: 'faulty', faults: reading.failure }
  const { life, statement, updated, lost } = reading.value
  const { draft, notes } = await withPictureWords(content, path, reading.value)
  const said = await content.hexDigest(statement, 8)
  const file = {
    path,
    digest: { file: digest, said, updated: updated?.instant },
    draft,
    life,
    notes: [
      ...notes,
      ...lostText(lost),
      ...missingAlts(draft),
      ...unreadPictures(draft),
      ...unknownLanguage(draft),
    ],
  }
  return { kind: 'fresh', file }
}

// BCP 47 has no language whose tag begins with more than three letters, but lets such a tag be written.
function unknownLanguage({ language }: { readonly language: string }): string[] {
  const [primary = ''] = language.split('-')
  const told = `says the language "${language}", which nobody knows: write two or three letters, such as en or id`
  return primary.length > 3 ? [told] : []
}
