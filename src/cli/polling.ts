import type { Config } from '../config.ts'
import type { PollResult } from '../ingest/poll/outcome.ts'
import { pollOptions } from '../ingest/poll/queue.ts'
import { claimDuePolls, type PollReport, pollFeed } from '../ingest/poll/run.ts'
import type { Database } from '../storage/database.ts'
import { readPolls } from '../storage/polls.ts'
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
    const report = await pollFeed(db, source, pollOptions(config))
    if (report?.result.kind === 'failed') exit = 1
    printReport(source, report, output)
  }
  return exit
}

function printReport(source: string, report: PollReport, output: Output): void {
  if (!report) return
  const { result, poll } = report
  const next = poll.isGone ? '' : `; next poll ${new Date(poll.nextPoll).toISOString()}`
  output.out(`${source}: ${told(result)}${next}`)
  if (result.kind !== 'written') return
  for (const { item, reason } of result.refused) output.err(`${source}: not taken: ${item}: ${reason}`)
}

function told(result: PollResult): string {
  switch (result.kind) {
    case 'written': {
      const { added, changed, refused } = result
      return `${added} new, ${changed} changed, ${count(refused.length, 'item')} not taken`
    }
    case 'unchanged':
      return 'not changed since (304)'
    case 'gone':
      return 'gone for good (410); it is not asked again'
    case 'failed':
      return `failed: ${result.reason}`
  }
}
