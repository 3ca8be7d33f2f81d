import { type Moment, wallClock } from '../model/moment.ts'
import type { FreshFile } from './content/file-reading.ts'

/** What an id is minted of. */
export interface Mintable {
  readonly published: Moment
  readonly slug: string
}

/**
 * A tag: URI (RFC 4151) for an article, made of authority, day of publication (in the article's own time zone) and slug.
 */
export function tagUri({ published, slug }: Mintable, authority: string): string {
  const day = wallClock(published).toISOString().slice(0, 10)
  return `tag:${authority},${day}:${encodeURIComponent(slug)}`
}

/** Whether an id has the form of those that are minted here. */
export function isMinted(id: string, authority: string): boolean {
  return id.startsWith(`tag:${authority},`)
}

/** A new id for an article: its tag: URI, with a number where that is taken, say by one that was renamed since. */
export function mintId(
  article: Mintable,
  taken: { readonly has: (id: string) => boolean },
  authority: string,
): string {
  const base = tagUri(article, authority)
  let id = base
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`
  return id
}

/** The ids that can't be minted. */
export interface TakenIds {
  /** Those that files have. */
  readonly inFiles: ReadonlySet<string>
  /** Those of stored articles, and of articles that were removed. */
  readonly inStorage: ReadonlySet<string>
  /** The id that is stored for a path: a file that has lost its id there gets that back where it would be minted anew. */
  readonly byPath: ReadonlyMap<string, { readonly id: string }>
}

/** Mints an id for every file that has none. Returns the new ids by path. */
export function mintIds(
  files: readonly FreshFile[],
  { inFiles, inStorage, byPath }: TakenIds,
  authority: string,
): Map<string, string> {
  const used = new Set(inFiles)
  for (const { draft } of files) if (draft.id !== undefined) used.add(draft.id)
  const minted = new Map<string, string>()
  for (const { path, draft } of files) {
    if (draft.id !== undefined) continue
    const own = byPath.get(path)?.id
    const has = (id: string) => used.has(id) || (inStorage.has(id) && id !== own)
    const id = mintId(draft, { has }, authority)
    used.add(id)
    minted.set(path, id)
  }
  return minted
}
