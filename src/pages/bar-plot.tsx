import type { FC } from 'hono/jsx'
import type { Period } from '../model/operation.ts'

/** What is plotted: what it is called, and its value in a period. */
export interface Series {
  readonly label: string
  readonly read: (period: Period) => number
}

interface PlotProps {
  title: string
  periods: readonly Period[]
  series: readonly Series[]
  /** The language in which numbers are written. */
  locale: string
  /** Whether the periods are days, not hours. */
  isByDay: boolean
  say: { readonly table: string; readonly time: string; readonly highest: (value: string) => string }
}

/** The width of a bar with its gap, and the height of the highest, in units of the drawing. */
const STEP = 10
const HEIGHT = 40

/**
 * Bars over time, a row for each series with its name, sum and highest value: so nothing is told by colour alone. A table
 * behind them has every number.
 */
export const BarPlot: FC<PlotProps> = ({ title, periods, series, locale, isByDay, say }) => {
  const write = (value: number) => value.toLocaleString(locale)
  const rows = series.map(({ label, read }) => ({ label, values: periods.map(read) }))
  const ends = [periods[0], periods.at(-1)].map((period) => (period ? timeOf(period, isByDay) : ''))
  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      {rows.map(({ label, values }) => {
        const [sum, highest] = [values.reduce((all, one) => all + one, 0), Math.max(...values)]
        const told = `${label}: ${write(sum)}, ${say.highest(write(highest))}`
        return (
          <div class="bars">
            <b>{label}</b>
            <svg
              role="img"
              aria-label={told}
              viewBox={`0 0 ${values.length * STEP} ${HEIGHT}`}
              preserveAspectRatio="none"
            >
              <path d={barsOf(values, highest)} fill="currentColor" />
            </svg>
            <span>
              {write(sum)} <small>{say.highest(write(highest))}</small>
            </span>
          </div>
        )
      })}
      <p class="ends">
        {ends.map((end) => (
          <span>{end}</span>
        ))}
      </p>
      <details>
        <summary>{say.table}</summary>
        <Table
          head={[say.time, ...rows.map(({ label }) => label)]}
          rows={periods.map((period, index) => [
            timeOf(period, isByDay),
            ...rows.map(({ values }) => write(values[index] ?? 0)),
          ])}
        />
      </details>
    </figure>
  )
}

/** A table whose rows begin with what they are about. Without rows there is none. */
export const Table: FC<{ head: readonly string[]; rows: readonly (readonly string[])[] }> = ({
  head,
  rows,
}) =>
  rows.length === 0 ? null : (
    <table>
      <thead>
        <tr>
          {head.map((label) => (
            <th scope="col">{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...others]) => (
          <tr>
            <th scope="row">{first}</th>
            {others.map((text) => (
              <td>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )

// What is more than nothing is seen.
function barsOf(values: readonly number[], highest: number): string {
  return values
    .map((value, index) => {
      if (value === 0) return ''
      const height = Math.max(1, Math.round((value / highest) * HEIGHT))
      return `M${index * STEP} ${HEIGHT}v-${height}h${STEP - 2}v${height}z`
    })
    .join('')
}

/** A time in UTC, to the hour or the day. */
function timeOf({ from }: Period, isByDay: boolean): string {
  return utcText(from).slice(0, isByDay ? 10 : 16)
}

/** A time in ms since the epoch, in UTC: `2026-11-28 12:00`. */
export function utcText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
}
