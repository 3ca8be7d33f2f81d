import { hexDigest } from '../../src/ingest/aliases.ts'
import type { MediaAsset } from '../../src/ingest/content/article-file.ts'
import type { AskedFile, CommonContext } from '../../src/ingest/content/file-reading.ts'
import type { ArticleFile, Content, PictureWords } from '../../src/ingest/content/folder.ts'
import { readOneByOne } from '../../src/ingest/content/read-file.ts'
import { type Fault, failed, type Result, success } from '../../src/model/result.ts'

/** A content folder in memory: paths and their text, bytes or image. */
export class MemoryContent implements Content {
  readonly name = 'content'
  readonly files: Map<string, string | Uint8Array>
  readonly media: Map<string, MediaAsset>

  /** What the files of pictures say, by their names. */
  readonly pictures = new Map<string, PictureWords>()

  constructor(files: Record<string, string | Uint8Array>, media: Record<string, MediaAsset> = {}) {
    this.files = new Map(Object.entries(files))
    this.media = new Map(Object.entries(media))
  }

  readFile = async (path: string): Promise<Result<Uint8Array | undefined, Fault>> =>
    success(this.#bytes(path))

  readLines = async (path: string): Promise<AsyncIterable<string> | undefined> => {
    const text = this.files.get(path)
    return text === undefined ? undefined : linesOf(String(text))
  }

  listArticles = async (): Promise<Result<string[], Fault[]>> =>
    success([...this.files.keys()].filter((path) => /^(?!polled\/).*\.md$/.test(path)).sort())

  readArticle = async (path: string): Promise<ArticleFile | undefined> => {
    const bytes = this.#bytes(path)
    return bytes && { bytes, digest: await digestOf(bytes) }
  }

  readArticles = (files: readonly AskedFile[], context: CommonContext) => readOneByOne(this, files, context)

  #bytes(path: string): Uint8Array | undefined {
    const file = this.files.get(path)
    return typeof file === 'string' ? new TextEncoder().encode(file) : file
  }

  hexDigest = hexDigest

  findMedia = (_articlePath: string, name: string): Result<MediaAsset, string> => {
    const found = this.media.get(name)
    return found ? success(found) : failed('is not there; mend the path or add the file beside the article')
  }

  readPicture = async (_articlePath: string, name: string): Promise<Result<PictureWords, string>> =>
    success(this.pictures.get(name) ?? {})

  writeId = async (path: string, id: string): Promise<string> => {
    const text = String(this.files.get(path)).replace('---\n', `---\nid: ${id}\n`)
    this.files.set(path, text)
    return digestOf(new TextEncoder().encode(text))
  }
}

async function* linesOf(text: string) {
  yield* text.trimEnd().split('\n')
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16)).join('')
}
