import type { Config } from '../config.ts'
import type { PollFailure, PollNews } from '../ingest/poll/outcome.ts'
import { pollOptions } from '../ingest/poll/queue.ts'
import { claimDuePolls, type PollReport, pollFeed } from '../ingest/poll/run.ts'
import { groupOmissions, omissionCount, omissionLines } from '../model/omission.ts'
import type { Database } from '../storage/database.ts'
import { readPolls } from '../storage/polls.ts'
import { checkedFetch } from './checked-fetch.ts'
import { count, type Output } from './terminal.ts'

/**
 * Polls the feeds that are due, or with the option `--all` every one that is not gone, and prints a line for
 * each. Returns the exit code: 1 where one failed.
 */
export async function pollFeeds(
  { db, config }: { readonly db: Database; readonly config: Config },
  options: readonly string[],
  output: Output,
): Promise<number> {
  const polls = await readPolls(db)
  if (polls.length === 0) {
    output.out('No source has "poll: true"; say so in sources.yaml and run npm run sync.')
    return 0
  }
  const sources = options.includes('--all')
    ? polls.filter(({ isGone }) => !isGone).map(({ source }) => source)
    : await claimDuePolls(db, Date.now())
  if (sources.length === 0) output.out('No feed is due; npm run poll -- --all asks them all.')
  let exit = 0
  for (const source of sources) {
    const report = await pollFeed(db, source, { ...pollOptions(config), fetch: checkedFetch() })
    if (!report) continue
    printReport(source, report, output)
    if (!report.result.ok && report.result.failure.kind !== 'gone') exit = 1
  }
  return exit
}

function printReport(source: string, { result, poll }: PollReport, output: Output): void {
  const next = poll.isGone ? '' : `; next poll ${new Date(poll.nextPoll).toISOString()}`
  output.out(`${source}: ${result.ok ? newsText(result.value) : failureText(result.failure)}${next}`)
  if (result.ok && result.value.kind === 'written') {
    for (const line of poll.omitted.flatMap(omissionLines)) output.err(`${source}: ${line}`)
    for (const { text, items } of result.value.guesses) {
      output.out(`${source}: guessed of ${count(items, 'item')}: ${text}`)
    }
  }
  if (!result.ok && result.failure.kind === 'internal') output.err(stackOf(result.failure.error))
}

function newsText(news: PollNews): string {
  if (news.kind === 'unchanged') return 'not changed since (304)'
  const { added, changed, omitted } = news
  const groups = groupOmissions(omitted)
  const refused = groups.some(({ kind }) => kind === 'refused') ? [] : ['0 items not taken']
  return [`${added} new`, `${changed} changed`, ...refused, ...groups.map(omissionCount)].join(', ')
}

function failureText(failure: PollFailure): string {
  switch (failure.kind) {
    case 'gone':
      return 'gone for good (410); it is not asked again'
    case 'failing':
      return `failed: ${failure.reason}`
    case 'internal':
      return 'could not be stored, by a fault of ours that follows'
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
