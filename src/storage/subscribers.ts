import type { Subscribed } from '../model/operation.ts'
import { allRows, type Database, prepare } from './database.ts'

/** The most rows and agents of a day: anybody can call themselves anything. */
const MOST_ROWS = 2000
const MOST_AGENTS = 200

const STORE = `
  INSERT INTO subscribers (day, agent, channel, format, subscribers)
  SELECT ?1, ?2, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?3)
  WHERE (SELECT COUNT(*) FROM subscribers WHERE day = ?1) < ${MOST_ROWS} AND (
    EXISTS (SELECT 1 FROM subscribers WHERE day = ?1 AND agent = ?2)
    OR (SELECT COUNT(DISTINCT agent) FROM subscribers WHERE day = ?1) < ${MOST_AGENTS})
  ON CONFLICT DO UPDATE SET subscribers = excluded.subscribers WHERE excluded.subscribers > subscribers`

/** Stores what an agent said on a day (since the epoch). Of each feed the largest number of the day stays. */
export async function storeSubscribers(
  db: Database,
  day: number,
  agent: string,
  feeds: readonly Omit<Subscribed, 'agent'>[],
): Promise<void> {
  const rows = feeds.map(({ channel, format, subscribers }) => [channel, format, subscribers])
  await prepare(db, STORE, day, agent, JSON.stringify(rows)).run()
}

// The leases of the hub are listed under the name WebSub. No reader may be listed under it, whatever it calls itself.
const READ = `
  SELECT agent, channel, format, MAX(subscribers) AS subscribers FROM subscribers WHERE day >= ?1 AND agent <> 'WebSub'
  GROUP BY agent, channel, format ORDER BY subscribers DESC, agent, channel, format LIMIT ?2`

/** The largest numbers since a day (since the epoch), by agent and feed, the largest first. */
export function readSubscribers(db: Database, since: number, limit: number): Promise<Subscribed[]> {
  return allRows(prepare<Subscribed>(db, READ, since, limit))
}
