import type { Notice } from './lifecycle.ts'

/** What an expected failure leaves in place of a value. Bugs are not here: they throw. */
export type Result<Value, Failure> = Success<Value> | Failed<Failure>

export interface Success<Value> {
  readonly ok: true
  readonly value: Value
}

export interface Failed<Failure> {
  readonly ok: false
  readonly failure: Failure
}

export function success<Value>(value: Value): Success<Value> {
  return { ok: true, value }
}

export function failed<Failure>(failure: Failure): Failed<Failure> {
  return { ok: false, failure }
}

/** One thing wrong in a file that somebody wrote. Lines count from 1. */
export interface Fault {
  readonly file: string
  readonly line: number
  /** The field's path, such as `authors[0].role`; `-` where the fault is in no field. */
  readonly field: string
  /** What is wrong and how to mend it. */
  readonly message: string
}

/** A fault on one line: `content/articles/2022/09/x.md:4: published: is not a date; write it such as …`. */
export function formatFault({ file, line, field, message }: Fault): string {
  return `${file}:${line}: ${field === '-' ? '' : `${field}: `}${message}`
}

/** What can go wrong with a request, each case expected. Bugs are not here: they throw. */
export type Problem =
  | { kind: 'unknown-page' }
  | { kind: 'unknown-channel'; path: string }
  | { kind: 'unknown-archive'; path: string; number: number }
  | { kind: 'unknown-article'; slug: string }
  | { kind: 'article-gone'; slug: string; notice?: Notice }
  | { kind: 'bad-host' }
  /** `nearest`: the allowed value that is nearest to what was asked for, where one can be told. */
  | { kind: 'bad-parameter'; name: string; allowed: string; nearest?: string }
  | { kind: 'bad-body'; allowed: string }
  | { kind: 'unauthorized' }
  | { kind: 'no-token' }
  | { kind: 'wrong-scope'; scope: string }
  | { kind: 'bad-filter'; name: string }
  | { kind: 'too-many-filters'; limit: number }
  | { kind: 'method-not-allowed'; method: string }
  | { kind: 'too-many-requests' }
  | { kind: 'database-unavailable' }
  | { kind: 'internal' }
