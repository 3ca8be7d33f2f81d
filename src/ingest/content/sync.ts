import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { DEMO_AUTHORITY, isDemoId } from '../../model/site.ts'
import { creditedSource, type Source } from '../../model/source.ts'
import {
  countLeft,
  countPolled,
  findLeftSources,
  type LeftSource,
} from '../../storage/commit/left-sources.ts'
import {
  pathsCrediting,
  readStoredFiles,
  type StoredFile,
  takenIds,
} from '../../storage/commit/stored-files.ts'
import type { Committed } from '../../storage/commit/transaction.ts'
import type { Database } from '../../storage/database.ts'
import { findWithdrawals } from '../../storage/read/withdrawn.ts'
import { readSources } from '../../storage/registry.ts'
import type { State } from '../../storage/revision.ts'
import { hexDigest } from '../aliases.ts'
import { mintIds, tagUri } from '../mint.ts'
import { type Busy, type PlannedArticle, type StorePlan, storeArticles } from '../store-articles.ts'
import { editTime, joinDigest } from './edit-times.ts'
import { sortByLife } from './endings.ts'
import { inStoredOrder, readExported } from './exported.ts'
import type { FreshFile } from './file-reading.ts'
import type { Content, Progress } from './folder.ts'
import { demoFaults, foreignFaults } from './id-faults.ts'
import { type ContentReading, PIPELINE, readContent, readSourcesFile } from './read-files.ts'
import { type ReadSite, readSiteFile } from './site-file.ts'

export interface SyncOptions {
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
  readonly progress: (progress: Progress) => void
  /** Whether to remove every article, or many of them: see SyncFailure. */
  readonly removeMany?: boolean
}

/**
 * What a sync did. `articles` is how many content/ has now, `dated` how many of those that changed got the time of this
 * write as their update time, because their files name none for the change.
 */
export type SyncReport = Unseen &
  ({ readonly kind: 'unchanged'; readonly articles: number; readonly revision: number } | WrittenReport)

/** What readers see nothing of. */
interface Unseen {
  /** How many articles were held until their time; missing where none was. */
  readonly held?: number
  /** The files of articles that were killed, which are not stored; missing where there are none. */
  readonly killed?: readonly string[]
}

type WrittenReport = Omit<Committed, 'isWritten' | 'held'> & {
  readonly kind: 'written'
  readonly articles: number
  readonly dated: number
  /** The sources that are not in the registry any more. Their polled articles are among those removed. */
  readonly left: readonly LeftSource[]
  /** The files that were read of which something has to be told, see FreshFile. */
  readonly noted: readonly NotedFile[]
  /** Whether the site is the usual one from now on, because there is no site.yaml. */
  readonly lacksSite: boolean
}

export type NotedFile = Pick<FreshFile, 'path' | 'notes'>

/** Why nothing was changed. */
export type SyncFailure = { readonly kind: 'faults'; readonly faults: readonly Fault[] } | ManyRemoved | Busy

/**
 * The sync would remove every article that came from content/, or more than ten and more than a tenth of them, or as
 * many of those that came from polled feeds.
 */
export interface ManyRemoved {
  readonly kind: 'many-removed'
  /** How many articles came from content/, and the paths of the files that are gone. */
  readonly stored: number
  readonly paths: readonly string[]
  /** How many articles came from polled feeds, and those whose source is not in the registry any more. */
  readonly polled: number
  readonly left: readonly LeftSource[]
}

/** So many articles may be removed without more ado. */
const FEW = 10

/** What a sync is going to do, how many articles content/ has, and how many are dated by the write. */
interface SyncPlan extends StorePlan {
  readonly articles: number
  readonly dated: number
  readonly left: readonly LeftSource[]
  readonly noted: readonly NotedFile[]
  readonly lacksSite: boolean
  readonly killed: readonly string[]
}

/**
 * Makes the stored articles that came from content/ equal to it: all of it or, where there is a fault,
 * nothing. Ids that are missing are minted and written into their files. A file is read again where its bytes have
 * changed, or those of its images, or a source that its article credits.
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
    held,
    plan: { articles, dated, left, noted, lacksSite, killed },
    ...committed
  } = stored.value
  const { revision } = committed
  const unseen = { ...(held > 0 && { held }), ...(killed.length > 0 && { killed }) }
  return success(
    isWritten || held > 0
      ? { kind: 'written', articles, dated, left, noted, lacksSite, ...unseen, ...committed }
      : { kind: 'unchanged', articles, revision, ...unseen },
  )
}

async function planSync(
  db: Database,
  content: Content,
  state: State,
  options: SyncOptions,
): Promise<Result<SyncPlan, SyncFailure>> {
  const sources = await readSourcesFile(content)
  const registry = sources.ok ? await newRegistry(state, [...sources.value.values()]) : undefined
  const files = await readStoredFiles(db)
  const isNewPipeline = state.pipeline !== PIPELINE
  const known = isNewPipeline ? new Map() : await knownFiles(db, files, registry?.sources)
  const { now, progress } = options
  const reading = await readContent(content, sources, { now: now(), known, progress })
  const { fresh, unchanged } = reading
  const site = await readSiteFile(content)
  if (!site.ok) return failed({ kind: 'faults', faults: [...site.failure, ...reading.faults] })
  if (reading.faults.length > 0) return failed({ kind: 'faults', faults: reading.faults })

  const minted = await mintFor(db, reading, files, options.authority)
  const idOf = ({ path, draft }: FreshFile) => draft.id ?? minted.get(path) ?? ''
  const faults = [
    ...(await demoFaults(content, reading, options.authority)),
    ...(await foreignFaults(db, content, fresh, idOf)),
  ]
  if (faults.length > 0) return failed({ kind: 'faults', faults })

  const exported = await readIfEmpty(content, state, sources, now())
  if (exported && !exported.ok) return failed({ kind: 'faults', faults: exported.failure })

  const withdrawn = await findWithdrawals(db, fresh.map(idOf))
  const sorted = sortByLife(fresh, { idOf, withdrawn, files, now: now() })
  const ids = new Set([...unchanged.map(({ id }) => id), ...fresh.map(idOf)])
  const gone = [...files.values()].filter(({ id }) => !ids.has(id))
  const left = await findLeftSources(db, sources.ok ? [...sources.value.keys()] : [])
  const polled = left.length > 0 ? await countPolled(db) : 0
  // The demonstration makes way for the articles of whose site it is now.
  const isOwn = ({ id }: StoredFile) => options.authority === DEMO_AUTHORITY || !isDemoId(id)
  const stored = [...files.values()].filter(isOwn).length
  if (!options.removeMany && (isMany(gone.filter(isOwn).length, stored) || isMany(countLeft(left), polled))) {
    const paths = gone.map(({ path }) => path)
    return failed({ kind: 'many-removed', paths, stored: files.size, polled, left })
  }
  const { writes, dated } = await toWrites(content, sorted.living, files, minted, options.now())
  return success({
    articles: fresh.length + unchanged.length,
    writes: exported?.value ? await inStoredOrder(writes, exported.value) : writes,
    dated,
    history: exported?.value?.rows,
    left,
    noted: fresh.flatMap(({ path, notes }) => (notes.length > 0 ? [{ path, notes }] : [])),
    removesLeft: left.length > 0,
    removals: [...gone.map(({ id }) => ({ id, origin: 'content' })), ...sorted.kills],
    killed: sorted.killed.map(({ path }) => `${content.name}/${path}`),
    registry,
    pipeline: isNewPipeline ? PIPELINE : undefined,
    ...changeOfSite(site.value, state),
    isContent: true,
  })
}

// An export is read into an empty database only: any other has a history of its own.
async function readIfEmpty(
  content: Content,
  { revision }: State,
  sources: Awaited<ReturnType<typeof readSourcesFile>>,
  now: number,
) {
  return revision === 0 && sources.ok ? readExported(content, sources.value, now) : undefined
}

/** The site to be stored, where it is not the stored one. */
function changeOfSite({ site, isMissing }: ReadSite, state: State): Pick<SyncPlan, 'site' | 'lacksSite'> {
  const written = JSON.stringify(site)
  const isNew = written !== state.site
  return { site: isNew ? written : undefined, lacksSite: isNew && isMissing }
}

/** The registry with its digest, where that is not the stored one. */
async function newRegistry(state: State, sources: readonly Source[]) {
  const digest = await hexDigest(JSON.stringify(sources), 8)
  return digest === state.registry ? undefined : { digest, sources }
}

/** The stored files, without those whose article credits a source that has changed in a registry that is new. */
async function knownFiles(
  db: Database,
  files: ReadonlyMap<string, StoredFile>,
  sources: readonly Source[] | undefined,
): Promise<ReadonlyMap<string, StoredFile>> {
  if (!sources) return files
  const now = new Map(sources.map((source) => [source.id, JSON.stringify(creditedSource(source))]))
  const before = await readSources(db)
  const changed = before.filter((source) => now.get(source.id) !== JSON.stringify(creditedSource(source)))
  const credited = await pathsCrediting(
    db,
    changed.map(({ id }) => id),
  )
  return new Map([...files].filter(([path]) => !credited.has(path)))
}

async function mintFor(
  db: Database,
  { fresh, unchanged }: ContentReading,
  byPath: ReadonlyMap<string, StoredFile>,
  authority: string,
): Promise<Map<string, string>> {
  const wanted = fresh.filter(({ draft }) => draft.id === undefined)
  const inStorage = await takenIds(
    db,
    wanted.map(({ draft }) => tagUri(draft, authority)),
  )
  const inFiles = new Set(unchanged.map(({ id }) => id))
  return mintIds(fresh, { inFiles, inStorage, byPath }, authority)
}

/** Whether so many removals look like a folder that is not where it should be. */
function isMany(removed: number, stored: number): boolean {
  return removed > 0 && (removed === stored || (removed > FEW && removed > stored / 10))
}

/** The articles of the fresh files, and how many are dated by the write. An id that was minted is written into its file. */
async function toWrites(
  content: Content,
  fresh: readonly FreshFile[],
  files: ReadonlyMap<string, StoredFile>,
  minted: ReadonlyMap<string, string>,
  now: number,
): Promise<Pick<SyncPlan, 'writes' | 'dated'>> {
  const stored = new Map([...files.values()].map((file) => [file.id, file]))
  const writes: PlannedArticle[] = []
  let dated = 0
  for (const { path, digest, draft, life } of fresh) {
    const mintedId = minted.get(path)
    const id = draft.id ?? mintedId ?? ''
    // Nobody has seen what is held, so there is nothing that an edit could be dated after.
    const before = stored.get(id)?.held === 0 ? stored.get(id) : undefined
    const { instant, isOurs } = editTime(draft, digest, before, now)
    if (isOurs) dated++
    // The id always first: the same article has to be the same text in storage, also after its id was minted.
    const article = { id, ...draft, updated: { ...draft.updated, instant } }
    const file = mintedId ? await content.writeId(path, mintedId) : digest.file
    writes.push({
      article,
      origin: 'content',
      path,
      digest: joinDigest({ ...digest, file }),
      stored: before?.updated,
      hold: life.hold,
    })
  }
  return { writes, dated }
}
