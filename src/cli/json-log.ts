import type { SyncFailure, SyncReport } from '../ingest/content/sync.ts'
import type { Result } from '../model/result.ts'
import type { Output } from './terminal.ts'

/** What the Worker has written into its log, as workerd reports it. */
export interface WorkerLine {
  readonly timestamp: number
  readonly level: string
  readonly message: string
}

type Write = (text: string) => void

const toStdout: Write = (text) => process.stdout.write(text)

/** Prints a line of JSON, which begins with what kind of line it is and when it was written. */
function print(write: Write, kind: string, fields: object, time = Date.now()): void {
  write(`${JSON.stringify({ kind, time: new Date(time).toISOString(), ...fields })}\n`)
}

/** The lines of a command as JSON. */
export function jsonOutput(write = toStdout): Output {
  return {
    out: (text) => print(write, 'message', { level: 'info', text }),
    err: (text) => print(write, 'message', { level: 'error', text }),
  }
}

/** Prints a line of the Worker's: what is JSON of ours as it is, everything else as a message. */
export function printWorkerLine({ timestamp, level, message }: WorkerLine, write = toStdout): void {
  if (/^\{"kind":"/.test(message)) write(`${message}\n`)
  else print(write, 'message', { level, text: message }, timestamp)
}

/** Prints what a sync came to that began at `start`, in ms since the epoch. */
export function printSyncJob(
  outcome: Result<SyncReport, SyncFailure>,
  start: number,
  write = toStdout,
): void {
  const job = { job: 'sync', ms: Date.now() - start, ...syncFields(outcome) }
  print(write, 'job', job, start)
}

function syncFields(outcome: Result<SyncReport, SyncFailure>): object {
  if (!outcome.ok) {
    const { failure } = outcome
    const faults = failure.kind === 'faults' ? { faults: failure.faults.length } : {}
    return { outcome: failure.kind, ...faults }
  }
  const { value } = outcome
  if (value.kind === 'unchanged') return { outcome: value.kind, revision: value.revision }
  const { added, changed, removed, revision } = value
  return { outcome: value.kind, added, changed, removed, revision }
}
