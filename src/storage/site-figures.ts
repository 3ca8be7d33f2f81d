import { NEVER } from '../model/lifecycle.ts'
import type { ArticleStates, Operation } from '../model/operation.ts'
import { type Database, prepare, runBatch } from './database.ts'
import { deadLetterStatements } from './dead-letters.ts'
import { hubStatements } from './hub/totals.ts'

type Stored = Pick<Operation, 'revision' | 'articles' | 'polls' | 'purges' | 'hub' | 'deadLetters'>

// The same conditions as of an article that is released: it waits for its time, for a person, or for what is in its way.
const SITE = `
  SELECT number AS revision, until AS expires, held.*,
    (SELECT COALESCE(SUM(entries), 0) FROM channels WHERE kind = 'all' AND slug = '') AS public,
    (SELECT COUNT(*) FROM withdrawals WHERE notice_until > ?1) AS withdrawn
  FROM revision, (
    SELECT COUNT(*) FILTER (WHERE blocked IS NULL AND at < ${NEVER}) AS scheduled,
      MIN(at) FILTER (WHERE blocked IS NULL AND at < ${NEVER}) AS released,
      COUNT(*) FILTER (WHERE blocked IS NULL AND at = ${NEVER}) AS withheld, COUNT(blocked) AS blocked
    FROM held_articles) held
  WHERE id = 1`

/** The most failing feeds that are named. */
const MOST_POLLS = 100

const POLLS = `
  SELECT source, failures, last_success AS since, CASE gone WHEN 1 THEN '410' ELSE last_error END AS error
  FROM polls WHERE failures > 0 OR gone = 1 ORDER BY last_success, source LIMIT ${MOST_POLLS}`

const PURGES = 'SELECT COUNT(*) AS count, MIN(at) AS first FROM withdrawals WHERE purged = 0'

/** How what is stored is doing, at `now` in ms since the epoch. Nothing of it reads the articles one by one. */
export async function readOperation(db: Database, now: number): Promise<Stored> {
  const { site, polls, purges, hub, retries, dead, newest } = await runBatch(db, {
    site: prepare<ArticleStates & Pick<Operation, 'revision'>>(db, SITE, now),
    polls: prepare<Stored['polls'][number]>(db, POLLS),
    purges: prepare<Stored['purges']>(db, PURGES),
    ...hubStatements(db),
    ...deadLetterStatements(db, now),
  })
  const { revision, ...articles } = only(site)
  return {
    revision,
    articles,
    polls,
    purges: only(purges),
    hub: { ...only(hub), retries: only(retries) },
    deadLetters: { ...only(dead), newest },
  }
}

// The tables of one row have it since the migrations, and a sum is a row of nothing too.
function only<Row>([row]: readonly Row[]): Row {
  if (!row) throw new Error('No row')
  return row
}
