import { failed, success } from '../../model/result.ts'
import type { Database } from '../../storage/database.ts'
import { claimDue, findPoll, type Poll, storePoll } from '../../storage/polls.ts'
import { readSources } from '../../storage/registry.ts'
import { readSite } from '../../storage/site-row.ts'
import { decodeDocument } from '../import/common/charset.ts'
import { countGuesses, type ImportContext } from '../import/common/importer.ts'
import { feedImporter } from '../import/feed/import.ts'
import { type FetchOptions, fetchDocument } from './fetch.ts'
import { addedToday, judge, type PollResult, stateAfter } from './outcome.ts'
import { type StoreOptions, storePolled } from './store.ts'

export interface PollOptions extends FetchOptions, StoreOptions {
  /** A number from 0 to 1 that spreads feeds which failed together. */
  readonly jitter: () => number
}

/** What a poll came to, and the states before and after it. */
export interface PollReport {
  readonly result: PollResult
  readonly before: Poll
  readonly poll: Poll
}

/** After this long a feed is due again that nobody has polled, say because the process died; in milliseconds. */
const LEASE = 300_000

/** After so many failures in a row a permanent redirect is forgotten, and the registry's own URL tried again. */
const MOVE_TRUST = 3

/** The sources whose feeds are due at `now`, in ms since the epoch; each is named once. */
export function claimDuePolls(db: Database, now: number): Promise<string[]> {
  return claimDue(db, now, LEASE)
}

/**
 * Asks for the feed of a source, stores what is new in it, and what to remember for the next time. Returns `undefined`
 * where the source is not polled, or not any more.
 */
export async function pollFeed(
  db: Database,
  source: string,
  options: PollOptions,
): Promise<PollReport | undefined> {
  const found = await findPoll(db, source)
  if (!found || found.isGone) return undefined
  const before = found.failures < MOVE_TRUST ? found : { ...found, moved: null }
  const result = await resultOf(db, before, options)
  if (!result) return undefined
  const poll = { ...before, ...stateAfter(before, result, options.now(), options.jitter()) }
  await storePoll(db, poll)
  return { result, before: found, poll }
}

async function resultOf(db: Database, poll: Poll, options: PollOptions): Promise<PollResult | undefined> {
  try {
    return await ask(db, poll, options)
  } catch (error) {
    return failed({ kind: 'internal', error })
  }
}

async function ask(db: Database, poll: Poll, options: PollOptions): Promise<PollResult | undefined> {
  const { etag, lastModified } = poll
  const request = { url: poll.moved ?? poll.feed, etag, lastModified }
  const judged = judge(await fetchDocument(request, options), options.now())
  if (!judged.ok) return judged
  const answer = judged.value
  if (answer.status === 304) return success({ kind: 'unchanged', answer })
  const decoded = decodeDocument(answer.bytes, answer.headers.get('Content-Type') ?? '')
  if (!decoded.ok) return failed({ kind: 'failing', reason: decoded.failure })
  const language = answer.headers.get('Content-Language')
  const document = { text: decoded.value, name: answer.url, url: answer.url, ...(language && { language }) }
  const imported = feedImporter.read(document, await contextOf(db, poll.source))
  const [first] = imported.refused
  if (imported.articles.length === 0 && first?.item === '') {
    return failed({ kind: 'failing', reason: first.reason })
  }
  const { title = '', ttl } = imported.head
  const added = addedToday(poll, options.now())
  const incoming = { imported, source: poll.source, url: answer.url, title, addedToday: added }
  const guesses = countGuesses(imported.articles)
  const stored = await storePolled(db, incoming, options)
  if (stored.ok) return success({ kind: 'written', answer, ttl, ...stored.value, guesses })
  if (stored.failure.kind === 'unregistered') return undefined
  throw new Error(`Other writes came between ${stored.failure.attempts} times`)
}

async function contextOf(db: Database, id: string): Promise<ImportContext> {
  const [sources, { site }] = await Promise.all([readSources(db), readSite(db)])
  const source = sources.find((one) => one.id === id)
  return { ...(source && { source }), sources, site: site.assumed }
}
