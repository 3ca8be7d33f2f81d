import type { Counts, Operation, Period } from '../model/operation.ts'
import { allRows, type Database, prepare, runBatch } from './database.ts'
import { dropDeadLetters } from './dead-letters.ts'
import { readRevision } from './revision.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** For how long sums are kept: two days by the hour, ninety days by the day. What was ever counted stays for good. */
const HOURS = 48
const DAYS = 90

/** Stores what an isolate has counted by `at`, in ms since the epoch. Writes one row. */
export async function storeCounts(db: Database, at: number, counts: Counts): Promise<void> {
  await prepare(db, 'INSERT INTO counted (at, counts) VALUES (?1, ?2)', at, JSON.stringify(counts)).run()
}

// What isolates have counted, and what became of deliveries. Each number belongs to an hour, to a day and to all time.
const ADDED_UP = `
  SELECT s.value AS span,
    CASE s.value WHEN 'hour' THEN c.at / ${HOUR_MS} WHEN 'day' THEN c.at / ${DAY_MS} ELSE 0 END AS at,
    c.name, SUM(c.value) AS value
  FROM (
    SELECT at, key AS name, value FROM (SELECT at, counts FROM counted WHERE at < ?1) c, json_each(c.counts)
    UNION ALL SELECT hour * ${HOUR_MS}, 'deliveries ' || outcome, count FROM hub_deliveries WHERE hour * ${HOUR_MS} < ?1
    UNION ALL SELECT hour * ${HOUR_MS}, 'deliveries sum', ms FROM hub_deliveries WHERE ms > 0 AND hour * ${HOUR_MS} < ?1
  ) c, json_each('["hour","day","all"]') s GROUP BY 1, 2, 3`

const FOLD = `
  INSERT INTO counts (span, at, name, value) SELECT * FROM (${ADDED_UP}) WHERE true
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
    delivered: prepare(db, 'DELETE FROM hub_deliveries WHERE hour < ?1', hour),
    hours: prepare(db, "DELETE FROM counts WHERE span = 'hour' AND at < ?1", hour - HOURS),
    days: prepare(db, "DELETE FROM counts WHERE span = 'day' AND at < ?1", day - DAYS),
    dead: dropDeadLetters(db, now),
    subscribers: prepare(db, 'DELETE FROM subscribers WHERE day < ?1', day - DAYS),
  })
}

interface Sum {
  readonly span: 'hour' | 'day' | 'all'
  readonly at: number
  readonly name: string
  readonly value: number
}

const READ = `
  SELECT span, at, name, SUM(value) AS value
  FROM (SELECT span, at, name, value FROM counts UNION ALL SELECT * FROM (${ADDED_UP}))
  GROUP BY span, at, name`

/** What all isolates have counted by `now`, in ms since the epoch, the hour that is not over too. */
export async function readCounts(
  db: Database,
  now: number,
): Promise<Pick<Operation, 'hours' | 'days' | 'totals'>> {
  // A row may be of a moment later than ours: another isolate has another clock.
  const sums = await allRows(prepare<Sum>(db, READ, now + DAY_MS))
  const of = (span: Sum['span']) => sums.filter((sum) => sum.span === span)
  return {
    hours: periodsOf(of('hour'), HOUR_MS, HOURS, now),
    days: periodsOf(of('day'), DAY_MS, DAYS, now),
    totals: countsOf(of('all')),
  }
}

function periodsOf(sums: readonly Sum[], length: number, count: number, now: number): Period[] {
  const last = Math.floor(now / length)
  const byTime = Map.groupBy(sums, ({ at }) => at)
  return Array.from({ length: count }, (_, index) => {
    const at = last - count + 1 + index
    return { from: at * length, counts: countsOf(byTime.get(at) ?? []) }
  })
}

function countsOf(sums: readonly Sum[]): Counts {
  return Object.fromEntries(sums.map(({ name, value }) => [name, value]))
}
