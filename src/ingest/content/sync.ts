import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { foreignNames, readStoredFiles, type StoredFile } from '../../storage/commit/stored-files.ts'
import type { Committed } from '../../storage/commit/transaction.ts'
import type { Database } from '../../storage/database.ts'
import type { State } from '../../storage/revision.ts'
import { mintIds } from '../mint.ts'
import { type Busy, type PlannedArticle, type StorePlan, storeArticles } from '../store-articles.ts'
import type { Content, Progress } from './folder.ts'
import { type ContentReading, type FreshFile, fullDigest, PIPELINE, readContent } from './read-files.ts'

export interface SyncOptions {
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
  readonly progress: (progress: Progress) => void
}

/** What a sync did. `articles` is how many content/ has now. */
export type SyncReport =
  | { readonly kind: 'unchanged'; readonly articles: number; readonly revision: number }
  | (Omit<Committed, 'isWritten'> & { readonly kind: 'written'; readonly articles: number })

/** Why nothing was changed. */
export type SyncFailure = { readonly kind: 'faults'; readonly faults: readonly Fault[] } | Busy

/** What a sync is going to do, and how many articles content/ has. */
interface SyncPlan extends StorePlan {
  readonly articles: number
}

/**
 * Makes the stored articles that came from content/ equal to it: all of it or, where there is a fault,
 * nothing. Ids that are missing are minted and written into their files.
 */
export async function syncContent(
  db: Database,
  content: Content,
  options: SyncOptions,
): Promise<Result<SyncReport, SyncFailure>> {
  const { now, progress } = options
  const stored = await storeArticles(db, (state) => planSync(db, content, state, options), {
    now,
    progress: (done, total) => progress({ phase: 'store', done, total }),
    hexDigest: content.hexDigest,
  })
  if (!stored.ok) return stored
  const {
    isWritten,
    plan: { articles },
    ...committed
  } = stored.value
  const { revision } = committed
  return success(
    isWritten ? { kind: 'written', articles, ...committed } : { kind: 'unchanged', articles, revision },
  )
}

async function planSync(
  db: Database,
  content: Content,
  state: State,
  options: SyncOptions,
): Promise<Result<SyncPlan, SyncFailure>> {
  const files = await readStoredFiles(db)
  const isNewPipeline = state.pipeline !== PIPELINE
  const known = isNewPipeline ? new Map() : files
  const reading = await readContent(content, { now: options.now(), known, progress: options.progress })
  const { fresh, unchanged, registry, registryDigest } = reading
  if (reading.faults.length > 0) return failed({ kind: 'faults', faults: reading.faults })

  const kept = unchanged.map(({ id }) => id)
  const minted = mintIds(fresh, new Set(kept), options.authority)
  const idOf = ({ path, draft }: FreshFile) => draft.id ?? minted.get(path) ?? ''
  const faults = await foreignFaults(db, content.name, fresh, idOf)
  if (faults.length > 0) return failed({ kind: 'faults', faults })

  const writes = await toWrites(content, reading, files, minted)
  const ids = new Set([...kept, ...writes.map(({ article: { id } }) => id)])
  const isNewRegistry = state.registry !== registryDigest
  return success({
    articles: fresh.length + unchanged.length,
    writes,
    removals: [...files.values()].map(({ id }) => id).filter((id) => !ids.has(id)),
    registry: isNewRegistry ? { digest: registryDigest, sources: [...registry.values()] } : undefined,
    pipeline: isNewPipeline ? PIPELINE : undefined,
    isContent: true,
  })
}

/** The articles of the fresh files. An id that was minted is written into its file. */
async function toWrites(
  content: Content,
  { fresh, registryDigest }: ContentReading,
  files: ReadonlyMap<string, StoredFile>,
  minted: ReadonlyMap<string, string>,
): Promise<PlannedArticle[]> {
  const stored = new Map([...files.values()].map(({ id, updated }) => [id, updated]))
  const writes: PlannedArticle[] = []
  for (const { path, digest, draft } of fresh) {
    const mintedId = minted.get(path)
    const article = { ...draft, id: draft.id ?? mintedId ?? '' }
    const written = mintedId && fullDigest(registryDigest, await content.writeId(path, mintedId))
    writes.push({
      article,
      origin: 'content',
      path,
      digest: written || digest,
      stored: stored.get(article.id),
    })
  }
  return writes
}

/** The faults of files that claim the id or the slug of an article which came in another way. */
async function foreignFaults(
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
