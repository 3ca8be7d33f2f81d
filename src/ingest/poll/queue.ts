import type { Database } from '../../storage/database.ts'
import { consumeMessage, sendAll } from '../queue-messages.ts'
import { jobLineOf, type LogLine, logLinesOf, retriedLineOf } from './log-lines.ts'
import { claimDuePolls, type PollOptions, pollFeed } from './run.ts'

/** A feed that is due: the id of its source. */
export interface PollMessage {
  readonly source: string
}

type Received = Pick<Message<PollMessage>, 'body' | 'ack' | 'retry'>

/** What the configuration of a deployment says about polling. */
export interface PollSettings {
  readonly authority: string
  /** The site's own address, which the user agent names. */
  readonly siteUrl: string | undefined
  readonly pollAnywhere: boolean
}

const TIMEOUT = 10_000
const RETRY_SECONDS = 300

/** Puts one message into the queue for each feed that is due at `now`, in ms since the epoch. */
export async function queueDue(
  db: Database,
  queue: Pick<Queue<PollMessage>, 'sendBatch'>,
  now: number,
): Promise<void> {
  const due = await claimDuePolls(db, now)
  await sendAll(
    queue,
    due.map((source) => ({ source })),
  )
}

/**
 * Polls the feed of each message. Changes of its state are in the log, or with `asJson` a line of JSON for each poll, and
 * faults of ours: then the feed is asked again at its usual time.
 * A message whose poll throws, say because the database does not answer, is tried again later, and the others go on.
 * @throws AggregateError of what was thrown, at the end.
 */
export async function consumePolls(
  db: Database,
  messages: readonly Received[],
  options: PollOptions,
  asJson = false,
): Promise<void> {
  const errors: unknown[] = []
  for (const message of messages) {
    const poll = () => pollLogged(db, message.body.source, options, asJson)
    errors.push(...(await consumeMessage(message, RETRY_SECONDS, poll)))
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Feeds could not be polled')
}

async function pollLogged(
  db: Database,
  source: string,
  options: PollOptions,
  asJson: boolean,
): Promise<void> {
  const start = Date.now()
  try {
    const report = await pollFeed(db, source, options)
    if (!report) return
    for (const line of asJson ? [jobLineOf(source, report, start)] : logLinesOf(source, report)) log(line)
  } catch (error) {
    if (asJson) log(retriedLineOf(source, error, start))
    throw error
  }
}

function log({ level, text, error }: LogLine): void {
  // biome-ignore lint/suspicious/noConsole: the log of the Worker is where failures and bugs are looked for
  console[level](text, ...(error === undefined ? [] : [error]))
}

/** The host of the site, where the configuration names it. */
export function ownHostOf({ siteUrl }: Pick<PollSettings, 'siteUrl'>): string | undefined {
  return siteUrl && URL.parse(siteUrl)?.hostname
}

/** The options of polls outside of tests. */
export function pollOptions({ authority, siteUrl, pollAnywhere }: PollSettings): PollOptions {
  return {
    authority,
    anywhere: pollAnywhere,
    ownHost: ownHostOf({ siteUrl }),
    userAgent: siteUrl ? `Warta/1.0 (+${siteUrl})` : 'Warta/1.0',
    timeout: TIMEOUT,
    now: Date.now,
    jitter: Math.random,
    fetch: (url, init) => fetch(url, init),
  }
}
