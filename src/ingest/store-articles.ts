import { failed, type Result, success } from '../model/result.ts'
import { type HistoryRows, keepFormerReceipts } from '../storage/commit/history-rows.ts'
import { changeNames, type NameChange } from '../storage/commit/known-articles.ts'
import type { SentReceipt } from '../storage/commit/receipts.ts'
import {
  beginRun,
  type Removal,
  type RunHead,
  type StagedArticle,
  stageArticles,
  stageRelisted,
  stageRemovals,
} from '../storage/commit/staging.ts'
import { takenUpdates } from '../storage/commit/stored-files.ts'
import { type Committed, commit } from '../storage/commit/transaction.ts'
import type { Database } from '../storage/database.ts'
import { readState, type State } from '../storage/revision.ts'
import { readUnread } from '../storage/search-words.ts'
import { aliasesOf, type HexDigest, hexDigest } from './aliases.ts'
import { freeUpdates } from './settle-updates.ts'

/** An article to be written. Its update time is the one that it should have. */
export interface PlannedArticle extends Omit<StagedArticle, 'aliases'> {
  /** The update time in storage, in ms since the epoch; `undefined` where the article is new. */
  readonly stored: number | undefined
  /** Where they are missing they are made of the article, while the database is busy with those before it. */
  readonly aliases?: readonly string[]
}

/** What is to be stored: all of it, or nothing. */
export interface StorePlan {
  readonly writes: readonly PlannedArticle[]
  readonly removals?: readonly Removal[]
  /** What becomes of names by which articles are recognised that are stored already, or written now. */
  readonly names?: readonly NameChange[]
  /** What clients of the API sent of these articles. */
  readonly receipts?: readonly SentReceipt[]
  /** What an earlier database knew, for one that is empty. */
  readonly history?: HistoryRows | undefined
  /** Whether it makes the stored articles equal to content/, and to the registry: see `removesLeft`. */
  readonly isContent?: boolean
  /** Whether there are polled articles of sources that are not in the registry any more, which then go. */
  readonly removesLeft?: boolean
  /** A source registry that is new. */
  readonly registry?: RunHead['registry']
  /** A version of the pipeline that is new. Then articles that are not in this plan are listed anew too. */
  readonly pipeline?: string | undefined
  /** A site that is new, as JSON. */
  readonly site?: string | undefined
}

export interface StoreOptions {
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
  /** Is called after each article that is staged, with how many there are in all. */
  readonly progress?: (done: number, total: number) => void
  /** The quickest way to a digest where we are. */
  readonly hexDigest?: HexDigest
  /** Who asks for it; the origin of the articles where nothing is said. */
  readonly actor?: string
}

/** The plan that was carried out, and what that did. */
export interface Stored<Plan> extends Committed {
  readonly plan: Plan
}

/** Other writes changed what the plan rests on before its commit, each time. */
export interface Busy {
  readonly kind: 'busy'
  readonly attempts: number
}

/** How often to plan, where other writes change what the plan rests on before its commit. */
const ATTEMPTS = 5

/** How much a poll does of what is left to do for the search index after a new version. A sync does all of it. */
const UNREAD_STEPS = 20

/**
 * Stores what a plan asks for, in one write. `planOn` plans on what is stored when it is called. It is called again where
 * another write has changed that before the commit. Fails with its failure, or where it was in vain five times.
 */
export async function storeArticles<Plan extends StorePlan, Failure>(
  db: Database,
  planOn: (state: State) => Promise<Result<Plan, Failure>>,
  options: StoreOptions,
): Promise<Result<Stored<Plan>, Failure | Busy>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const state = await readState(db)
    const planned = await planOn(state)
    if (!planned.ok) return planned
    const plan = planned.value
    const committed = isEmpty(plan)
      ? await changeNamesOnly(db, plan, state)
      : await write(db, plan, state, options)
    if (!committed.ok) continue
    await readUnread(db, options.now(), plan.isContent ? Number.POSITIVE_INFINITY : UNREAD_STEPS)
    return success({ plan, ...committed.value })
  }
  return failed({ kind: 'busy', attempts: ATTEMPTS })
}

async function changeNamesOnly(
  db: Database,
  { names = [] }: StorePlan,
  { revision }: State,
): Promise<Result<Committed, never>> {
  await changeNames(db, names)
  return success({ ...NOTHING, revision })
}

const NOTHING = { added: 0, changed: 0, removed: 0, relisted: 0, held: 0, files: [], isWritten: false }

function isEmpty({ writes, removals = [], removesLeft, registry, pipeline, site }: StorePlan): boolean {
  const isSame = writes.length === 0 && removals.length === 0 && !removesLeft
  return isSame && !registry && pipeline === undefined && site === undefined
}

async function write(db: Database, plan: StorePlan, state: State, options: StoreOptions) {
  const {
    writes,
    removals = [],
    names = [],
    receipts = [],
    history,
    isContent = false,
    registry,
    pipeline,
    site,
  } = plan
  const { now, actor, progress = () => {} } = options
  const settled = await settle(db, writes)
  const run = await beginRun(db, { now: now(), state, isContent, registry, pipeline, site, actor })
  const staged = withAliases(settled, options.hexDigest ?? hexDigest)
  await stageArticles(db, run, staged, (done) => progress(done, settled.length))
  await stageRemovals(db, run, removals)
  if (pipeline !== undefined) await stageRelisted(db, run)
  if (history) await keepFormerReceipts(db, history.receipts)
  return commit(db, { run, now: now(), writes: writes.length, names, history, receipts })
}

/** Gives each article an update time that no other one has. */
async function settle(db: Database, writes: readonly PlannedArticle[]): Promise<PlannedArticle[]> {
  const wishes = writes.map(({ article: { id, updated }, stored }) => ({
    id,
    wanted: updated.instant,
    stored,
  }))
  const settled = await freeUpdates(wishes, (times, span) => takenUpdates(db, times, span))
  return writes.map(({ article, ...others }) => {
    const updated = { ...article.updated, instant: settled.get(article.id) ?? article.updated.instant }
    return { ...others, article: { ...article, updated } }
  })
}

async function* withAliases(
  articles: readonly PlannedArticle[],
  digest: HexDigest,
): AsyncGenerator<StagedArticle> {
  for (const { aliases, stored: _, ...planned } of articles) {
    yield { ...planned, aliases: aliases ?? (await aliasesOf(planned.article, digest)) }
  }
}
