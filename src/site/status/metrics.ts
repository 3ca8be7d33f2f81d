import { ANSWER_BUCKETS, type Counts, type Operation } from '../../model/operation.ts'
import { RECEIPT_BUCKETS } from '../../model/subscription.ts'
import { wordsOf } from '../../words/index.ts'
import { PROBLEM_LANGUAGE } from '../../words/problem-details.ts'

/** What the page of the status says of the same numbers, in the language of problems. */
const say = wordsOf(PROBLEM_LANGUAGE).status

type Labels = Readonly<Record<string, string>>
/** What stands behind the name of the family, the labels, and the value. */
type Sample = readonly [suffix: string, labels: Labels, value: number]

interface Family {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** The name ends with it. */
  readonly unit?: 'seconds'
  readonly help: string
  readonly samples: readonly Sample[]
}

/** How the site is doing, as OpenMetrics 1.0 text. */
export function writeMetrics(operation: Operation): string {
  return `${[...counted(operation), ...gauges(operation)].map(familyText).join('')}# EOF\n`
}

function counted({ totals, deadLetters }: Operation): Family[] {
  const entries = Object.entries(totals)
  const labelled = (names: RegExp, labels: (parts: readonly string[]) => Labels): Sample[] =>
    entries.flatMap(([name, value]) => {
      const parts = names.exec(name)?.slice(1)
      return parts ? [['_total', labels(parts), value] as const] : []
    })
  return [
    {
      name: 'warta_answers',
      type: 'counter',
      help: say.answers,
      samples: labelled(/^answers (\w+) (\w+)$/, ([kind = '', code = '']) => ({ kind, status: code })),
    },
    {
      name: 'warta_renders',
      type: 'counter',
      help: say.renders,
      samples: [['_total', {}, totals.renders ?? 0]],
    },
    {
      name: 'warta_dead_letters',
      type: 'counter',
      help: say.deadLetters,
      samples: [['_total', {}, deadLetters.ever]],
    },
    {
      name: 'warta_deliveries',
      type: 'counter',
      help: say.deliveries,
      samples: labelled(/^deliveries (failed|gone)$/, ([outcome = '']) => ({ outcome })),
    },
    histogram('warta_answer_seconds', 'Time until an answer.', timesOf(totals, 'time', ANSWER_BUCKETS)),
    histogram(
      'warta_receipt_seconds',
      'Time from a write until a callback had it.',
      timesOf(totals, 'deliveries', RECEIPT_BUCKETS),
    ),
  ]
}

function gauges({ articles, polls, purges, hub, subscribers, revision }: Operation): Family[] {
  const gauge = (name: string, help: string, samples: readonly (readonly [Labels, number])[]): Family => ({
    name,
    type: 'gauge',
    help,
    samples: samples.map(([labels, value]) => ['', labels, value]),
  })
  const states = ['public', 'scheduled', 'withheld', 'blocked', 'withdrawn'] as const
  return [
    gauge(
      'warta_articles',
      say.articles,
      states.map((state) => [{ state }, articles[state]]),
    ),
    gauge('warta_revision', 'The number of the last write.', [[{}, revision]]),
    gauge('warta_polls_failing', say.failingPolls, [[{}, polls.length]]),
    gauge('warta_purges_waiting', say.purges, [[{}, purges.count]]),
    gauge('warta_hub_subscriptions', say.leases, [[{}, hub.subscriptions]]),
    gauge('warta_hub_requests', say.verifications, [[{}, hub.requests]]),
    gauge('warta_hub_unsettled', say.unsettled, [[{}, hub.unsettled]]),
    gauge('warta_hub_retries', say.retries, [[{}, hub.retries.count]]),
    gauge(
      'warta_subscribers',
      say.atLeast,
      subscribers.map(({ agent, channel, format, subscribers: count }) => [
        { reader: agent, channel: channel || '/', format },
        count,
      ]),
    ),
  ]
}

function histogram(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, type: 'histogram', unit: 'seconds', help, samples }
}

// A bucket holds all times up to its end.
function timesOf(totals: Counts, name: string, ends: readonly number[]): Sample[] {
  let count = 0
  const buckets = [...ends, 'inf'].map((end): Sample => {
    count += totals[`${name} ${end}`] ?? 0
    return ['_bucket', { le: end === 'inf' ? '+Inf' : secondsOf(Number(end)) }, count]
  })
  return [...buckets, ['_count', {}, count], ['_sum', {}, (totals[`${name} sum`] ?? 0) / 1000]]
}

// The canonical form of a number has a point.
function secondsOf(ms: number): string {
  const text = String(ms / 1000)
  return text.includes('.') ? text : `${text}.0`
}

function familyText({ name, type, unit, help, samples }: Family): string {
  const lines = [
    `# TYPE ${name} ${type}`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${help}`,
    ...samples.map(([suffix, labels, value]) => `${name}${suffix}${labelsText(labels)} ${value}`),
  ]
  return `${lines.join('\n')}\n`
}

function labelsText(labels: Labels): string {
  const texts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return texts.length === 0 ? '' : `{${texts.join(',')}}`
}

function escaped(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')
}
