import { describe, expect, it } from 'vitest'
import { reportSync } from '../../../src/cli/terminal.ts'
import { success } from '../../../src/model/result.ts'

/** The line that a sync prints. */
function lineOf(dated: number): string {
  const lines: string[] = []
  const counts = {
    articles: 9,
    added: 1,
    changed: 3,
    removed: 0,
    relisted: 0,
    revision: 5,
  }
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  expect(reportSync(success({ kind: 'written', dated, left: [], ...counts }), 'content', output)).toBe(0)
  return lines.join('\n')
}

describe('the line of a sync', () => {
  it('It says how many edits got the time of the sync, where there are any', () => {
    expect(lineOf(2)).toBe(
      '9 articles in content/ stored: 1 new, 3 changed, 0 removed, 2 updated at the time of this sync (revision 5).',
    )
    expect(lineOf(0)).toBe('9 articles in content/ stored: 1 new, 3 changed, 0 removed (revision 5).')
  })
})
