import { omissionCount, omissionLines } from '../model/omission.ts'
import type { Source } from '../model/source.ts'
import type { Database } from '../storage/database.ts'
import { type Poll, readPolls } from '../storage/polls.ts'
import { readSources } from '../storage/registry.ts'
import type { Output } from './terminal.ts'

const HEADINGS = ['source', 'feed', 'last success', 'next poll', 'failures', 'state']

/** Prints every source with the state of its feed, as a table. Returns the exit code. */
export async function printSources(db: Database, output: Output): Promise<number> {
  const polls = new Map((await readPolls(db)).map((poll) => [poll.source, poll]))
  const rows = (await readSources(db)).map((source) => rowOf(source, polls.get(source.id)))
  if (rows.length === 0) output.out('No source is stored yet; run npm run sync first.')
  else printTable([HEADINGS, ...rows], output)
  for (const { source, omitted } of polls.values()) {
    for (const line of omitted.flatMap(omissionLines)) output.out(`${source}: ${line}`)
  }
  return 0
}

function rowOf({ id, feed = '-' }: Source, poll: Poll | undefined): string[] {
  if (!poll) return [id, feed, '-', '-', '-', 'not polled']
  const next = poll.isGone ? '-' : timeOf(poll.nextPoll)
  return [id, feed, timeOf(poll.lastSuccess), next, String(poll.failures), stateOf(poll)]
}

function timeOf(instant: number | null): string {
  return instant ? new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z') : '-'
}

function stateOf(poll: Poll): string {
  return [answerOf(poll), ...poll.omitted.map(omissionCount)].join(', ')
}

function answerOf({ isGone, lastError, lastSuccess, moved, etag, lastModified }: Poll): string {
  if (isGone) return 'gone (410)'
  if (lastError !== null) return `failing: ${lastError}`
  if (lastSuccess === null) return 'not polled yet'
  const validators = [etag === null ? '' : 'ETag', lastModified === null ? '' : 'Last-Modified']
  const kept = validators.filter((one) => one !== '').join(', ')
  return `ok${kept && ` (${kept})`}${moved === null ? '' : `, moved to ${moved}`}`
}

/** Prints rows of text as a table, the headings first. */
export function printTable(rows: readonly (readonly string[])[], output: Output): void {
  for (const line of tableOf(rows)) output.out(line)
}

/** Rows of text as lines of a table, whose columns are as wide as their longest cell. */
function tableOf(rows: readonly (readonly string[])[]): string[] {
  const [headings = []] = rows
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
