import { describe, expect, it } from 'vitest'
import { jsonOutput, printSyncJob, printWorkerLine } from '../../../src/cli/json-log.ts'
import { failed, success } from '../../../src/model/result.ts'

/** What is printed, a line each. */
function printed(print: (write: (text: string) => void) => void): unknown[] {
  let all = ''
  print((text) => {
    all += text
  })
  expect(all).toMatch(/^(?:\{.*\}\n)*$/)
  return all.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)

describe('a log of JSON lines', () => {
  it('has the lines of a command as messages, one line each', () => {
    const lines = printed((write) => {
      jsonOutput(write).out('Stopped.')
      jsonOutput(write).err('a fault\nof two lines')
    })
    expect(lines).toEqual([
      { kind: 'message', time, level: 'info', text: 'Stopped.' },
      { kind: 'message', time, level: 'error', text: 'a fault\nof two lines' },
    ])
  })

  it('has the JSON of the Worker as it is, and everything else that it says as a message', () => {
    const line = { timestamp: 0, level: 'log', message: '{"kind":"request","status":200}' }
    const lines = printed((write) => {
      printWorkerLine(line, write)
      printWorkerLine({ ...line, level: 'warn', message: '{"not": ours' }, write)
    })
    expect(lines).toEqual([
      { kind: 'request', status: 200 },
      { kind: 'message', time: '1970-01-01T00:00:00.000Z', level: 'warn', text: '{"not": ours' },
    ])
  })

  it('has one line for a sync, whatever it came to', () => {
    const fault = { file: 'x.md', line: 1, field: 'title', message: 'is empty' }
    const outcomes = [
      success({ kind: 'unchanged', articles: 7, revision: 5 } as const),
      failed({ kind: 'faults', faults: [fault, fault] } as const),
    ]
    const lines = printed((write) => {
      for (const outcome of outcomes) printSyncJob(outcome, 0, write)
    })
    const job = { kind: 'job', time: '1970-01-01T00:00:00.000Z', job: 'sync', ms: expect.any(Number) }
    expect(lines).toEqual([
      { ...job, outcome: 'unchanged', revision: 5 },
      { ...job, outcome: 'faults', faults: 2 },
    ])
  })
})
