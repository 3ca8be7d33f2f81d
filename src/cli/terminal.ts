import type { Progress } from '../ingest/content/folder.ts'
import type { SyncOutcome } from '../ingest/content/sync.ts'
import { formatFault } from '../model/result.ts'

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

/** Tells of long work once a second; short work passes in silence. */
export function progressTo(output: Output): (progress: Progress) => void {
  let last = Date.now()
  return ({ phase, done, total }) => {
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    output.err(`${phase === 'read' ? 'Reading' : 'Storing'} articles: ${done} of ${total}`)
  }
}

/** Prints what a sync did; returns the exit code. */
export function reportSync(outcome: SyncOutcome, folder: string, output: Output): 0 | 1 {
  switch (outcome.kind) {
    case 'faults':
      for (const fault of outcome.faults) output.err(formatFault(fault))
      output.err(`${count(outcome.faults.length, 'fault')} in ${folder}/; nothing was changed.`)
      return 1
    case 'unchanged':
      output.out(`${count(outcome.articles, 'article')} in ${folder}/, all stored already; nothing to write.`)
      return 0
    case 'written': {
      const { articles, added, changed, removed, revision } = outcome
      const what = `${added} new, ${changed} changed, ${removed} removed`
      output.out(`${count(articles, 'article')} in ${folder}/ stored: ${what} (revision ${revision}).`)
      return 0
    }
  }
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

/** Runs a command to its exit code. What it throws is told in one line, the stack only where DEBUG is set. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    const told = error instanceof Error ? (process.env.DEBUG ? error.stack : error.message) : String(error)
    terminal.err(`warta: ${told}`)
    process.exitCode = 1
  }
}
