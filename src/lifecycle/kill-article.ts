import type { Ending, KillKind } from '../model/lifecycle.ts'
import { failed, type Result, success } from '../model/result.ts'
import { recordAct } from '../storage/commit/audit.ts'
import type { SentReceipt } from '../storage/commit/receipts.ts'
import { beginRun, stageRemovals } from '../storage/commit/staging.ts'
import { commit } from '../storage/commit/transaction.ts'
import { liftKill, turnIntoKill } from '../storage/commit/withdrawals.ts'
import type { Database } from '../storage/database.ts'
import { readRevision, readState } from '../storage/revision.ts'

/** What is to be withdrawn, why, and who asks for it. */
export interface Kill {
  readonly id: string
  readonly ending: Ending & { readonly kind: KillKind }
  /** The origin that the article must have; any where nothing is said. */
  readonly origin?: string
  readonly actor: string
  /** What its client must not have edited meanwhile. */
  readonly receipts?: readonly SentReceipt[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Other writes came between, each time. */
export interface KillFailure {
  readonly kind: 'busy'
}

const ATTEMPTS = 5

/**
 * Withdraws an article in whatever state it is, also one that is not there yet, and takes note of who did it. Returns the
 * revision after it.
 */
export async function killArticle(db: Database, kill: Kill): Promise<Result<number, KillFailure>> {
  const { id, ending, origin, actor, receipts = [], now } = kill
  const removal = { id, ending, ...(origin !== undefined && { origin }) }
  if (!(await turnIntoKill(db, { id, origin, ending, actor, now }))) {
    for (let attempt = 1; ; attempt++) {
      const run = await beginRun(db, { now, state: await readState(db), isContent: false, actor })
      await stageRemovals(db, run, [removal])
      if ((await commit(db, { run, now, writes: 0, receipts })).ok) break
      if (attempt === ATTEMPTS) return failed({ kind: 'busy' })
    }
  }
  const revision = await readRevision(db)
  await recordAct(db, { at: now, actor, action: ending.kind, article: id, revision })
  return success(revision)
}

/** Undoes a kill. Returns whether there was one. What was killed may come back, but is not brought back. */
export async function undoKill(
  db: Database,
  { id, actor, now }: Pick<Kill, 'id' | 'actor' | 'now'>,
): Promise<boolean> {
  const isLifted = await liftKill(db, id, now)
  if (isLifted) {
    await recordAct(db, { at: now, actor, action: 'lift', article: id, revision: await readRevision(db) })
  }
  return isLifted
}
