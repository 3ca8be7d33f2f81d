import type { Database } from '../../storage/database.ts'
import { claimDue, findPoll, type Poll, storePoll } from '../../storage/polls.ts'
import { decodeDocument } from '../import/common/charset.ts'
import { feedTitle } from '../import/feed/feed-title.ts'
import { feedImporter } from '../import/feed/import-feed.ts'
import { type FetchOptions, fetchFeed } from './fetch.ts'
import { judge, type PollResult, stateAfter } from './outcome.ts'
import { readTtl } from './schedule.ts'
import { type StoreOptions, storePolled } from './store.ts'

export interface PollOptions extends FetchOptions, StoreOptions {
  /** A number from 0 to 1 that spreads feeds which failed together. */
  readonly jitter: () => number
}

/** What a poll came to and the state that it left; `undefined` where the source is not polled (any more). */
export type PollReport = { readonly result: PollResult; readonly poll: Poll } | undefined

/** A feed whose poll was lost is due again after this long, in milliseconds. */
const LEASE = 300_000

/** After so many failures in a row a permanent redirect is forgotten: the registry may know better. */
const MOVE_TRUST = 3

/** The sources whose feeds are due at `now`, in ms since the epoch; each is named once. */
export function claimDuePolls(db: Database, now: number): Promise<string[]> {
  return claimDue(db, now, LEASE)
}

/** Asks for the feed of a source, stores what is new in it, and what to remember for the next time. */
export async function pollFeed(db: Database, source: string, options: PollOptions): Promise<PollReport> {
  const found = await findPoll(db, source)
  if (!found || found.isGone) return undefined
  const before = found.failures < MOVE_TRUST ? found : { ...found, moved: null }
  const result = await resultOf(db, before, options)
  const poll = { ...before, ...stateAfter(before, result, options.now(), options.jitter()) }
  await storePoll(db, poll)
  return { result, poll }
}

// A feed that trips over a bug of ours, too, must wait longer each time.
async function resultOf(db: Database, poll: Poll, options: PollOptions): Promise<PollResult> {
  try {
    return await ask(db, poll, options)
  } catch (error) {
    return {
      kind: 'failed',
      reason: `It could not be stored: ${error instanceof Error ? error.message : error}.`,
    }
  }
}

async function ask(db: Database, poll: Poll, options: PollOptions): Promise<PollResult> {
  const { etag, lastModified } = poll
  const request = { url: poll.moved ?? poll.feed, etag, lastModified }
  const answer = judge(await fetchFeed(request, options), options.now())
  if (answer.kind !== 'answered') return answer
  if (answer.status === 304) return { kind: 'unchanged', answer }
  const decoded = decodeDocument(answer.bytes, answer.headers.get('Content-Type') ?? '')
  if (!decoded.ok) return { kind: 'failed', reason: decoded.reason }
  const { text } = decoded
  const imported = feedImporter.read({ text, name: answer.url, url: answer.url })
  const [first] = imported.refused
  if (imported.articles.length === 0 && first?.item === '') return { kind: 'failed', reason: first.reason }
  const incoming = { imported, source: poll.source, url: answer.url, title: feedTitle(text) }
  return { kind: 'written', answer, ttl: readTtl(text), ...(await storePolled(db, incoming, options)) }
}
