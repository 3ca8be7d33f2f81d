import type { Fault } from '../../model/result.ts'
import { DEMO_AUTHORITY, isDemoId } from '../../model/site.ts'
import { foreignNames } from '../../storage/commit/stored-files.ts'
import type { Database } from '../../storage/database.ts'
import type { FreshFile, KnownFile } from './file-reading.ts'
import type { Content } from './folder.ts'
import { readFrontMatter } from './front-matter.ts'
import { readText } from './text-file.ts'

/** The files of a folder. */
interface Files {
  readonly fresh: readonly FreshFile[]
  readonly unchanged: readonly KnownFile[]
}

/** The faults of files that have the id or the slug of another file. */
export async function duplicates(content: Content, { fresh, unchanged }: Files): Promise<Fault[]> {
  const ids = new Map(unchanged.map(({ id, path }) => [id, path]))
  const slugs = new Map(unchanged.map(({ slug, path }) => [slug, path]))
  const faults: Fault[] = []
  for (const { path, draft } of fresh) {
    const sameId = draft.id === undefined ? undefined : ids.get(draft.id)
    if (sameId) {
      const message = `is also the id of ${content.name}/${sameId}; take one of them out to have a new one minted`
      faults.push(await idFault(content, path, message))
    }
    const sameSlug = slugs.get(draft.slug)
    if (sameSlug) {
      const message = `has the same name, and so the same slug, as ${content.name}/${sameSlug}; rename one of them`
      faults.push(nameFault(content, path, message))
    }
    if (draft.id !== undefined) ids.set(draft.id, path)
    slugs.set(draft.slug, path)
  }
  return faults
}

/** The faults of files that still have ids of the demonstration on a site that is somebody's. */
export async function demoFaults(
  content: Content,
  { fresh, unchanged }: Files,
  authority: string,
): Promise<readonly Fault[]> {
  if (authority === DEMO_AUTHORITY) return []
  const message = `is an id of the demonstration; take it out to have one of ${authority} minted, or take the file out`
  const paths = [
    ...fresh.filter(({ draft }) => isDemoId(draft.id ?? '')).map(({ path }) => path),
    ...unchanged.filter(({ id }) => isDemoId(id)).map(({ path }) => path),
  ]
  return Promise.all(paths.map((path) => idFault(content, path, message)))
}

/** The faults of files that claim the id or the slug of an article which came in another way. */
export async function foreignFaults(
  db: Database,
  content: Content,
  fresh: readonly FreshFile[],
  idOf: (file: FreshFile) => string,
): Promise<Fault[]> {
  const foreign = await foreignNames(
    db,
    fresh.map((file) => ({ id: idOf(file), slug: file.draft.slug })),
  )
  const faults: Fault[] = []
  for (const file of fresh) {
    if (foreign.ids.has(idOf(file))) {
      const message = 'is the id of an article that came in another way; take it out to have a new one minted'
      faults.push(await idFault(content, file.path, message))
    }
    if (foreign.slugs.has(file.draft.slug)) {
      const message = 'has the slug of an article that came in another way; rename the file'
      faults.push(nameFault(content, file.path, message))
    }
  }
  return faults
}

function nameFault({ name }: Content, path: string, message: string): Fault {
  return { file: `${name}/${path}`, line: 1, field: '-', message }
}

/** A fault of the id of a file. The file is read once more for its line, which is not looked for in files that are right. */
export async function idFault(content: Content, path: string, message: string): Promise<Fault> {
  const read = await content.readArticle(path)
  const text = read && readText(read.bytes)
  const parts = text?.ok ? readFrontMatter(text.value) : undefined
  const line = parts?.ok ? parts.value.lineOf(['id']) : 1
  return { file: `${content.name}/${path}`, line, field: 'id', message }
}
