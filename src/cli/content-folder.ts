import { createHash, hash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, posix, relative, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate } from 'node:timers/promises'
import type { MediaAsset } from '../ingest/content/article-file.ts'
import type { AskedFile, CommonContext, FileReading } from '../ingest/content/file-reading.ts'
import type { ArticleFile, Content, PictureWords } from '../ingest/content/folder.ts'
import { readOneByOne } from '../ingest/content/read-file.ts'
import { FILE_LIMIT } from '../ingest/content/text-file.ts'
import { type Fault, failed, type Result, success } from '../model/result.ts'
import { LEADS_OUT, leadsOut, listFiles, type PathFault, readAtMost, writeWhole } from './disk.ts'
import { isMediaPath, MediaFolder } from './media-folder.ts'
import { readPictureWords } from './picture-metadata.ts'
import { type ReadFolder, readInThreads } from './reading-threads.ts'

const ARTICLES = 'articles'

/** After so many articles the process turns to whatever else it has to do. */
const TURN = 32

/** So many new files are read sooner by threads, although these take a while to begin. */
const MANY = 2000

/** A content folder on disk. Links in it that lead out of it are faults, so nothing outside the folder is read. */
export class ContentFolder implements Content {
  readonly name: string
  readonly #root: string
  readonly #media: MediaFolder
  /** The images of each folder and of those below it. */
  #images: ReadonlyMap<string, readonly string[]>
  #reads = 0
  #digests = 0

  /** What another one knows of this folder already spares it the reading. */
  constructor(root: string, { images, media }: Partial<ReadFolder> = {}) {
    this.#root = root
    this.#images = images ?? new Map()
    this.#media = new MediaFolder(root, media)
    this.name = relative(process.cwd(), root).split(sep).join('/') || basename(root)
  }

  readFile = async (path: string): Promise<Result<Uint8Array | undefined, Fault>> =>
    (await leadsOut(this.#root, path))
      ? failed(this.#fault({ path, message: LEADS_OUT }))
      : success(readAtMost(join(this.#root, path), FILE_LIMIT))

  readLines = async (path: string): Promise<AsyncIterable<string> | undefined> => {
    const file = join(this.#root, path)
    if (!existsSync(file) || (await leadsOut(this.#root, path))) return undefined
    return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
  }

  listArticles = async (): Promise<Result<readonly string[], readonly Fault[]>> => {
    const files = await listFiles(this.#root, ARTICLES)
    if (!files.ok) return failed(files.failure.map((one) => this.#fault(one)))
    this.#images = byFolder(files.value.filter(isMediaPath))
    return success(files.value.filter((path) => path.endsWith('.md')))
  }

  readArticle = async (path: string): Promise<ArticleFile | undefined> => {
    if (++this.#reads % TURN === 0) await setImmediate()
    const bytes = readAtMost(join(this.#root, path), FILE_LIMIT)
    return bytes && { bytes, digest: this.#digest(path, bytes) }
  }

  readArticles = (files: readonly AskedFile[], context: CommonContext): AsyncIterable<FileReading> => {
    const fresh = files.filter(({ known }) => known === undefined).length
    if (fresh < MANY) return readOneByOne(this, files, context)
    const folder = { root: this.#root, images: this.#images, media: this.#media.known }
    return readInThreads(this, folder, files, context)
  }

  findMedia = (articlePath: string, name: string): Result<MediaAsset, string> => {
    const folder = posix.dirname(articlePath)
    const path = posix.normalize(posix.join(folder, name))
    if (!path.startsWith(`${folder}/`)) {
      return failed("is outside the article's folder; put it beside the article")
    }
    return isMediaPath(path)
      ? this.#media.find(path)
      : failed('is no AVIF, GIF, JPEG, PNG or WebP file, and no film or sound such as MP4, WebM, MP3 or Ogg')
  }

  readPicture = async (
    articlePath: string,
    name: string,
    language: string,
  ): Promise<Result<PictureWords, string>> => {
    const found = this.findMedia(articlePath, name)
    if (!found.ok) return found
    const bytes = await readFile(join(this.#root, posix.join(posix.dirname(articlePath), name)))
    return readPictureWords(bytes, language)
  }

  writeId = async (path: string, id: string): Promise<string> => {
    const file = join(this.#root, path)
    const text = await readFile(file, 'utf8')
    const changed = text.replace(/^(\uFEFF?---[ \t]*(\r\n?|\n))/, `$1id: ${id}$2`)
    await writeWhole(file, changed)
    return this.#digest(path, Buffer.from(changed))
  }

  // A sync makes digests while earlier articles are being sent to the database: sending them needs turns of its own.
  hexDigest = async (text: string, bytes: number): Promise<string> => {
    if (++this.#digests % TURN === 0) await setImmediate()
    return hash('sha256', text, 'hex').slice(0, bytes * 2)
  }

  /**
   * Copies every image to the folder of static assets, with the smaller ones that are made of it. Returns their paths below
   * that folder. Fails where a part of content/ can't be listed.
   */
  publishMedia = async (assets: string): Promise<Result<readonly string[], readonly Fault[]>> => {
    const files = await listFiles(this.#root, ARTICLES)
    if (!files.ok) return failed(files.failure.map((one) => this.#fault(one)))
    const published: string[] = []
    for (const path of files.value.filter(isMediaPath)) {
      published.push(...(await this.#media.publish(path, assets)))
    }
    return success(published)
  }

  #fault({ path, message }: PathFault): Fault {
    return { file: `${this.name}/${path}`, line: 1, field: '-', message }
  }

  // An article may show the images of its own folder and of those below: a change of one is a change of the article.
  #digest(path: string, bytes: Uint8Array): string {
    const hash = createHash('sha256').update(bytes)
    for (const image of this.#images.get(posix.dirname(path)) ?? []) {
      hash.update(image).update(this.#media.digest(image))
    }
    return hash.digest('hex').slice(0, 32)
  }
}

function byFolder(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
      const below = folders.get(folder)
      if (below) below.push(path)
      else folders.set(folder, [path])
    }
  }
  return folders
}
