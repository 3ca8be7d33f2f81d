import type { Database } from './database.ts'

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
  /** How long the last document said that it is good for, in milliseconds. */
  readonly ttl: number | null
  readonly lastSuccess: number | null
  readonly nextPoll: number
  /** Failures since the last success. */
  readonly failures: number
  readonly lastError: string | null
  /** Whether the feed has said that it is gone for good: it is not asked again. */
  readonly isGone: boolean
}

type PollRow = Omit<Poll, 'isGone'> & { gone: number }

const COLUMNS = `p.source, p.feed, p.moved, p.etag, p.last_modified AS lastModified, p.ttl,
  p.last_success AS lastSuccess, p.next_poll AS nextPoll, p.failures, p.last_error AS lastError, p.gone`

/** The state of one feed; `null` where its source is not polled. */
export async function findPoll(db: Database, source: string): Promise<Poll | null> {
  const sql = `SELECT ${COLUMNS} FROM polls p WHERE p.source = ?1`
  const row = await db.prepare(sql).bind(source).first<PollRow>()
  return row && toPoll(row)
}

/** The state of every polled feed, by source. */
export async function readPolls(db: Database): Promise<Poll[]> {
  const rows = await db.prepare(`SELECT ${COLUMNS} FROM polls p ORDER BY p.source`).all<PollRow>()
  return rows.results.map(toPoll)
}

const CLAIM = 'UPDATE polls SET next_poll = ?1 + ?2 WHERE next_poll <= ?1 AND gone = 0 RETURNING source'

/**
 * The sources whose feeds are due at `now` (ms since the epoch). They are due again `lease` ms later, should
 * nobody have polled them until then.
 */
export async function claimDue(db: Database, now: number, lease: number): Promise<string[]> {
  const rows = await db.prepare(CLAIM).bind(now, lease).all<{ source: string }>()
  return rows.results.map(({ source }) => source).sort()
}

const STORE = `
  UPDATE polls SET moved = ?3, etag = ?4, last_modified = ?5, ttl = ?6, last_success = ?7, next_poll = ?8,
    failures = ?9, last_error = ?10, gone = ?11
  WHERE source = ?1 AND feed = ?2`

/** Stores the state after a poll, unless the registry has another feed by now. */
export async function storePoll(db: Database, poll: Poll): Promise<void> {
  const { source, feed, moved, etag, lastModified, ttl, lastSuccess, nextPoll, failures, lastError } = poll
  const state = [moved, etag, lastModified, ttl, lastSuccess, nextPoll, failures, lastError]
  await db
    .prepare(STORE)
    .bind(source, feed, ...state, poll.isGone ? 1 : 0)
    .run()
}

function toPoll({ gone, ...row }: PollRow): Poll {
  return { ...row, isGone: gone === 1 }
}
