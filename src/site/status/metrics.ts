import { ANSWER_BUCKETS, type Counts, type Operation } from '../../model/operation.ts'
import { RECEIPT_BUCKETS } from '../../model/subscription.ts'

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
  return `${[...counted(operation.totals), ...gauges(operation)].map(familyText).join('')}# EOF\n`
}

function counted(totals: Counts): Family[] {
  const entries = Object.entries(totals)
  const times = bucketsOf(totals, 'time', ANSWER_BUCKETS)
  const labelled = (names: RegExp, labels: (parts: readonly string[]) => Labels): Sample[] =>
    entries.flatMap(([name, value]) => {
      const parts = names.exec(name)?.slice(1)
      return parts ? [['_total', labels(parts), value] as const] : []
    })
  return [
    {
      name: 'warta_answers',
      type: 'counter',
      help: 'Answers of the Worker by kind of resource and status. Those of caches in front of it are not among them.',
      samples: labelled(/^answers (\w+) (\w+)$/, ([kind = '', code = '']) => ({ kind, status: code })),
    },
    {
      name: 'warta_renders',
      type: 'counter',
      help: 'Documents that were written.',
      samples: [['_total', {}, totals.renders ?? 0]],
    },
    {
      name: 'warta_deliveries',
      type: 'counter',
      help: 'Deliveries of the hub that failed, or found that a subscription is gone.',
      samples: labelled(/^deliveries (failed|gone)$/, ([outcome = '']) => ({ outcome })),
    },
    histogram('warta_answer_seconds', 'Time until an answer.', times, [
      ['_count', {}, times.at(-1)?.[2] ?? 0],
      ['_sum', {}, (totals['time sum'] ?? 0) / 1000],
    ]),
    histogram(
      'warta_receipt_seconds',
      'Time from a write until a callback had it.',
      bucketsOf(totals, 'deliveries', RECEIPT_BUCKETS),
      [],
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
      'Articles by state.',
      states.map((state) => [{ state }, articles[state]]),
    ),
    gauge('warta_revision', 'The number of the last write.', [[{}, revision]]),
    gauge('warta_polls_failing', 'Polled feeds whose last polls failed.', [[{}, polls.length]]),
    gauge('warta_purges_waiting', 'Withdrawals that caches have still to be purged of.', [
      [{}, purges.count],
    ]),
    gauge('warta_hub_subscriptions', 'Active leases.', [[{}, hub.subscriptions]]),
    gauge('warta_hub_requests', 'Callbacks that have to be asked.', [[{}, hub.requests]]),
    gauge('warta_hub_unsettled', 'Feeds that were pushed and have not reached everybody.', [
      [{}, hub.unsettled],
    ]),
    gauge('warta_hub_retries', 'Subscriptions that a push has failed for.', [[{}, hub.retries.count]]),
    gauge(
      'warta_subscribers',
      'Subscribers, at least, that readers on the web speak for, and active leases.',
      subscribers.map(({ agent, channel, format, subscribers: count }) => [
        { reader: agent, channel: channel || '/', format },
        count,
      ]),
    ),
  ]
}

// A bucket holds all times up to its end. There is no count without a sum, which is known of answers alone.
function histogram(name: string, help: string, buckets: readonly Sample[], sums: readonly Sample[]): Family {
  return { name, type: 'histogram', unit: 'seconds', help, samples: [...buckets, ...sums] }
}

function bucketsOf(totals: Counts, name: string, ends: readonly number[]): Sample[] {
  let count = 0
  return [...ends, 'inf'].map((end) => {
    count += totals[`${name} ${end}`] ?? 0
    return ['_bucket', { le: end === 'inf' ? '+Inf' : secondsOf(Number(end)) }, count]
  })
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
