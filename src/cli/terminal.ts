import type { Progress } from '../ingest/content/folder.ts'
import type { ManyRemoved, NotedFile, SyncFailure, SyncReport } from '../ingest/content/sync.ts'
import { formatFault, type Result } from '../model/result.ts'
import { DEFAULT_SITE } from '../model/site.ts'
import { countLeft } from '../storage/commit/left-sources.ts'
import { explain } from './accidents.ts'

/** Where a command's lines go: its own terminal, or that of whoever handed the work over. */
export interface Output {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

export const terminal: Output = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
}

/** Says for which process a command waits. */
export function sayWaiting(pid: number): void {
  terminal.err(`Waiting for another command of Warta that is at work here (process ${pid}).`)
}

const PROGRESS_EVERY_MS = 1000

/** Prints how far long work is, once a second. Work that is done within a second prints nothing. */
export function progressTo(output: Output): (progress: Progress) => void {
  let last = Date.now()
  return ({ phase, done, total }) => {
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    output.err(`${phase === 'read' ? 'Reading' : 'Storing'} articles: ${done} of ${total}`)
  }
}

/** Prints how many of `total` are done, once a second, and nothing of what is done within the first one. */
export function progressOf(what: string, total: number, output: Output): (done: number) => void {
  let last = Date.now()
  return (done) => {
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    output.err(`${what}: ${done} of ${total}`)
  }
}

/** The option that confirms the removal of many articles. */
export const REMOVE_MANY = '--remove-many'

/** What is said where somebody names an environment of wrangler.toml and means this machine. */
export const ENV_WITHOUT_REMOTE = '--env is for the deployed sites: say --remote too'

/** How many removed files are named. */
const LISTED = 10

/** Prints what a sync did; returns the exit code. */
export function reportSync(outcome: Result<SyncReport, SyncFailure>, folder: string, output: Output): 0 | 1 {
  if (outcome.ok) {
    output.out(`${count(outcome.value.articles, 'article')} in ${folder}/${syncText(outcome.value)}`)
    for (const line of doneLines(outcome.value, folder)) output.out(line)
    return 0
  }
  for (const line of failureLines(outcome.failure, folder)) output.err(line)
  return 1
}

// Where all articles are new or changed, as in a first sync, their names are not listed.
function fileLines(report: SyncReport, folder: string): string[] {
  if (report.kind === 'unchanged') return []
  const { articles, added, changed, removed, files } = report
  const more = added + changed + removed - files.length
  if (files.length === 0 || added + changed >= articles) return []
  const named = files.map(({ path, change }) => `  ${change.padEnd(7)} ${folder}/${path}`)
  return more > 0 ? [...named, `  and ${more} more`] : named
}

/** What is told of a sync that changed something, beside its numbers. */
function doneLines(report: SyncReport, folder: string): string[] {
  const killed = killedLines(report.killed ?? [])
  if (report.kind === 'unchanged') return killed
  const { lacksSite, left, noted } = report
  const usual = `the site is called ${DEFAULT_SITE.name} and speaks English. npm run new writes one.`
  return [
    ...fileLines(report, folder),
    ...(lacksSite ? [`${folder}/site.yaml is missing: ${usual}`] : []),
    ...(left.length > 0 ? ['Removed with their sources, which are gone from sources.yaml:'] : []),
    ...(left.length > 0 ? leftLines(report) : []),
    ...notedLines(noted, folder),
    ...killed,
  ]
}

function killedLines(paths: readonly string[]): string[] {
  const advice = 'take the file out, or run npm run kill -- SLUG --lift'
  return paths.map((path) => `${path}: its article was killed and is not stored; ${advice}`)
}

/** Of how many files notes are printed. `npm run check` prints them all. */
const NOTED = 5

function notedLines(noted: readonly NotedFile[], folder: string): string[] {
  const lines = noted.slice(0, NOTED).map(({ path, notes }) => `${folder}/${path}: ${notes.join('; ')}`)
  const rest = noted.length - lines.length
  return rest > 0 ? [...lines, `and ${count(rest, 'more file')} of which npm run check tells`] : lines
}

/** How many faults are printed: where a source is missing, each of thousands of files may have one. */
const FAULTS = 50

function failureLines(failure: SyncFailure, folder: string): string[] {
  switch (failure.kind) {
    case 'faults': {
      const { faults } = failure
      const rest = faults.length - FAULTS
      return [
        ...faults.slice(0, FAULTS).map(formatFault),
        ...(rest > 0 ? [`and ${count(rest, 'more fault')}; npm run check prints those of the files`] : []),
        `${count(faults.length, 'fault')} in ${folder}/; nothing was changed.`,
      ]
    }
    case 'many-removed':
      return [
        ...removedLines(failure, folder),
        `Nothing was changed. Where that is meant, run npm run sync -- ${REMOVE_MANY} (and --remote for the deployed site).`,
      ]
    case 'busy':
      return [`Other writes came between ${failure.attempts} times; nothing was changed. Try again later.`]
  }
}

function removedLines(failure: ManyRemoved, folder: string): string[] {
  const { paths, stored, polled, left } = failure
  const files = `${paths.length} of ${count(stored, 'stored article')}`
  const articles = `${countLeft(left)} of ${count(polled, 'polled article')}`
  const shown = paths.slice(0, LISTED).map((path) => `  ${folder}/${path}`)
  const more = paths.length > LISTED ? [`  and ${paths.length - LISTED} more`] : []
  return [
    ...(paths.length === 0 ? [] : [`${files} would be removed, because these files are gone:`]),
    ...[...shown, ...more],
    ...(left.length === 0
      ? []
      : [`${articles} would be removed, because these sources are gone from sources.yaml:`]),
    ...leftLines(failure),
  ]
}

function leftLines({ left }: Pick<ManyRemoved, 'left'>): string[] {
  return left.map(({ source, articles }) => `  ${source} (${count(articles, 'article')})`)
}

function syncText(report: SyncReport): string {
  if (report.kind === 'unchanged')
    return `, all stored already; nothing to write (revision ${report.revision}).`
  const { added, changed, dated, removed, relisted, held = 0, revision } = report
  const edited = dated > 0 ? `, ${dated} updated at the time of this sync` : ''
  const listed = relisted > 0 ? `, ${relisted} in other channels` : ''
  const waiting = held > 0 ? `, ${held} held until their time` : ''
  return ` stored: ${added} new, ${changed} changed, ${removed} removed${listed}${waiting}${edited} (revision ${revision}).`
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

/** Says why a command does not do its work; returns the exit code. */
export function refuse(reason: string, output: Output = terminal): 1 {
  output.err(`warta: ${reason}`)
  return 1
}

/** Runs a command and sets its exit code. What it throws is told in one sentence, or with its stack where DEBUG is set. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    const told =
      error instanceof Error && process.env.DEBUG ? error.stack : (badOption(error) ?? explain(error))
    terminal.err(`warta: ${told}`)
    process.exitCode = 1
  }
}

// Only the first sentence is taken: the rest is advice of parseArgs that does not fit our commands.
function badOption(error: unknown): string | undefined {
  const isBad = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  const [first] = isBad ? error.message.split('. ') : []
  return first && `${first}; --help lists the options`
}
