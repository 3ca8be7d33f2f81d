import { omissionCount, omissionLines } from '../../model/omission.ts'
import type { Poll } from '../../storage/polls.ts'
import type { PollReport } from './run.ts'

/** A line for the log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly text: string
  /** A fault of ours, for its stack. */
  readonly error?: unknown
}

/**
 * What the log has to know of a poll: that a feed has begun to fail, or works again, and what was left out where that is
 * not the same as at the poll before, and what was guessed of new articles. A fault of ours is told each time.
 */
export function logLinesOf(source: string, { result, before, poll }: PollReport): LogLine[] {
  const feed = `The feed of ${source}`
  if (!result.ok && result.failure.kind === 'internal') {
    return [{ level: 'error', text: `${feed} could not be stored:`, error: result.failure.error }]
  }
  return [...stateLines(feed, before, poll), ...omittedLines(feed, before, poll), ...guessLines(feed, result)]
}

// A poll that brings nothing guesses what the one before has guessed.
function guessLines(feed: string, result: PollReport['result']): LogLine[] {
  const news = result.ok && result.value.kind === 'written' ? result.value : undefined
  if (!news || news.added + news.changed === 0) return []
  return news.guesses.map(({ text, items }) => ({
    level: 'info',
    text: `${feed}: guessed of ${items === 1 ? '1 item' : `${items} items`}: ${text}`,
  }))
}

function stateLines(feed: string, before: Poll, after: Poll): LogLine[] {
  if (after.isGone) return [{ level: 'warn', text: `${feed} is gone for good (410); it is not asked again.` }]
  if (before.failures === 0 && after.failures > 0) {
    return [{ level: 'warn', text: `${feed} fails: ${after.lastError}` }]
  }
  if (before.failures > 0 && after.failures === 0) {
    const often = before.failures === 1 ? 'one failure' : `${before.failures} failures`
    return [{ level: 'info', text: `${feed} works again, after ${often} (${before.lastError})` }]
  }
  return []
}

function omittedLines(feed: string, { omitted: before }: Poll, { omitted }: Poll): LogLine[] {
  if (JSON.stringify(before) === JSON.stringify(omitted)) return []
  return omitted.map((group) => ({
    level: 'info',
    text: [`${feed}: ${omissionCount(group)}`, ...omissionLines(group)].join('\n  '),
  }))
}

/** A poll that began at `start`, in ms since the epoch, as a line of JSON: each poll has one where that is asked for. */
export function jobLineOf(source: string, { result, poll }: PollReport, start: number): LogLine {
  const job = {
    ...jobOf(source, start),
    ...outcomeOf(result),
    failures: poll.failures,
    ...(poll.omitted.length > 0 && { omitted: poll.omitted.map(omissionCount) }),
    ...(!poll.isGone && { next: new Date(poll.nextPoll).toISOString() }),
  }
  const isFault = !result.ok && result.failure.kind === 'internal'
  return { level: isFault ? 'error' : 'info', text: JSON.stringify(job) }
}

/** The same of a poll that threw, and that the queue tries again. */
export function retriedLineOf(source: string, error: unknown, start: number): LogLine {
  const job = { ...jobOf(source, start), outcome: 'retried', error: stackOf(error) }
  return { level: 'error', text: JSON.stringify(job) }
}

function jobOf(source: string, start: number) {
  const time = new Date(start).toISOString()
  return { kind: 'job', time, job: 'poll', source, ms: Date.now() - start }
}

function outcomeOf(result: PollReport['result']): Record<string, unknown> {
  if (result.ok) {
    const { value } = result
    if (value.kind === 'unchanged') return { outcome: value.kind }
    return { outcome: value.kind, added: value.added, changed: value.changed }
  }
  const { failure } = result
  switch (failure.kind) {
    case 'gone':
      return { outcome: failure.kind }
    case 'failing':
      return { outcome: failure.kind, reason: failure.reason }
    case 'internal':
      return { outcome: failure.kind, error: stackOf(failure.error) }
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
