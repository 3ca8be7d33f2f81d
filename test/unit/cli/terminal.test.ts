import { describe, expect, it } from 'vitest'
import { reportSync } from '../../../src/cli/terminal.ts'
import type { NotedFile } from '../../../src/ingest/content/sync.ts'
import { success } from '../../../src/model/result.ts'
import type { ChangedFile } from '../../../src/storage/commit/transaction.ts'

/** What a sync prints. */
function linesOf(
  dated: number,
  noted: readonly NotedFile[] = [],
  files: readonly ChangedFile[] = [],
  more = {},
): string[] {
  const lines: string[] = []
  const counts = { articles: 9, added: 1, changed: 3, removed: 0, relisted: 0, held: 0, revision: 5, files }
  const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  const report = { kind: 'written', dated, left: [], noted, lacksSite: false, ...counts, ...more } as const
  expect(reportSync(success(report), 'content', output)).toBe(0)
  return lines
}

describe('the line of a sync', () => {
  it('It says how many edits got the time of the sync, where there are any', () => {
    expect(linesOf(2)).toEqual([
      '9 articles in content/ stored: 1 new, 3 changed, 0 removed, 2 updated at the time of this sync (revision 5).',
    ])
    expect(linesOf(0)).toEqual(['9 articles in content/ stored: 1 new, 3 changed, 0 removed (revision 5).'])
  })

  it('It is followed by what is left out or taken over, a line for each of five files, then their number', () => {
    const noted = Array.from({ length: 7 }, (_, n) => ({ path: `articles/${n}.md`, notes: ['one', 'two'] }))
    const [, ...lines] = linesOf(0, noted)
    expect(lines).toHaveLength(6)
    expect(lines[0]).toBe('content/articles/0.md: one; two')
    expect(lines.at(-1)).toBe('and 2 more files of which npm run check tells')
  })

  it('It names up to five files that changed, and how many more there are', () => {
    const files: ChangedFile[] = [
      { path: 'articles/a.md', change: 'new' },
      { path: 'articles/b.md', change: 'changed' },
      { path: 'articles/c.md', change: 'removed' },
    ]
    expect(linesOf(0, [], files).slice(1)).toEqual([
      '  new     content/articles/a.md',
      '  changed content/articles/b.md',
      '  removed content/articles/c.md',
      '  and 1 more',
    ])
  })

  it('It names no file of a first sync, nor where every file is another one', () => {
    const files: ChangedFile[] = [{ path: 'articles/a.md', change: 'new' }]
    expect(linesOf(0, [], files, { added: 9, changed: 0 })).toHaveLength(1)
    expect(linesOf(0, [], files, { added: 0, changed: 9 })).toHaveLength(1)
  })
})
