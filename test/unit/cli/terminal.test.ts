import { describe, expect, it } from 'vitest'
import { reportSync } from '../../../src/cli/terminal.ts'
import { success } from '../../../src/model/result.ts'
import type { ChangedFile } from '../../../src/storage/commit/transaction.ts'

/** The line that a sync prints. */
function lineOf(dated: number, files: readonly ChangedFile[] = [], more: object = {}): string {
  const lines: string[] = []
  const counts = { articles: 9, added: 1, changed: 3, removed: 0, relisted: 0, revision: 5, files }
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  expect(
    reportSync(success({ kind: 'written', dated, left: [], ...counts, ...more }), 'content', output),
  ).toBe(0)
  return lines.join('\n')
}

describe('the line of a sync', () => {
  it('It says how many edits got the time of the sync, where there are any', () => {
    expect(lineOf(2)).toBe(
      '9 articles in content/ stored: 1 new, 3 changed, 0 removed, 2 updated at the time of this sync (revision 5).',
    )
    expect(lineOf(0)).toBe('9 articles in content/ stored: 1 new, 3 changed, 0 removed (revision 5).')
  })

  it('It names up to five files that changed, and how many more there are', () => {
    const files: ChangedFile[] = [
      { path: 'articles/a.md', change: 'new' },
      { path: 'articles/b.md', change: 'changed' },
      { path: 'articles/c.md', change: 'removed' },
    ]
    expect(lineOf(0, files).split('\n').slice(1)).toEqual([
      '  new     content/articles/a.md',
      '  changed content/articles/b.md',
      '  removed content/articles/c.md',
      '  and 1 more',
    ])
  })

  it('It names no file of a first sync, nor where every file is another one', () => {
    const files: ChangedFile[] = [{ path: 'articles/a.md', change: 'new' }]
    expect(lineOf(0, files, { added: 9, changed: 0 }).split('\n')).toHaveLength(1)
    expect(lineOf(0, files, { added: 0, changed: 9 }).split('\n')).toHaveLength(1)
  })
})
