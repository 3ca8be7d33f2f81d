import { type Moment, wallClock } from '../model/moment.ts'
import type { FreshFile } from './content/read-files.ts'

/**
 * A new tag: URI (RFC 4151) for an article, made of authority, day of publication (in the article's own time zone) and
 * slug. Where that id is taken, say by an article that was renamed since, a number is added.
 */
export function mintId(
  { published, slug }: { readonly published: Moment; readonly slug: string },
  taken: ReadonlySet<string>,
  authority: string,
): string {
  const day = wallClock(published).toISOString().slice(0, 10)
  const base = `tag:${authority},${day}:${encodeURIComponent(slug)}`
  let id = base
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`
  return id
}

/** Mints an id for every file that has none. Returns the new ids by path. */
export function mintIds(
  files: readonly FreshFile[],
  taken: ReadonlySet<string>,
  authority: string,
): Map<string, string> {
  const used = new Set(taken)
  for (const { draft } of files) if (draft.id !== undefined) used.add(draft.id)
  const minted = new Map<string, string>()
  for (const { path, draft } of files) {
    if (draft.id !== undefined) continue
    const id = mintId(draft, used, authority)
    used.add(id)
    minted.set(path, id)
  }
  return minted
}
