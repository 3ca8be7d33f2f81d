import { NEVER } from '../model/lifecycle.ts'
import type { Operation } from '../model/operation.ts'
import { type Database, prepare, runBatch } from './database.ts'
import { hubStatements } from './hub/totals.ts'

type Stored = Pick<Operation, 'revision' | 'articles' | 'polls' | 'purges' | 'hub'>

interface SiteRow {
  readonly revision: number
  readonly expires: number | null
  readonly public: number | null
  readonly withdrawn: number
}

const SITE = `
  SELECT number AS revision, until AS expires,
    (SELECT entries FROM channels WHERE kind = 'all' AND slug = '') AS public,
    (SELECT COUNT(*) FROM withdrawals WHERE notice_until > ?1) AS withdrawn
  FROM revision WHERE id = 1`

interface HeldRow {
  readonly state: 'scheduled' | 'withheld' | 'blocked'
  readonly count: number
  readonly first: number
}

const HELD = `
  SELECT CASE WHEN blocked IS NOT NULL THEN 'blocked' WHEN at = ${NEVER} THEN 'withheld' ELSE 'scheduled' END AS state,
    COUNT(*) AS count, MIN(at) AS first
  FROM held_articles GROUP BY 1`

/** The most failing feeds that are named. */
const MOST_POLLS = 100

const POLLS = `
  SELECT source, failures, last_success AS since, CASE gone WHEN 1 THEN '410' ELSE last_error END AS error
  FROM polls WHERE failures > 0 OR gone = 1 ORDER BY last_success, source LIMIT ${MOST_POLLS}`

const PURGES = 'SELECT COUNT(*) AS count, MIN(at) AS first FROM withdrawals WHERE purged = 0'

/** How what is stored is doing, at `now` in ms since the epoch. Nothing of it reads the articles one by one. */
export async function readOperation(db: Database, now: number): Promise<Stored> {
  const { site, held, polls, purges, topics, requests, retries } = await runBatch(db, {
    site: prepare<SiteRow>(db, SITE, now),
    held: prepare<HeldRow>(db, HELD),
    polls: prepare<Stored['polls'][number]>(db, POLLS),
    purges: prepare<Stored['purges']>(db, PURGES),
    ...hubStatements(db),
  })
  const [row] = site
  const stateOf = (state: HeldRow['state']) => held.find((one) => one.state === state)
  return {
    revision: row?.revision ?? 0,
    articles: {
      public: row?.public ?? 0,
      expires: row?.expires ?? null,
      scheduled: stateOf('scheduled')?.count ?? 0,
      released: stateOf('scheduled')?.first ?? null,
      withheld: stateOf('withheld')?.count ?? 0,
      blocked: stateOf('blocked')?.count ?? 0,
      withdrawn: row?.withdrawn ?? 0,
    },
    polls,
    purges: purges[0] ?? NOBODY,
    hub: {
      subscriptions: topics[0]?.subscriptions ?? 0,
      topics: topics[0]?.topics ?? 0,
      unsettled: topics[0]?.unsettled ?? 0,
      requests: requests[0]?.pending ?? 0,
      retries: retries[0] ?? NOBODY,
    },
  }
}

const NOBODY = { count: 0, first: null }
