import { describe, expect, it } from 'vitest'
import { logLinesOf } from '../../../../src/ingest/poll/log-lines.ts'
import type { PollReport } from '../../../../src/ingest/poll/run.ts'

const GUESS = { text: 'The language was not given and was taken to be German.', items: 2 }

function linesOf(added: number): string[] {
  const poll = { failures: 0, isGone: false, omitted: [] }
  const value = { kind: 'written', added, changed: 0, guesses: [GUESS] }
  const report = { result: { ok: true, value }, before: poll, poll } as unknown as PollReport
  return logLinesOf('satu', report).map(({ text }) => text)
}

describe('the log of a poll', () => {
  it('the log of a poll tells what was guessed of new articles, and not again where there is nothing new', () => {
    expect(linesOf(1)).toEqual([`The feed of satu: guessed of 2 items: ${GUESS.text}`])
    expect(linesOf(0)).toEqual([])
  })
})
