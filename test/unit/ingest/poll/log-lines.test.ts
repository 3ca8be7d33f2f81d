import { describe, expect, it } from 'vitest'
import { jobLineOf, logLinesOf } from '../../../../src/ingest/poll/log-lines.ts'
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

describe('the line of JSON of a poll', () => {
  const poll = { failures: 0, isGone: false, omitted: [], nextPoll: Date.UTC(2026, 10, 28, 8) }
  const lineOf = (result: unknown, state: object = poll) => {
    const { level, text } = jobLineOf(
      'satu',
      { result, before: poll, poll: state } as unknown as PollReport,
      0,
    )
    return { level, ...JSON.parse(text) }
  }
  const job = {
    kind: 'job',
    time: '1970-01-01T00:00:00.000Z',
    job: 'poll',
    source: 'satu',
    ms: expect.any(Number),
  }

  it('the line of JSON of a poll says what it came to and when the next one is', () => {
    const written = { ok: true, value: { kind: 'written', added: 2, changed: 1, guesses: [] } }
    const next = '2026-11-28T08:00:00.000Z'
    expect(lineOf(written)).toEqual({
      level: 'info',
      ...job,
      outcome: 'written',
      added: 2,
      changed: 1,
      failures: 0,
      next,
    })
    expect(lineOf({ ok: true, value: { kind: 'unchanged' } })).toMatchObject({ outcome: 'unchanged', next })
  })

  it('the line of JSON of a poll has the reason of a failure', () => {
    const reason = 'It redirects more than 5 times.'
    const failing = { ok: false, failure: { kind: 'failing', reason } }
    expect(lineOf(failing, { ...poll, failures: 3 })).toMatchObject({
      level: 'info',
      outcome: 'failing',
      failures: 3,
      reason,
    })
    expect(lineOf({ ok: false, failure: { kind: 'gone' } }, { ...poll, isGone: true })).not.toHaveProperty(
      'next',
    )
  })

  it('the line of JSON of a poll is one of errors for a fault of ours, with its stack', () => {
    const fault = { ok: false, failure: { kind: 'internal', error: new Error('D1 is away') } }
    expect(lineOf(fault)).toMatchObject({
      level: 'error',
      outcome: 'internal',
      error: expect.stringContaining('D1 is away'),
    })
  })
})
