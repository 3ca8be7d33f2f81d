import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { listFiles } from './disk.ts'
import { isMediaPath, MediaFolder } from './media-folder.ts'

/** Where the files may be that articles show: all paths are of folders, but for the origin of the deployed site. */
export interface MediaPlaces {
  readonly content: string
  /** Folders of static assets. */
  readonly assets: readonly string[]
  readonly siteUrl?: string | undefined
}

/**
 * The pictures, films and sounds of an export. An address on the site is made of the names of the folders, the name of the
 * file, and a digest of its bytes. Each file gets such a name beside its article that its address stays as it is.
 */
export class ExportMedia {
  readonly #out: string
  readonly #places: MediaPlaces
  /** What stands where in the export, as addresses on the site by paths. */
  readonly #written = new Map<string, string>()
  #files: ReadonlyMap<string, string> | undefined

  constructor(out: string, places: MediaPlaces) {
    this.#out = out
    this.#places = places
  }

  /**
   * Puts the file with this address on the site beside an article file, and returns its name relative to that, encoded as
   * in a link; `undefined` where the file is nowhere to be found.
   */
  async add(article: string, address: string): Promise<string | undefined> {
    const folder = posix.dirname(article)
    const parts = decodeURIComponent(address).split('/').slice(2)
    const own = folder.split('/').filter((part) => part !== 'articles' && part !== 'media')
    if (parts.slice(0, own.length).join('/') !== own.join('/')) return undefined
    const name = (parts.pop() ?? '').replace(/\.[0-9a-f]{8}(?=\.[a-z\d]+$)/, '')
    let below = [...parts.slice(own.length), 'media']
    while ((this.#written.get(posix.join(folder, ...below, name)) ?? address) !== address)
      below = [...below, 'media']
    const path = posix.join(folder, ...below, name)
    if (!this.#written.has(path) && !(await this.#copy(address, join(this.#out, path)))) return undefined
    this.#written.set(path, address)
    return [...below, name].map(encodeURIComponent).join('/')
  }

  /** Copies a file of the content folder to the same place; says whether it could. */
  async keep(path: string): Promise<boolean> {
    const file = join(this.#places.content, path)
    const found = new MediaFolder(this.#places.content).find(path)
    if (!found.ok) return false
    const address = this.#written.get(path)
    if (address !== undefined) return address === found.value.path
    await mkdir(dirname(join(this.#out, path)), { recursive: true })
    await copyFile(file, join(this.#out, path))
    this.#written.set(path, found.value.path)
    return true
  }

  async #copy(address: string, to: string): Promise<boolean> {
    const bytes = await this.#bytes(address)
    if (!bytes) return false
    await mkdir(dirname(to), { recursive: true })
    await writeFile(to, bytes)
    return true
  }

  async #bytes(address: string): Promise<Uint8Array | undefined> {
    const own = (await this.#ownFiles()).get(address)
    const files = this.#places.assets.map((folder) => join(folder, decodeURIComponent(address)))
    for (const file of own === undefined ? files : [own, ...files]) {
      const bytes = await readFile(file).catch(() => undefined)
      if (bytes) return bytes
    }
    const { siteUrl } = this.#places
    if (siteUrl === undefined) return undefined
    const response = await fetch(siteUrl + address, { signal: AbortSignal.timeout(30_000) }).catch(
      () => undefined,
    )
    return response?.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
  }

  /** The files of the content folder by their addresses on the site. */
  async #ownFiles(): Promise<ReadonlyMap<string, string>> {
    if (this.#files) return this.#files
    const { content } = this.#places
    const listed = await listFiles(content, 'articles')
    const media = new MediaFolder(content)
    const files = new Map<string, string>()
    for (const path of listed.ok ? listed.value.filter(isMediaPath) : []) {
      const found = media.find(path)
      if (found.ok) files.set(found.value.path, join(content, path))
    }
    this.#files = files
    return files
  }
}
