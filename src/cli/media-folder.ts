import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { imageSize } from 'image-size'
import type { MediaAsset } from '../ingest/content/article-file.ts'
import { pictureOf } from '../model/article.ts'
import { typeOfExtension } from '../model/media-type.ts'
import { failed, type Result, success } from '../model/result.ts'
import { slugify } from '../model/slug.ts'
import { makeSmaller, widthsOf } from './smaller-pictures.ts'

/** Cloudflare serves no static asset above 25 MiB. */
export const ASSET_LIMIT = 25 * 1024 * 1024

const TYPES: Readonly<Record<string, { type: string; extension: string }>> = {
  avif: { type: 'image/avif', extension: 'avif' },
  gif: { type: 'image/gif', extension: 'gif' },
  jpg: { type: 'image/jpeg', extension: 'jpg' },
  png: { type: 'image/png', extension: 'png' },
  webp: { type: 'image/webp', extension: 'webp' },
}

/** Whether a path looks like an image, a film or a sound that an article can show. */
export function isMediaPath(path: string): boolean {
  return shownType(path) !== undefined
}

/** Whether a path looks like a picture, by the end of its name. */
export function isPicturePath(path: string): boolean {
  return shownType(path)?.startsWith('image/') ?? false
}

/** The media type that the end of a path tells; `undefined` where articles can't show such a file. */
function shownType(path: string): string | undefined {
  const type = typeOfExtension(/\.([a-z\d]+)$/i.exec(path)?.[1] ?? '')
  return type === 'image/svg+xml' ? undefined : type
}

/** Whether bytes are those of a picture, whatever the name of their file. */
export function isPicture(bytes: Uint8Array): boolean {
  try {
    return TYPES[imageSize(bytes).type ?? ''] !== undefined
  } catch {
    return false
  }
}

// On some systems Foto.jpg and foto.jpg are one file, and so are two ways to write an é. Here they are not.
function spelledOtherwise(file: string): string | undefined {
  const plain = (name: string) => name.normalize('NFC').toLowerCase()
  const folder = dirname(file)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined
  return readdirSync(folder).find((name) => plain(name) === plain(basename(file)))
}

/** What was read of a file, and the size and time that it had then. */
export interface KnownMedia {
  readonly stamp: string
  readonly digest: string
  readonly asset: Result<MediaAsset, string>
}

/** The images, films and sounds of a content folder. A file is read again only when its size or time has changed. */
export class MediaFolder {
  /** By path. */
  readonly known: Map<string, KnownMedia>
  readonly #root: string

  constructor(root: string, known: ReadonlyMap<string, KnownMedia> = new Map()) {
    this.#root = root
    this.known = new Map(known)
  }

  /** The file at a path of the folder, or why there is none: the end of a sentence about it. */
  find(path: string): Result<MediaAsset, string> {
    const read = this.#read(path)
    if (read) return read.asset
    const file = join(this.#root, path)
    const other = spelledOtherwise(file)
    if (other) return failed(`is not there, but ${other} is: write its name as it is, letter by letter`)
    return failed(`is not there; mend the path, or put the file at ${relative(process.cwd(), file)}`)
  }

  /** A digest of the bytes at a path; empty where there is no file. */
  digest(path: string): string {
    return this.#read(path)?.digest ?? ''
  }

  /**
   * Copies a file to the folder of static assets, and makes the smaller pictures of it there. Names hold the digest of the
   * file, so what is there is the same. Returns the paths of all of them below the folder.
   */
  async publish(path: string, assets: string): Promise<string[]> {
    const found = this.find(path)
    if (!found.ok) return []
    const source = join(this.#root, path)
    const own = decodeURIComponent(found.value.path)
    const target = join(assets, own)
    if (!existsSync(target)) {
      mkdirSync(dirname(target), { recursive: true })
      copyFileSync(source, target)
    }
    const widths = found.value.widths ?? []
    for (const width of widths) await makeSmaller(source, pictureOf(target, width), width)
    return [own, ...widths.map((width) => pictureOf(own, width))]
  }

  #read(path: string): KnownMedia | undefined {
    const file = join(this.#root, path)
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat?.isFile()) return undefined
    const stamp = `${stat.mtimeMs} ${stat.size}`
    const before = this.known.get(path)
    if (before?.stamp === stamp) return before
    const bytes = stat.size > ASSET_LIMIT ? new Uint8Array() : readFileSync(file)
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
    const read = { stamp, digest, asset: describeMedia(path, bytes, digest) }
    this.known.set(path, read)
    return read
  }
}

/**
 * What the bytes of a media file at a path of the content folder are, or why they can't be shown: the end of a sentence.
 * Those of a file that is too large come as none.
 */
export function describeMedia(path: string, bytes: Uint8Array, digest: string): Result<MediaAsset, string> {
  if (bytes.length === 0) return failed(`is empty or larger than ${ASSET_LIMIT} bytes; make it smaller`)
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const type = typeOfExtension(extension)
  if (type && !type.startsWith('image/')) {
    return success({ path: assetPath(path, digest, extension), type, length: bytes.length, digest })
  }
  try {
    const { type = '', width, height, orientation = 1 } = imageSize(bytes)
    const known = TYPES[type]
    if (!known) return failed('is no AVIF, GIF, JPEG, PNG or WebP image; save it as one of these')
    // Orientations 5 to 8 of Exif turn the picture by a quarter.
    const size = orientation >= 5 ? { width: height, height: width } : { width, height }
    const asset = { path: assetPath(path, digest, known.extension), type: known.type, ...size, digest }
    return success({ ...asset, widths: widthsOf(known.type, size.width) })
  } catch {
    return failed('is no image that can be read; save it as AVIF, GIF, JPEG, PNG or WebP')
  }
}

// articles/2022/09/media/KTT SCO.jpg is /media/2022/09/ktt-sco.1f2e3d4c.jpg
function assetPath(path: string, digest: string, extension: string): string {
  const parts = path.split('/').filter((part) => part !== 'articles' && part !== 'media')
  const stem = (parts.pop() ?? '').replace(/\.[^.]*$/, '')
  const name = `${slugify(stem) || 'image'}.${digest.slice(0, 8)}.${extension}`
  return `/media/${[...parts.map((part) => slugify(part) || 'x'), name].map(encodeURIComponent).join('/')}`
}
