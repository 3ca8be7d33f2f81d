import type { OmissionGroup } from '../model/omission.ts'
import { allRows, type Database, firstRow, prepare } from './database.ts'

/** The state of a polled feed. Times are milliseconds since the epoch. */
export interface Poll {
  /** The id of the source. */
  readonly source: string
  /** The feed as the registry has it. */
  readonly feed: string
  /** Where a permanent redirect has led since. */
  readonly moved: string | null
  readonly etag: string | null
  readonly lastModified: string | null
  /** How long the last document may be kept, by its own words, in milliseconds. */
  readonly ttl: number | null
  readonly lastSuccess: number | null
  readonly nextPoll: number
  /** Failures since the last success. */
  readonly failures: number
  readonly lastError: string | null
  /** Whether the feed has said that it is gone for good. Then it is not asked again. */
  readonly isGone: boolean
  /** What of the last document was left out. */
  readonly omitted: readonly OmissionGroup[]
  /** The day of the last poll that brought articles, in days since the epoch, and the number of new ones on it. */
  readonly day: number
  readonly added: number
}

type PollRow = Omit<Poll, 'isGone' | 'omitted'> & { gone: number; omitted: string }

const COLUMNS = `p.source, p.feed, p.moved, p.etag, p.last_modified AS lastModified, p.ttl,
  p.last_success AS lastSuccess, p.next_poll AS nextPoll, p.failures, p.last_error AS lastError, p.gone,
  p.omitted, p.day, p.added`

/** The state of one feed; `null` where its source is not polled. */
export async function findPoll(db: Database, source: string): Promise<Poll | null> {
  const sql = `SELECT ${COLUMNS} FROM polls p WHERE p.source = ?1`
  const row = await firstRow(prepare<PollRow>(db, sql, source))
  return row && toPoll(row)
}

/** The state of every polled feed, by source. */
export async function readPolls(db: Database): Promise<Poll[]> {
  const rows = await allRows(prepare<PollRow>(db, `SELECT ${COLUMNS} FROM polls p ORDER BY p.source`))
  return rows.map(toPoll)
}

const CLAIM = 'UPDATE polls SET next_poll = ?1 + ?2 WHERE next_poll <= ?1 AND gone = 0 RETURNING source'

/**
 * Takes the feeds that are due at `now` (ms since the epoch) and returns their sources. Where nobody has polled such a
 * feed `lease` ms later, it is due again.
 */
export async function claimDue(db: Database, now: number, lease: number): Promise<string[]> {
  const rows = await allRows(prepare<{ readonly source: string }>(db, CLAIM, now, lease))
  return rows.map(({ source }) => source).sort()
}

const STORE = `
  UPDATE polls SET moved = ?3, etag = ?4, last_modified = ?5, ttl = ?6, last_success = ?7, next_poll = ?8,
    failures = ?9, last_error = ?10, gone = ?11, omitted = ?12, day = ?13, added = ?14
  WHERE source = ?1 AND feed = ?2`

/** Stores the state after a poll, unless the registry has another feed for the source by now. */
export async function storePoll(db: Database, poll: Poll): Promise<void> {
  const { source, feed, moved, etag, lastModified, ttl, lastSuccess, nextPoll, failures, lastError } = poll
  const state = [moved, etag, lastModified, ttl, lastSuccess, nextPoll, failures, lastError]
  const news = [JSON.stringify(poll.omitted), poll.day, poll.added]
  await prepare(db, STORE, source, feed, ...state, poll.isGone ? 1 : 0, ...news).run()
}

function toPoll({ gone, omitted, ...row }: PollRow): Poll {
  return { ...row, isGone: gone === 1, omitted: JSON.parse(omitted) as OmissionGroup[] }
}
