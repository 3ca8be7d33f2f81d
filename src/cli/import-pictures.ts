import { createHash } from 'node:crypto'
import { basename, extname } from 'node:path'
import type { MediaAsset } from '../ingest/content/article-file.ts'
import type { PictureWords } from '../ingest/content/folder.ts'
import { listOf, missingOf } from '../ingest/content/picture-words.ts'
import type { WrittenArticle } from '../ingest/import/common/article-text.ts'
import type { ImportedImage } from '../ingest/import/common/importer.ts'
import { failed, type Result, success } from '../model/result.ts'
import { slugify } from '../model/slug.ts'
import { readAtMost } from './disk.ts'
import { ASSET_LIMIT, describeMedia, isPicturePath } from './media-folder.ts'
import { readPictureWords } from './picture-metadata.ts'

/** What to do with a picture that no story came with. */
export const LONE_PICTURE = `It is a picture and belongs to a story. Name both in one call, as files:

npm run import -- photo.jpg story.txt

With several stories each picture has the name of its story: a.jpg a.txt b.jpg b.txt. For an article that is there already
put the picture into the folder media beside the article's file, and write there:

image:
  file: media/photo.jpg`

/** The documents among the names of a call, the picture of each, and the pictures that go with none. */
export interface PairedNames {
  readonly stories: readonly string[]
  readonly pictures: ReadonlyMap<string, string>
  readonly alone: readonly string[]
}

/** One story and one picture belong together; of several those with the same name but for its end. */
export function pairPictures(names: readonly string[]): PairedNames {
  const files = names.filter((name) => isPicturePath(name) && !/^https?:/i.test(name))
  const stories = names.filter((name) => !files.includes(name))
  const isOnePair = stories.length === 1 && files.length === 1
  const pictures = new Map<string, string>()
  for (const story of stories) {
    const file = files.find((one) => isOnePair || stem(one) === stem(story))
    if (file !== undefined) pictures.set(story, file)
  }
  const paired = new Set(pictures.values())
  return { stories, pictures, alone: files.filter((file) => !paired.has(file)) }
}

function stem(name: string): string {
  return basename(name, extname(name))
}

/** A picture as it will stand beside an article. */
export interface ReadPicture {
  /** Its path from the article's file: `media/kapal.1f2e3d4c.jpg`. Another picture has another digest. */
  readonly file: string
  /** The name that it came with. */
  readonly from: string
  readonly bytes: Uint8Array
  readonly asset: MediaAsset
  readonly words: PictureWords
  /** What was wrong with its words: the end of a sentence. */
  readonly fault: string | undefined
}

/** Reads a picture and what its file says of it. The failure is the end of a sentence about the file. */
export async function readPicture(name: string, language: string): Promise<Result<ReadPicture, string>> {
  const read = readAtMost(name, ASSET_LIMIT)
  if (!read) return failed('is not there; mend its path')
  const bytes = read.length > ASSET_LIMIT ? new Uint8Array() : read
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const file = `media/${slugify(stem(name)) || 'image'}.${digest.slice(0, 8)}${extname(name).toLowerCase()}`
  const asset = describeMedia(file, bytes, digest)
  if (!asset.ok) return asset
  const words = await readPictureWords(bytes, language)
  return success({
    file,
    from: basename(name),
    bytes,
    asset: asset.value,
    words: words.ok ? words.value : {},
    fault: words.ok ? undefined : words.failure,
  })
}

/** An article whose image is the picture, and sentences that say what came with it. */
export function withPicture(
  written: WrittenArticle,
  { file, from, words, fault }: ReadPicture,
): { readonly written: WrittenArticle; readonly notes: readonly string[] } {
  const before = (written.fields.image ?? {}) as ImportedImage
  // The words of another picture are none of this one.
  const own: ImportedImage = before.url ? {} : before
  const taken = missingOf(own, words)
  const image = { file, ...own, ...taken }
  const isTaking = Object.keys(taken).length > 0
  return {
    written: { ...written, fields: { ...written.fields, image } },
    notes: [
      `image: ${file}${before.url ? `, in place of ${before.url}` : ''}`,
      ...(isTaking ? [`takes ${listOf(taken)} from ${from}`] : []),
      ...(fault ? [`${from} ${fault}`] : []),
      ...(image.credit ? [] : [`nobody is credited for ${from}; write image.credit in the article's file`]),
    ],
  }
}
