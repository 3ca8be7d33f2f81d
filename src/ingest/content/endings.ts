import { type EndingKind, expiryOf, isKill } from '../../model/lifecycle.ts'
import type { Removal } from '../../storage/commit/staging.ts'
import type { StoredFile } from '../../storage/commit/stored-files.ts'
import type { FreshFile } from './file-reading.ts'

/** What is known of files that are new or were changed. */
export interface KnownLives {
  readonly idOf: (file: FreshFile) => string
  /** Why articles are gone, by their ids. */
  readonly withdrawn: ReadonlyMap<string, EndingKind>
  /** What is stored, by path. */
  readonly files: ReadonlyMap<string, StoredFile>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Files by what is to become of their articles. */
export interface SortedFiles {
  readonly living: readonly FreshFile[]
  /** The articles that files withdraw. */
  readonly kills: readonly Removal[]
  /** Files of articles that were killed elsewhere. */
  readonly killed: readonly FreshFile[]
}

/** Sorts out the files whose articles are not to be stored: withdrawn ones, killed ones, and those that came too late. */
export function sortByLife(fresh: readonly FreshFile[], known: KnownLives): SortedFiles {
  const [living, kills, killed]: [FreshFile[], Removal[], FreshFile[]] = [[], [], []]
  for (const file of fresh) {
    const id = known.idOf(file)
    const { withdrawn } = file.life
    const before = known.withdrawn.get(id)
    if (withdrawn) {
      if (isKill(before)) continue
      const { kind, at, reason, by } = withdrawn
      kills.push({ id, ending: { kind, reason, ...(at && { at: at.instant }), ...(by && { by }) } })
    } else if (isKill(before)) killed.push(file)
    else if (!isOver(file, known)) living.push(file)
  }
  return { living, kills, killed }
}

// An article that is stored counts as living: it is written once more, and that write takes it out.
function isOver({ path, draft }: FreshFile, { files, now }: KnownLives): boolean {
  const expires = expiryOf(draft)
  return expires !== undefined && expires.instant <= now && !files.has(path)
}
