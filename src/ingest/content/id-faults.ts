import type { Fault } from '../../model/result.ts'
import { DEMO_AUTHORITY, isDemoId } from '../../model/site.ts'
import { foreignNames } from '../../storage/commit/stored-files.ts'
import type { Database } from '../../storage/database.ts'
import type { ContentReading, FreshFile } from './read-files.ts'

/** The faults of files that still have ids of the demonstration on a site that is somebody's. */
export function demoFaults(
  folder: string,
  { fresh, unchanged }: ContentReading,
  authority: string,
): readonly Fault[] {
  if (authority === DEMO_AUTHORITY) return []
  const message = `is an id of the demonstration; take it out to have one of ${authority} minted, or take the file out`
  const fault = (path: string, line: number) => ({ file: `${folder}/${path}`, line, field: 'id', message })
  return [
    ...fresh
      .filter(({ draft }) => isDemoId(draft.id ?? ''))
      // Whoever asks for a line has the file parsed once more.
      .map(({ path, lineOf }) => fault(path, lineOf(['id']))),
    ...unchanged.filter(({ id }) => isDemoId(id)).map(({ path }) => fault(path, 1)),
  ]
}

/** The faults of files that claim the id or the slug of an article which came in another way. */
export async function foreignFaults(
  db: Database,
  folder: string,
  fresh: readonly FreshFile[],
  idOf: (file: FreshFile) => string,
): Promise<Fault[]> {
  const foreign = await foreignNames(
    db,
    fresh.map((file) => ({ id: idOf(file), slug: file.draft.slug })),
  )
  return fresh.flatMap((fresh) => {
    const file = `${folder}/${fresh.path}`
    const faults: Fault[] = []
    if (foreign.ids.has(idOf(fresh))) {
      const message = 'is the id of an article that came in another way; take it out to have a new one minted'
      faults.push({ file, line: fresh.lineOf(['id']), field: 'id', message })
    }
    if (foreign.slugs.has(fresh.draft.slug)) {
      const message = 'has the slug of an article that came in another way; rename the file'
      faults.push({ file, line: 1, field: '-', message })
    }
    return faults
  })
}
