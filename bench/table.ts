/** One line of the table: what was measured, and whether it reaches its bar. */
export interface Row {
  readonly what: string
  readonly against: string
  /** The result with its unit: a ratio first, then the numbers that it is made of. */
  readonly measured: string
  readonly bar: string
  /** `undefined` where there is no bar: only measured. */
  readonly reached?: boolean | undefined
  /** Why a bar is missed, or what to know of the number. */
  readonly note?: string | undefined
}

/** A row's bar and whether a number reaches it. */
export function atLeast(value: number, bar: number, unit = ''): Pick<Row, 'bar' | 'reached'> {
  return { bar: `at least ${number(bar)}${unit}`, reached: value >= bar }
}

/** A row's bar and whether a number stays within it. */
export function atMost(value: number, bar: number, unit = ''): Pick<Row, 'bar' | 'reached'> {
  return { bar: `at most ${number(bar)}${unit}`, reached: value <= bar }
}

export const MEASURED = { bar: 'measured' } as const

/** A number as people read it: three digits that count, thousands parted. */
export function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits })
}

/** The table in Markdown. */
export function toMarkdown(rows: readonly Row[]): string {
  const head = ['| what | against | measured | to reach | |', '|---|---|---|---|---|']
  const lines = rows.map(({ what, against, measured, bar, reached }) => {
    const verdict = reached === undefined ? '' : reached ? 'reached' : '**missed**'
    return `| ${[what, against, measured, bar, verdict].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  const notes = rows.flatMap(({ what, note }) => (note ? [`- ${what}: ${note}`] : []))
  return [...head, ...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}
