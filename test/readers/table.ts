import type { Cell } from './verdict.ts'

const FAULT = '✗ '

/** A table as lines of text, its columns aligned. What is a fault is marked. */
export function printTable(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map(({ text, isFault }) => (isFault ? FAULT + text : text)))
  const all = [headings, ...texts]
  // A row that ends early says so in its last field, which may run on.
  const widths = headings.map((_, at) => Math.max(...all.map((row) => width(row, at, headings.length))))
  const [head, ...body] = all.map((row) => line(row, widths))
  return [head, widths.map((count) => '-'.repeat(count)).join('  '), ...body].join('\n')
}

function width(row: readonly string[], at: number, columns: number): number {
  const isRunningOn = at === row.length - 1 && at < columns - 1
  return isRunningOn ? 0 : (row[at]?.length ?? 0)
}

function line(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((text, at) => text.padEnd(widths[at] ?? 0))
    .join('  ')
    .trimEnd()
}
