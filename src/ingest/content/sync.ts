import type { Fault } from '../../model/result.ts'
import {
  beginRun,
  dropRun,
  type StagedArticle,
  stageArticles,
  stageRemovals,
} from '../../storage/commit/staging.ts'
import { foreignNames, type Ledger, readLedger, takenUpdates } from '../../storage/commit/stored-files.ts'
import { type SwitchOver, switchOver } from '../../storage/commit/transaction.ts'
import type { Database } from '../../storage/database.ts'
import { aliasesOf } from '../aliases.ts'
import { mintIds } from '../mint.ts'
import { freeUpdates } from '../settle-updates.ts'
import type { Content, Progress } from './folder.ts'
import { type ContentReading, fullDigest, readContent } from './read-files.ts'

export interface SyncOptions {
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
  readonly progress: (progress: Progress) => void
}

/** What a sync did. `articles` is how many there are now. */
export type SyncOutcome =
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | { readonly kind: 'unchanged'; readonly articles: number; readonly revision: number }
  | (Extract<SwitchOver, { done: true }> & { readonly kind: 'written'; readonly articles: number })

type SettledArticle = Omit<StagedArticle, 'aliases'>

/** How often to plan again when another write comes between. */
const ATTEMPTS = 5

/**
 * Makes the stored articles that came from content/ equal to it: all of it or, where there is a fault,
 * nothing. Ids that are missing are minted and written into their files.
 */
export async function syncContent(
  db: Database,
  content: Content,
  options: SyncOptions,
): Promise<SyncOutcome> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const ledger = await readLedger(db)
    const reading = await readContent(content, { ...options, now: options.now(), known: ledger.byPath })
    if (reading.faults.length > 0) return { kind: 'faults', faults: reading.faults }
    const outcome = await write(db, content, reading, ledger, options)
    if (outcome) return outcome
  }
  throw new Error(`Other writes came between ${ATTEMPTS} times; try again later`)
}

async function write(
  db: Database,
  content: Content,
  reading: ContentReading,
  ledger: Ledger,
  options: SyncOptions,
): Promise<SyncOutcome | undefined> {
  const articles = reading.fresh.length + reading.unchanged.length
  const ids = new Set(reading.unchanged.map(({ id }) => id))
  const minted = mintIds(reading.fresh, ids, options.authority)
  const named = reading.fresh.map(({ path, draft }) => ({
    id: draft.id ?? minted.get(path) ?? '',
    slug: draft.slug,
  }))
  const faults = await foreignFaults(db, content.name, reading, named)
  if (faults.length > 0) return { kind: 'faults', faults }

  const staged = await settle(db, content, reading, ledger, minted)
  for (const { article } of staged) ids.add(article.id)
  const removed = [...ledger.byPath.values()].filter(({ id }) => !ids.has(id)).map(({ id }) => id)
  if (staged.length === 0 && removed.length === 0 && ledger.registry === reading.registryDigest) {
    return { kind: 'unchanged', articles, revision: ledger.revision }
  }
  const run = await beginRun(db, options.now())
  await stageArticles(db, run, withAliases(staged, content), (done) =>
    options.progress({ phase: 'store', done, total: staged.length }),
  )
  await stageRemovals(db, run, removed)
  const result = await switchOver(db, {
    run,
    expected: ledger.revision,
    now: options.now(),
    registry: reading.registryDigest,
    sources: [...reading.registry.values()],
  })
  if (!result.done) {
    await dropRun(db, run)
    return undefined
  }
  const unchanged = result.revision === ledger.revision
  return unchanged
    ? { kind: 'unchanged', articles, revision: result.revision }
    : { kind: 'written', articles, ...result }
}

/** Gives each fresh article its id, in its file too, and an update time of its own. */
async function settle(
  db: Database,
  content: Content,
  { fresh, registryDigest }: ContentReading,
  ledger: Ledger,
  minted: ReadonlyMap<string, string>,
): Promise<SettledArticle[]> {
  const stored = new Map([...ledger.byPath.values()].map(({ id, updated }) => [id, updated]))
  const digests = new Map<string, string>()
  for (const [path, id] of minted) {
    digests.set(path, fullDigest(registryDigest, await content.writeId(path, id)))
  }
  const files = fresh.map(({ path, digest, draft }): SettledArticle => {
    const article = { ...draft, id: draft.id ?? minted.get(path) ?? '' }
    return { origin: 'content', path, digest: digests.get(path) ?? digest, article }
  })
  const wishes = files.map(({ article: { id, updated } }) => ({
    id,
    wanted: updated.instant,
    stored: stored.get(id),
  }))
  const settled = await freeUpdates(wishes, (times, span) => takenUpdates(db, times, span))
  return files.map(({ article, ...file }) => {
    const updated = { ...article.updated, instant: settled.get(article.id) ?? article.updated.instant }
    return { ...file, article: { ...article, updated } }
  })
}

// Made while the database is busy with the ones before.
async function* withAliases(
  files: readonly SettledArticle[],
  content: Content,
): AsyncGenerator<StagedArticle> {
  for (const file of files) yield { ...file, aliases: await aliasesOf(file.article, content.hexDigest) }
}

async function foreignFaults(
  db: Database,
  folder: string,
  { fresh }: ContentReading,
  named: readonly { id: string; slug: string }[],
): Promise<Fault[]> {
  const foreign = await foreignNames(db, named)
  return fresh.flatMap(({ path, lineOf }, index) => {
    const { id = '', slug = '' } = named[index] ?? {}
    const file = `${folder}/${path}`
    const faults: Fault[] = []
    if (foreign.ids.has(id)) {
      const message = 'is the id of an article that came in another way; take it out to have a new one minted'
      faults.push({ file, line: lineOf(['id']), field: 'id', message })
    }
    if (foreign.slugs.has(slug)) {
      const message = 'has the slug of an article that came in another way; rename the file'
      faults.push({ file, line: 1, field: '-', message })
    }
    return faults
  })
}
