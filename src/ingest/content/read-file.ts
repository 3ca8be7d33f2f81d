import type { Fault } from '../../model/result.ts'
import type { Life } from '../life.ts'
import { lostText } from '../replaced-elements.ts'
import { type DraftArticle, readArticleFile } from './article-file.ts'
import { type FileDigest, splitDigest } from './edit-times.ts'
import type { Content } from './folder.ts'
import { missingAlts, unreadPictures, withPictureWords } from './picture-words.ts'
import type { Registry } from './registry-file.ts'

/** What is stored already of a file. */
export interface KnownFile {
  readonly path: string
  readonly id: string
  readonly slug: string
  /** See FileDigest. */
  readonly digest: string
}

/** A file to be read, with the digest that is stored of it: where it still has that, it is not read again. */
export interface AskedFile {
  readonly path: string
  /** See FileDigest. */
  readonly known: string | undefined
}

/** What all files of one reading are read with. */
export interface CommonContext {
  readonly registry: Registry
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** A file that is new or was changed. */
export interface FreshFile {
  readonly path: string
  readonly digest: FileDigest
  readonly draft: DraftArticle
  readonly life: Life
  /** What a reader will not see of it, and what was taken from the file of its picture: the end of a sentence each. */
  readonly notes: readonly string[]
}

/** What one file turned out to be. */
export type FileReading =
  | { readonly kind: 'fresh'; readonly file: FreshFile }
  | { readonly kind: 'unchanged'; readonly path: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }
  | { readonly kind: 'gone' }

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
    notes: [...notes, ...lostText(lost), ...missingAlts(draft), ...unreadPictures(draft)],
  }
  return { kind: 'fresh', file }
}
