import type { HubState, Subscribed, Waiting } from '../../model/operation.ts'
import { allRows, type Database, prepare } from '../database.ts'

const HUB = `
  SELECT pending AS requests, (SELECT COUNT(*) FROM topics) AS topics, (SELECT COUNT(*) FROM topics WHERE settled = 0) AS unsettled,
    (SELECT COALESCE(SUM(size), 0) FROM hub_chunks) AS subscriptions
  FROM hub WHERE id = 1`

const RETRIES =
  'SELECT COUNT(*) AS count, MIN(retry_at) AS first FROM subscriptions WHERE retry_at IS NOT NULL'

/** The statements that tell how the hub is doing. Chunks are read in place of subscriptions: there are 200 times fewer. */
export function hubStatements(db: Database) {
  return {
    hub: prepare<Omit<HubState, 'retries'>>(db, HUB),
    retries: prepare<Waiting>(db, RETRIES),
  }
}

const BY_FEED = `
  SELECT 'WebSub' AS agent, CASE t.kind WHEN 'all' THEN '' ELSE '/' || t.kind || '/' || t.slug END AS channel, t.format,
    SUM(c.size) AS subscribers
  FROM hub_chunks c JOIN topics t ON t.key = c.topic GROUP BY c.topic HAVING SUM(c.size) > 0
  ORDER BY subscribers DESC, t.key LIMIT ?1`

/** The feeds that have the most active leases, as a reader by the name of WebSub. */
export function readLeases(db: Database, limit: number): Promise<Subscribed[]> {
  return allRows(prepare<Subscribed>(db, BY_FEED, limit))
}
