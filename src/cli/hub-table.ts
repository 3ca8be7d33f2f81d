import type { Database } from '../storage/database.ts'
import {
  readSubscriptionStates,
  readTopicStates,
  readWaitingRequests,
  type SubscriptionState,
} from '../storage/hub/overview.ts'
import { denySubscription } from '../storage/hub/subscriptions.ts'
import { printTable } from './source-table.ts'
import { type Output, refuse } from './terminal.ts'

/** What is to be done with subscriptions, as it is handed to a server that runs: JSON. */
export type HubOrder = { readonly kind: 'list' } | { readonly kind: 'remove'; readonly key: number }

/** The most subscriptions that are listed, and the most requests. */
const MOST_LISTED = 200

/** Does what an order asks for. The only option is the order, as JSON. Returns the exit code. */
export async function workOnHub(
  db: Database,
  [order = '']: readonly string[],
  output: Output,
): Promise<number> {
  const asked = JSON.parse(order) as HubOrder
  return asked.kind === 'list' ? list(db, output) : remove(db, asked.key, output)
}

async function remove(db: Database, key: number, output: Output): Promise<number> {
  if (!(await denySubscription(db, key, Date.now()))) {
    return refuse(`There is no subscription ${key}; npm run hub lists them`, output)
  }
  output.out(`Subscription ${key} has ended, and its callback will be told.`)
  return 0
}

async function list(db: Database, output: Output): Promise<number> {
  const topics = await readTopicStates(db)
  if (topics.length === 0) output.out('Nobody has subscribed to a feed at the hub.')
  else {
    const rows = topics.map(({ url, subscriptions, reached, pushed }) => [
      url,
      String(subscriptions),
      String(reached),
      timeOf(pushed),
    ])
    printTable([['topic', 'subscriptions', 'have the last push', 'pushed'], ...rows], output)
  }
  await listSubscriptions(
    db,
    topics.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
    output,
  )
  const requests = await readWaitingRequests(db, MOST_LISTED)
  if (requests.length === 0) return 0
  const rows = requests.map(({ mode, url, host, attempts, nextAt }) => {
    return [mode, url, host, String(attempts), timeOf(nextAt)]
  })
  output.out('')
  printTable([['request', 'topic', 'host', 'asked', 'next'], ...rows], output)
  return 0
}

async function listSubscriptions(db: Database, count: number, output: Output): Promise<void> {
  const subscriptions = await readSubscriptionStates(db, MOST_LISTED)
  if (subscriptions.length === 0) return
  output.out('')
  const headings = ['key', 'topic', 'host', 'lease until', 'failures', 'next try']
  printTable([headings, ...subscriptions.map(rowOf)], output)
  const more = count - subscriptions.length
  if (more > 0) output.out(`… and ${more} more`)
}

// A callback is nobody's business: whoever knows it could ask for its end.
function rowOf({ key, url, host, leaseUntil, attempts, status, retryAt }: SubscriptionState): string[] {
  const reason = status ? `status ${status}` : 'no answer'
  const failures = attempts === 0 ? '-' : `${attempts} (${reason})`
  return [String(key), url, host, timeOf(leaseUntil), failures, retryAt === null ? '-' : timeOf(retryAt)]
}

function timeOf(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}
