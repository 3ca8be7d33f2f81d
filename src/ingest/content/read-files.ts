import { type Fault, failed, type Result } from '../../model/result.ts'
import type { Life } from '../life.ts'
import { lostText } from '../replaced-elements.ts'
import { type DraftArticle, readArticleFile } from './article-file.ts'
import { type FileDigest, splitDigest } from './edit-times.ts'
import type { Content, Progress } from './folder.ts'
import type { FrontMatterFile } from './front-matter.ts'
import { missingAlts, withPictureWords } from './picture-words.ts'
import { REGISTRY_FILE, type Registry, readRegistry } from './registry-file.ts'

/**
 * The version of the way from a file to a stored article and its channels. Raise it with every change of that: the
 * next sync then reads every file again, and lists every article anew, polled ones too.
 */
export const PIPELINE = '7'

/** What is stored already of a file. */
export interface KnownFile {
  readonly path: string
  readonly id: string
  readonly slug: string
  /** See FileDigest. */
  readonly digest: string
}

/** A file that is new or was changed. */
export interface FreshFile {
  readonly path: string
  readonly digest: FileDigest
  readonly draft: DraftArticle
  readonly life: Life
  readonly lineOf: FrontMatterFile['lineOf']
  /** What a reader will not see of it, and what was taken from the file of its picture: the end of a sentence each. */
  readonly notes: readonly string[]
}

export interface ContentReading {
  readonly faults: readonly Fault[]
  /** Sorted by path. */
  readonly fresh: readonly FreshFile[]
  readonly unchanged: readonly KnownFile[]
}

export interface ReadingOptions {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** What is stored, by path. A file with the same digest is not read again. */
  readonly known: ReadonlyMap<string, KnownFile>
  readonly progress: (progress: Progress) => void
}

/** Reads the source registry of a content folder. */
export async function readSourcesFile(content: Content): Promise<Result<Registry, Fault[]>> {
  const file = `${content.name}/${REGISTRY_FILE}`
  const bytes = await content.readFile(REGISTRY_FILE)
  return bytes.ok ? readRegistry(bytes.value, file) : failed([bytes.failure])
}

/** Reads all articles of a content folder with its registry, and gathers every fault in both. */
export async function readContent(
  content: Content,
  sources: Result<Registry, readonly Fault[]>,
  options: ReadingOptions,
): Promise<ContentReading> {
  const { now, known, progress } = options
  const registry: Registry = sources.ok ? sources.value : new Map()
  const faults: Fault[] = sources.ok ? [] : [...sources.failure]
  const fresh: FreshFile[] = []
  const unchanged: KnownFile[] = []
  const listed = await content.listArticles()
  if (!listed.ok) return { faults: [...faults, ...listed.failure], fresh, unchanged }
  const paths = listed.value
  for (const [index, path] of paths.entries()) {
    progress({ phase: 'read', done: index, total: paths.length })
    const read = await content.readArticle(path)
    if (!read) continue
    const { digest } = read
    const before = known.get(path)
    if (before && splitDigest(before.digest).file === digest) {
      unchanged.push(before)
      continue
    }
    const findMedia = (_: string, name: string) => content.findMedia(path, name)
    const reading = readArticleFile(`${content.name}/${path}`, read.bytes, { registry, now, findMedia })
    if (reading.ok) {
      const { life, lineOf, statement, updated, lost } = reading.value
      const { draft, notes } = await withPictureWords(content, path, reading.value)
      const said = await content.hexDigest(statement, 8)
      fresh.push({
        path,
        digest: { file: digest, said, updated: updated?.instant },
        draft,
        life,
        lineOf,
        notes: [...notes, ...lostText(lost), ...missingAlts(draft)],
      })
    }
    // Without the registry every article would be faulted for its sources.
    else faults.push(...(sources.ok ? reading.failure : reading.failure.filter(isOwnFault)))
  }
  progress({ phase: 'read', done: paths.length, total: paths.length })
  return { faults: [...faults, ...duplicates(content.name, fresh, unchanged)], fresh, unchanged }
}

function isOwnFault({ field }: Fault): boolean {
  return field !== 'publisher' && !field.startsWith('sources')
}

function duplicates(folder: string, fresh: readonly FreshFile[], unchanged: readonly KnownFile[]): Fault[] {
  const ids = new Map(unchanged.map(({ id, path }) => [id, path]))
  const slugs = new Map(unchanged.map(({ slug, path }) => [slug, path]))
  const faults: Fault[] = []
  for (const { path, draft, lineOf } of fresh) {
    const file = `${folder}/${path}`
    const sameId = draft.id === undefined ? undefined : ids.get(draft.id)
    if (sameId) {
      const message = `is also the id of ${folder}/${sameId}; take one of them out to have a new one minted`
      faults.push({ file, line: lineOf(['id']), field: 'id', message })
    }
    const sameSlug = slugs.get(draft.slug)
    if (sameSlug) {
      const message = `has the same name, and so the same slug, as ${folder}/${sameSlug}; rename one of them`
      faults.push({ file, line: 1, field: '-', message })
    }
    if (draft.id !== undefined) ids.set(draft.id, path)
    slugs.set(draft.slug, path)
  }
  return faults
}
