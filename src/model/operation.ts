/** How the site is doing, for its operator. Times are milliseconds since the epoch; null where there is none. */
export interface Operation {
  readonly at: number
  /** The number of the last write. */
  readonly revision: number
  readonly articles: ArticleStates
  readonly polls: readonly FailingPoll[]
  /** Withdrawals after which the caches have still to be purged for the second time. */
  readonly purges: Waiting
  readonly hub: HubState
  readonly deadLetters: DeadLetters
  readonly subscribers: readonly Subscribed[]
  /** The last 48 hours and 90 days, the oldest first; the last one is not over. */
  readonly hours: readonly Period[]
  readonly days: readonly Period[]
  /** What was ever counted. */
  readonly totals: Counts
}

/** How many articles are in a state, and when one leaves it next. */
export interface ArticleStates {
  readonly public: number
  /** Until the first of them expires. */
  readonly expires: number | null
  /** Held back until a time, until further notice, and because something is in the way. */
  readonly scheduled: number
  readonly released: number | null
  readonly withheld: number
  readonly blocked: number
  /** Gone, and feeds tell of it. */
  readonly withdrawn: number
}

/** A feed whose polls fail, or that is gone. */
export interface FailingPoll {
  readonly source: string
  readonly failures: number
  /** The last poll that did not fail. */
  readonly since: number | null
  readonly error: string | null
}

/** How many wait for something, and since or until when the first. */
export interface Waiting {
  readonly count: number
  readonly first: number | null
}

export interface HubState {
  /** Leases that are active, and the feeds that they are of. */
  readonly subscriptions: number
  readonly topics: number
  /** Requests whose callback has to be asked, and feeds that were pushed and have not reached everybody. */
  readonly requests: number
  readonly unsettled: number
  readonly retries: Waiting
}

/**
 * Messages of queues that failed each time: how many there ever were, how many are of the last 24 hours, and the newest
 * ones.
 */
export interface DeadLetters {
  readonly ever: number
  readonly lately: number
  readonly newest: readonly DeadLetter[]
}

export interface DeadLetter {
  /** When it had failed for the last time. */
  readonly at: number
  /** The queue for what failed, such as `warta-hub-dead`. */
  readonly queue: string
  /** What it asked for, as JSON. */
  readonly message: string
}

/** For how many people a reader on the web asks for a feed. */
export interface Subscribed {
  readonly agent: string
  /** The channel's path; empty for the channel of everything. */
  readonly channel: string
  readonly format: string
  readonly subscribers: number
}

/** What was counted, by name. docs/operations.md lists the names. */
export type Counts = Readonly<Record<string, number>>

/** What was counted from a time on. */
export interface Period {
  readonly from: number
  readonly counts: Counts
}

/** The upper ends of the buckets of answers' times, in ms. Counts in fixed buckets can be added up, percentiles cannot. */
export const ANSWER_BUCKETS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000] as const

/** The bucket of a time in ms among those with these upper ends: its end, or `inf`. */
export function bucketOf(ms: number, ends: readonly number[]): string {
  return String(ends.find((end) => ms <= end) ?? 'inf')
}

/**
 * The time in ms below which a share of what was counted lies, from 0 to 1: the end of the bucket that it is in. Infinity
 * where it is longer than every bucket, `undefined` where nothing was counted. Buckets are named `NAME 250` and `NAME inf`.
 */
export function timeOfShare(
  counts: Counts,
  name: string,
  ends: readonly number[],
  share: number,
): number | undefined {
  const buckets = [...ends, 'inf'].map((end) => counts[`${name} ${end}`] ?? 0)
  const all = buckets.reduce((sum, count) => sum + count, 0)
  let below = 0
  for (const [index, count] of buckets.entries()) {
    below += count
    if (all > 0 && below >= share * all) return ends[index] ?? Number.POSITIVE_INFINITY
  }
  return undefined
}

/** The sum of all counts whose names match. */
export function sumOf(counts: Counts, names: RegExp): number {
  return Object.entries(counts).reduce((sum, [name, count]) => (names.test(name) ? sum + count : sum), 0)
}
