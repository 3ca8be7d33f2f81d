import { withoutProgress } from '../../test/support/commands.ts'
import { median } from '../median.ts'
import { commit, machine, versions } from '../results.ts'
import { number } from '../table.ts'
import type { Edits } from './editor.ts'
import type { Gauge, Sample } from './gauge.ts'
import { growthOf } from './growth.ts'
import { type Journal, TENTHS } from './journal.ts'

/** A part of the run. Times in ms since 1970. */
export interface Phase {
  readonly name: string
  readonly writes: boolean
  readonly begin: number
  readonly end: number
}

export interface Soaked {
  readonly minutes: number
  readonly articles: number
  readonly phases: readonly Phase[]
  readonly journal: Journal
  readonly gauge: Pick<Gauge, 'process' | 'isolate'>
  readonly edits: Edits | undefined
  /** What the server wrote to its standard error. */
  readonly log: string
}

/** How many failures are told with their URL; of the others there is the number. */
const MOST_FAILURES = 50

const LOG_END = 2000

/** What came of the run, in Markdown. */
export function toReport(soaked: Soaked): string {
  const { minutes, articles } = soaked
  return `# What Warta does under load

Written by \`npm run soak\`: the server of \`npm start\` with ${number(articles)} generated articles, on one machine with its clients: four
that ask one request after the other, and 96 new connections every 1.2 s. They ask for every kind of URL.

- Day: ${new Date().toISOString().slice(0, 10)}
- Commit: ${commit()}
- Machine: ${machine()}
- ${versions()}
- Minutes: ${number(minutes)} (${soaked.phases.map(({ name }) => name).join('; then ')})

${verdicts(soaked).join('\n')}

## Answers

${answers(soaked)}

## Milliseconds of an answer, first and last tenth

${times(soaked)}

## Memory, MB

${memory(soaked)}
${log(soaked)}`
}

function verdicts({ minutes, journal, phases, gauge, edits }: Soaked): string[] {
  const { failures, requests } = journal
  const failed = failures.length === 0 ? 'No failure' : `${number(failures.length)} failures`
  const perSecond = number(requests / minutes / 60)
  const lines = [
    `- **${failed}** (5xx, or a connection that broke) in ${number(requests)} requests, ${perSecond} a second.`,
  ]
  if (edits)
    lines.push(`- ${edits.saved} files saved, ${edits.seen} of them seen on the site five seconds later.`)
  for (const { name, begin, end } of phases) {
    for (const [whose, samples] of [
      ['the process', gauge.process] as const,
      ['the isolate', gauge.isolate] as const,
    ]) {
      const { part, isGrowing } = growthOf(between(samples, begin, end).map(({ bytes }) => bytes))
      const change = `${part < 0 ? '−' : '+'}${number(Math.abs(part) * 100)} %`
      lines.push(
        `- Memory of ${whose}, ${name}: ${isGrowing ? '**growing**' : 'no growth'} (${change} from the middle third to the last).`,
      )
    }
  }
  return lines
}

function answers({ journal }: Soaked): string {
  const statuses = [...journal.statuses].sort(([a], [b]) => String(a).localeCompare(String(b)))
  const counts = table(
    ['status', 'answers'],
    statuses.map(([status, count]) => [String(status), number(count)]),
  )
  const { failures } = journal
  if (failures.length === 0) return counts
  const told = failures.slice(0, MOST_FAILURES).map(({ at, kind, path, status, excerpt }) => {
    return `- ${number(at)} s, ${kind}: ${status} \`${path}\` ${excerpt ? `\`${excerpt.replace(/\s+/g, ' ').slice(0, 200)}\`` : ''}`
  })
  const more = failures.length - told.length
  return [counts, '', ...told, ...(more > 0 ? [`- and ${number(more)} more`] : [])].join('\n')
}

function times({ journal }: Soaked): string {
  const rows = [...journal.kinds, undefined].map((kind) => {
    const [first, last] = [journal.times(0, kind), journal.times(TENTHS - 1, kind)]
    return [
      kind ?? 'all',
      ...[first.p50, last.p50, first.p99, last.p99].map(numberOrNone),
      number(first.count + last.count),
    ]
  })
  return table(['kind', 'p50 first', 'p50 last', 'p99 first', 'p99 last', 'of requests'], rows)
}

function memory({ phases, gauge }: Soaked): string {
  const [begin, end] = [phases[0]?.begin ?? 0, phases.at(-1)?.end ?? 0]
  const at = (samples: readonly Sample[], from: number, to: number) =>
    megabytes(median(between(samples, from, to).map(({ bytes }) => bytes)))
  const row = (name: string, from: number, to: number) => [
    name,
    at(gauge.process, from, to),
    at(gauge.isolate, from, to),
  ]
  const tenth = (end - begin) / TENTHS
  const rows = Array.from({ length: TENTHS }, (_, n) =>
    row(`tenth ${n + 1}`, begin + n * tenth, begin + (n + 1) * tenth),
  )
  const [first, last] = [
    [gauge.process[0], gauge.isolate[0]],
    [gauge.process.at(-1), gauge.isolate.at(-1)],
  ].map((both) => both.map((sample) => megabytes(sample?.bytes ?? Number.NaN)))
  return table(
    ['', 'process of workerd', 'isolate of the site'],
    [['at the beginning', ...(first ?? [])], ...rows, ['after a rest of 10 s', ...(last ?? [])]],
  )
}

function log({ log }: Soaked): string {
  const told = withoutProgress(log).trim()
  return told === '' ? '' : `\n## The server's log, its end\n\n\`\`\`\n${told.slice(-LOG_END)}\n\`\`\`\n`
}

function between(samples: readonly Sample[], from: number, to: number): Sample[] {
  return samples.filter(({ at }) => at >= from && at < to)
}

function megabytes(bytes: number): string {
  return numberOrNone(bytes / 2 ** 20)
}

function numberOrNone(value: number): string {
  return Number.isNaN(value) ? '–' : number(value)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
