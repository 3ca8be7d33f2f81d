import { open, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dump } from 'js-yaml'
import { REGISTRY_FILE, readRegistry } from '../ingest/content/registry-file.ts'
import { assumedOf, readSiteText, SITE_FILE } from '../ingest/content/site-file.ts'
import { formatFault } from '../model/result.ts'
import type { Site } from '../model/site.ts'
import type { Source } from '../model/source.ts'
import { writeWhole } from './disk.ts'
import type { ReadPicture } from './import-pictures.ts'
import { ImportStories } from './import-stories.ts'

/** How many bytes of a file are read to find its front matter. */
const HEAD_BYTES = 16_384

/** A content folder that imports are written into. */
export class ImportTarget {
  readonly #root: string
  readonly stories: ImportStories

  /** `authority` is that of the ids which are minted here. */
  constructor(root: string, authority: string) {
    this.#root = root
    this.stories = new ImportStories(authority)
  }

  /** Learns which stories the folder has. */
  async scan(): Promise<void> {
    const folder = join(this.#root, 'articles')
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries.filter(({ name }) => name.endsWith('.md'))) {
      const path = join(entry.parentPath, entry.name)
      this.stories.add(path.slice(this.#root.length + 1), await readHead(path))
    }
  }

  /** Writes an article's file, whole or not at all. */
  writeArticle(path: string, text: string): Promise<void> {
    return writeWhole(join(this.#root, path), text)
  }

  /** Has an article's file withdraw its article. One that does so already stays as it is. */
  async withdraw(path: string, reason: string): Promise<void> {
    const file = join(this.#root, path)
    const text = await readFile(file, 'utf8')
    const [head] = text.split(/^---[ \t]*$/m).slice(1)
    if (head === undefined || /^withdrawn:/m.test(head)) return
    const said = dump({ withdrawn: { kind: 'kill', reason } }, { lineWidth: -1 })
    await writeWhole(
      file,
      text.replace(/^(\uFEFF?---[ \t]*\r?\n)/, (fence) => fence + said),
    )
  }

  /** Writes a picture into the folder beside the article's file. One that is there under its name is the same. */
  writePicture(articlePath: string, { file, bytes }: ReadPicture): Promise<void> {
    return writeWhole(join(this.#root, dirname(articlePath), file), bytes)
  }

  /** The sources of the folder; none where it has no registry yet. @throws Error where that is faulty. */
  async readSources(): Promise<Source[]> {
    const file = join(this.#root, REGISTRY_FILE)
    const bytes = await readFile(file).catch(() => undefined)
    if (!bytes) return []
    const read = readRegistry(bytes, file)
    if (read.ok) return [...read.value.values()]
    const [fault] = read.failure
    throw new Error(`${file}:${fault?.line}: ${fault?.field}: ${fault?.message}`)
  }

  /** What the folder's site says of documents which do not say it. @throws Error where its file is faulty. */
  async readAssumed(): Promise<Site['assumed']> {
    const file = join(this.#root, SITE_FILE)
    const bytes = await readFile(file).catch(() => undefined)
    if (!bytes) return {}
    const read = readSiteText(bytes, file)
    if (read.ok) return assumedOf(read.value.said)
    throw new Error(read.failure.map(formatFault).join('\n'))
  }

  /** Adds entries to the registry; what somebody wrote there, comments too, stays as it is. */
  async addSources(sources: readonly Source[]): Promise<void> {
    const file = join(this.#root, REGISTRY_FILE)
    const before = await readFile(file, 'utf8').catch(() => 'sources:\n')
    const text = `${before.replace(/\n*$/, '\n')}${indent(dump(sources, { lineWidth: -1 }))}`
    const read = readRegistry(new TextEncoder().encode(text), file)
    if (!read.ok) throw new Error(`${file} can't be added to; write its list of sources one "- id:" a line`)
    await writeWhole(file, text)
  }
}

function indent(yaml: string): string {
  return yaml.replace(/^(?=.)/gm, '  ')
}

async function readHead(path: string): Promise<string> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
  return buffer.toString('utf8', 0, bytesRead)
}
