import type { HubMode } from '../../model/subscription.ts'
import { allRows, type Database, prepare } from '../database.ts'

/** A feed that somebody is subscribed to. */
export interface TopicState {
  readonly url: string
  readonly subscriptions: number
  /** How many of them have what was pushed last, and which revision that is. */
  readonly reached: number
  readonly pushed: number
}

/** A subscription as an operator may see it: not its callback, and not its secret. */
export interface SubscriptionState {
  readonly key: number
  readonly url: string
  readonly host: string
  /** In ms since the epoch, as all times here. */
  readonly leaseUntil: number
  /** Of a push that failed: how often it was tried, what came of it last, and when it is tried again. */
  readonly attempts: number
  readonly status: number | null
  readonly retryAt: number | null
}

/** A request whose callback is still to be asked or told. */
export interface WaitingRequest {
  readonly mode: HubMode
  readonly url: string
  readonly host: string
  readonly attempts: number
  readonly nextAt: number
}

/** Every topic with what its subscribers have. Reads the rows of topics and of chunks. */
export function readTopicStates(db: Database): Promise<TopicState[]> {
  const sql = `
    SELECT t.url, t.pushed, COALESCE(SUM(c.size), 0) AS subscriptions,
      COALESCE(SUM(CASE WHEN c.revision >= t.pushed THEN c.size END), 0) AS reached
    FROM topics t LEFT JOIN hub_chunks c ON c.topic = t.key GROUP BY t.key ORDER BY t.url`
  return allRows(prepare<TopicState>(db, sql))
}

const SUBSCRIPTIONS = `
  SELECT s.key, t.url, s.host, s.lease_until AS leaseUntil, s.attempts, s.status, s.retry_at AS retryAt
  FROM subscriptions s JOIN topics t ON t.key = s.topic`

/** At most so many subscriptions: those first that are tried again soonest, then the oldest. */
export async function readSubscriptionStates(db: Database, limit: number): Promise<SubscriptionState[]> {
  const retried = `${SUBSCRIPTIONS} WHERE s.retry_at IS NOT NULL ORDER BY s.retry_at LIMIT ?1`
  const others = `${SUBSCRIPTIONS} WHERE s.retry_at IS NULL ORDER BY s.key LIMIT ?1`
  const first = await allRows(prepare<SubscriptionState>(db, retried, limit))
  return [...first, ...(await allRows(prepare<SubscriptionState>(db, others, limit - first.length)))]
}

/** At most so many requests that wait, those first that are due first. */
export function readWaitingRequests(db: Database, limit: number): Promise<WaitingRequest[]> {
  const sql = `
    SELECT mode, url, host, attempts, next_at AS nextAt FROM hub_requests ORDER BY next_at LIMIT ?1`
  return allRows(prepare<WaitingRequest>(db, sql, limit))
}
