import { type Fault, failed, type Result } from '../../model/result.ts'
import type { FreshFile, KnownFile } from './file-reading.ts'
import type { Content, Progress } from './folder.ts'
import { duplicates } from './id-faults.ts'
import { REGISTRY_FILE, type Registry, readRegistry } from './registry-file.ts'

/**
 * The version of the way from a file to a stored article and its channels. Raise it with every change of that: the
 * next sync then reads every file again, and lists every article anew, polled ones too.
 */
export const PIPELINE = '7'

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
  { now, known, progress }: ReadingOptions,
): Promise<ContentReading> {
  const registry: Registry = sources.ok ? sources.value : new Map()
  const faults: Fault[] = sources.ok ? [] : [...sources.failure]
  const fresh: FreshFile[] = []
  const unchanged: KnownFile[] = []
  const listed = await content.listArticles()
  if (!listed.ok) return { faults: [...faults, ...listed.failure], fresh, unchanged }
  const files = listed.value.map((path) => ({ path, known: known.get(path)?.digest }))
  let done = 0
  for await (const reading of content.readArticles(files, { registry, now })) {
    progress({ phase: 'read', done: done++, total: files.length })
    if (reading.kind === 'fresh') fresh.push(reading.file)
    if (reading.kind === 'unchanged') unchanged.push(known.get(reading.path) as KnownFile)
    // Without the registry every article would be faulted for its sources.
    if (reading.kind === 'faulty')
      faults.push(...(sources.ok ? reading.faults : reading.faults.filter(isOwnFault)))
  }
  progress({ phase: 'read', done: files.length, total: files.length })
  faults.push(...(await duplicates(content, { fresh, unchanged })))
  return { faults, fresh, unchanged }
}

function isOwnFault({ field }: Fault): boolean {
  return field !== 'publisher' && !field.startsWith('sources')
}
