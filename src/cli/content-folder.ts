import { createHash, hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, posix, relative, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { MediaAsset } from '../ingest/content/article-file.ts'
import type { ArticleFile, Content } from '../ingest/content/folder.ts'
import { FILE_LIMIT } from '../ingest/content/utf8-file.ts'
import { isImagePath, MediaFolder } from './media-folder.ts'
import { writeWhole } from './write-whole.ts'

const ARTICLES = 'articles'

/** After so many articles whatever else the process has to do gets its turn. */
const TURN = 32

/** A content folder on disk. Links are not followed, so nothing outside the folder is read. */
export class ContentFolder implements Content {
  readonly name: string
  readonly #root: string
  readonly #media: MediaFolder
  /** The images of each folder and of those below it. */
  #images: ReadonlyMap<string, readonly string[]> = new Map()
  #reads = 0
  #digests = 0

  constructor(root: string) {
    this.#root = root
    this.#media = new MediaFolder(root)
    this.name = relative(process.cwd(), root).split(sep).join('/') || basename(root)
  }

  readFile = async (path: string): Promise<Uint8Array | undefined> => readLimited(join(this.#root, path))

  listArticles = async (): Promise<readonly string[]> => {
    const files = await listFiles(this.#root)
    this.#images = byFolder(files.filter(isImagePath))
    return files.filter((path) => path.endsWith('.md'))
  }

  readArticle = async (path: string): Promise<ArticleFile | undefined> => {
    if (++this.#reads % TURN === 0) await setImmediate()
    const bytes = readLimited(join(this.#root, path))
    return bytes && { bytes, digest: this.#digest(path, bytes) }
  }

  findMedia = (articlePath: string, name: string): MediaAsset | string => {
    const folder = posix.dirname(articlePath)
    const path = posix.normalize(posix.join(folder, name))
    if (!path.startsWith(`${folder}/`)) return "is outside the article's folder; put it beside the article"
    return isImagePath(path) ? this.#media.find(path) : 'is no AVIF, GIF, JPEG, PNG or WebP file'
  }

  writeId = async (path: string, id: string): Promise<string> => {
    const file = join(this.#root, path)
    const text = await readFile(file, 'utf8')
    const changed = text.replace(/^(\uFEFF?---[ \t]*(\r\n?|\n))/, `$1id: ${id}$2`)
    await writeWhole(file, changed)
    return this.#digest(path, Buffer.from(changed))
  }

  // Asked for article by article while those before are on their way to the database: they need turns to get there.
  hexDigest = async (text: string, bytes: number): Promise<string> => {
    if (++this.#digests % TURN === 0) await setImmediate()
    return hash('sha256', text, 'hex').slice(0, bytes * 2)
  }

  /** Copies every image to the folder of static assets. */
  publishMedia = async (assets: string): Promise<void> => {
    for (const path of (await listFiles(this.#root)).filter(isImagePath)) this.#media.publish(path, assets)
  }

  // The images that the article may show belong to it: those of its folder and below.
  #digest(path: string, bytes: Uint8Array): string {
    const hash = createHash('sha256').update(bytes)
    for (const image of this.#images.get(posix.dirname(path)) ?? []) {
      hash.update(image).update(this.#media.digest(image))
    }
    return hash.digest('hex').slice(0, 32)
  }
}

/** Every file of the articles' folder, sorted; hidden ones, such as those that editors keep, left out. */
async function listFiles(root: string): Promise<string[]> {
  const folder = join(root, ARTICLES)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((a, b) => (a < b ? -1 : 1))
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

// One byte more than the limit is enough to know that a file is too large. Read without waiting for other
// threads: a file would be there and back four times, which takes ten times as long as reading it.
function readLimited(file: string): Uint8Array | undefined {
  try {
    const handle = openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(Math.min(fstatSync(handle).size, FILE_LIMIT + 1))
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0))
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
