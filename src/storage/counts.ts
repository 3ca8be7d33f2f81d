import { allRows, type Database, prepare, runBatch } from './database.ts'
import { readRevision } from './revision.ts'

/** What was counted, by name. */
export type Counts = Readonly<Record<string, number>>

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** For how long sums are kept: two days by the hour, ninety days by the day. What was ever counted stays for good. */
const HOURS = 48
const DAYS = 90

/** Stores what an isolate has counted by `at`, in ms since the epoch. Writes one row. */
export async function storeCounts(db: Database, at: number, counts: Counts): Promise<void> {
  await prepare(db, 'INSERT INTO counted (at, counts) VALUES (?1, ?2)', at, JSON.stringify(counts)).run()
}

// Each number belongs to an hour, to a day and to all time.
const ADDED_UP = `
  SELECT s.value AS span, CASE s.value WHEN 'hour' THEN c.at / ${HOUR_MS} WHEN 'day' THEN c.at / ${DAY_MS} ELSE 0 END AS at,
    n.key AS name, SUM(n.value) AS value
  FROM counted c, json_each(c.counts) n, json_each('["hour","day","all"]') s WHERE c.at < ?1 GROUP BY 1, 2, 3`

const FOLD = `
  INSERT INTO counts (span, at, name, value) ${ADDED_UP}
  ON CONFLICT DO UPDATE SET value = value + excluded.value`

/**
 * Adds up the rows of the hours that are over at `now`, in ms since the epoch, and drops what is older than it is shown.
 * All in one transaction, so that nothing is counted twice, however many do it. Nothing is done while a backup is put back.
 */
export async function foldCounts(db: Database, now: number): Promise<void> {
  if ((await readRevision(db)) === 0) return
  const hour = Math.floor(now / HOUR_MS)
  const day = Math.floor(now / DAY_MS)
  await runBatch(db, {
    fold: prepare(db, FOLD, hour * HOUR_MS),
    folded: prepare(db, 'DELETE FROM counted WHERE at < ?1', hour * HOUR_MS),
    hours: prepare(db, "DELETE FROM counts WHERE span = 'hour' AND at < ?1", hour - HOURS),
    days: prepare(db, "DELETE FROM counts WHERE span = 'day' AND at < ?1", day - DAYS),
    subscribers: prepare(db, 'DELETE FROM subscribers WHERE day < ?1', day - DAYS),
  })
}

/** The sum of one name in one hour or day since the epoch, or of all time. */
export interface Sum {
  readonly span: 'hour' | 'day' | 'all'
  readonly at: number
  readonly name: string
  readonly value: number
}

const READ = `
  SELECT span, at, name, SUM(value) AS value
  FROM (SELECT span, at, name, value FROM counts UNION ALL ${ADDED_UP})
  WHERE span IN (SELECT value FROM json_each(?2)) GROUP BY span, at, name ORDER BY span, at, name`

/** What all isolates have written, by `now` in ms since the epoch, the hour that is not over too. */
export function readCounts(db: Database, now: number, spans: readonly Sum['span'][]): Promise<Sum[]> {
  return allRows(prepare<Sum>(db, READ, now + DAY_MS, JSON.stringify(spans)))
}
