import type { Result } from '../../model/result.ts'
import { allRows, type Database, firstRow, prepare } from '../database.ts'
import { readState } from '../revision.ts'
import { IS_KILL } from './held-rows.ts'
import { beginRun } from './staging.ts'
import { type Committed, commit, type Outdated } from './transaction.ts'

/** What is to be done by the clock, in ms since the epoch: NEVER and `null` where there is nothing. */
export interface Due {
  /** The next release, expiry or end of a notice. */
  readonly due: number
  /** The next expiry. */
  readonly until: number | null
  /** The first revision of a withdrawal that waits for the second purge. */
  readonly unpurged: number | null
}

/** What is to be done by the clock next. */
export async function readDue(db: Database): Promise<Due> {
  const sql = `
    SELECT due, until, (SELECT MIN(revision) FROM withdrawals WHERE purged = 0) AS unpurged
    FROM revision WHERE id = 1`
  const due = await firstRow(prepare<Due>(db, sql))
  if (!due) throw new Error('The revision table is empty')
  return due
}

const STAGE_EXPIRED = `
  INSERT INTO staged_articles (run, action, id, ending)
  SELECT ?1, 'remove', id, '{"kind":"expired"}' FROM articles WHERE expires <= ?2`

/** Takes out the articles that have expired by `now`, in ms since the epoch, in one write. */
export async function removeExpired(db: Database, now: number): Promise<Result<Committed, Outdated>> {
  const state = await readState(db)
  const run = await beginRun(db, { now, state, isContent: false, actor: 'clock' })
  await allRows(prepare(db, STAGE_EXPIRED, run, now))
  return commit(db, { run, now, writes: 0 })
}

/** Takes note that the caches in front of the Worker were purged for the second time of what went up to a revision. */
export async function markPurged(db: Database, revision: number): Promise<void> {
  await prepare(db, 'UPDATE withdrawals SET purged = 1 WHERE purged = 0 AND revision <= ?1', revision).run()
}

/** What stands in the way of a held article: another one has its id, or its slug. */
export async function holderOf(db: Database, column: 'id' | 'slug', name: string): Promise<Holder | null> {
  return firstRow(prepare<Holder>(db, `SELECT id, origin FROM articles WHERE ${column} = ?1`, name))
}

const GONE_AS = `CASE WHEN ${IS_KILL('kind')} THEN 'killed' ELSE 'gone' END`
const NAMED = `
  SELECT id, 'there' AS state FROM articles WHERE id = ?1 OR slug = ?1
  UNION SELECT id, 'there' FROM held_articles WHERE id = ?1 OR slug = ?1
  UNION SELECT id, ${GONE_AS} FROM withdrawals WHERE id = ?1 OR slug = ?1
  UNION SELECT r.id, CASE WHEN r.etag <> '' THEN 'there' ELSE ${GONE_AS} END
    FROM receipts r LEFT JOIN withdrawals w ON w.id = r.id WHERE r.name = ?1
  UNION SELECT article_id, 'former' FROM former_slugs WHERE slug = ?1`

/**
 * Returns the ids of the articles that have a name as their id, slug, former slug or client's own key. Where some of them are
 * in the state that is meant, returns only those: `there` is public or held, `killed` can be lifted.
 */
export async function idsNamed(db: Database, name: string, meant: 'there' | 'killed'): Promise<string[]> {
  const rows = await allRows(prepare<{ readonly id: string; readonly state: string }>(db, NAMED, name))
  const found = rows.filter(({ id }) => id !== '')
  const isMeant = found.filter(({ state }) => state === meant)
  return [...new Set((isMeant.length > 0 ? isMeant : found).map(({ id }) => id))]
}

export interface Holder {
  readonly id: string
  readonly origin: string
}
