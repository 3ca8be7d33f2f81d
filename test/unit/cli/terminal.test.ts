import { describe, expect, it } from 'vitest'
import { reportSync } from '../../../src/cli/terminal.ts'
import type { NotedFile } from '../../../src/ingest/content/sync.ts'
import { failed, success } from '../../../src/model/result.ts'
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

describe('the faults of a sync', () => {
  it('are printed up to fifty, then their number, with the command that prints the others', () => {
    const linesOf = (count: number) => {
      const faults = Array.from({ length: count }, (_, n) => ({
        file: 'content/a.md',
        line: n + 1,
        field: 'sources[0]',
        message: 'is no source',
      }))
      const lines: string[] = []
      const output = { out: () => {}, err: (line: string) => lines.push(line) }
      expect(reportSync(failed({ kind: 'faults', faults }), 'content', output)).toBe(1)
      return lines
    }
    const lines = linesOf(20_000)
    expect(lines).toHaveLength(52)
    expect(lines[49]).toBe('content/a.md:50: sources[0]: is no source')
    expect(lines[50]).toBe('and 19950 more faults; npm run check prints those of the files')
    expect(lines[51]).toBe('20000 faults in content/; nothing was changed.')
    expect(linesOf(50)).toHaveLength(51)
  })
})

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
