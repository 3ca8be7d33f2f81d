import type { Child, FC } from 'hono/jsx'
import { ANSWER_BUCKETS, type Counts, type Operation, sumOf, timeOfShare } from '../model/operation.ts'
import type { Site } from '../model/site.ts'
import { RECEIPT_BUCKETS } from '../model/subscription.ts'
import { wordsOf } from '../words/index.ts'
import type { StatusWords } from '../words/vocabulary.ts'
import { BarPlot, type Series, Table, utcText } from './bar-plot.tsx'
import { Layout } from './layout.tsx'

interface StatusProps {
  operation: Operation
  /** The language of the page: one that Warta speaks. */
  language: string
  site: Site
  origin: string
}

/** How the site is doing, for its operator. Times are in UTC. */
export const StatusPage: FC<StatusProps> = ({ operation, language, site, origin }) => {
  const say = wordsOf(language)
  const words = say.status
  const { locale } = say.dates
  const write = (value: number) => value.toLocaleString(locale)
  return (
    <Layout
      {...{ language, say, site, origin }}
      title={`${words.title} – ${site.name}`}
      kind="plain"
      trail={[{ name: say.page.home, path: '/' }]}
      head={<meta name="robots" content="noindex" />}
    >
      <h1>{words.title}</h1>
      <p class="deck">{words.about(utcText(operation.at))}</p>
      <Facts title={words.articles} facts={articleFacts(operation, words, write)} />
      <Facts title={words.attention} facts={attentionFacts(operation, words, write)} />
      <Table
        head={[words.source, words.failures, words.lastSuccess, words.reason]}
        rows={operation.polls.map(({ source, failures, since, error }) => [
          source,
          write(failures),
          since === null ? '–' : utcText(since),
          error ?? '–',
        ])}
      />
      <Table
        head={[words.source, words.time, words.deadLetters]}
        rows={operation.deadLetters.newest.map(({ at, queue, message }) => [queue, utcText(at), message])}
      />
      <Facts title={words.hub} facts={hubFacts(operation, words, write)} />
      {[false, true].map((isByDay) => {
        const periods = isByDay ? operation.days : operation.hours
        const counts = addedUp(periods)
        return (
          <section class="numbers">
            <h2>{isByDay ? words.days : words.hours}</h2>
            {plotsOf(words, counts).map(({ title, note, series }) => (
              <>
                <BarPlot {...{ title, periods, series, locale, isByDay, say: words }} />
                {note && <p>{note}</p>}
              </>
            ))}
          </section>
        )
      })}
      <Readers subscribers={operation.subscribers} words={words} write={write} />
    </Layout>
  )
}

type Fact = readonly [label: string, value: Child]
type Write = (value: number) => string

const Facts: FC<{ title: string; facts: readonly Fact[] }> = ({ title, facts }) => (
  <section class="facts">
    <h2>{title}</h2>
    <dl>
      {facts.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </section>
)

function articleFacts({ articles }: Operation, words: StatusWords, write: Write): Fact[] {
  const { expires, released } = articles
  return [
    [words.public, withTime(write(articles.public), expires, words.expires)],
    [words.scheduled, withTime(write(articles.scheduled), released, words.released)],
    [words.withheld, write(articles.withheld)],
    [words.blocked, write(articles.blocked)],
    [words.withdrawn, write(articles.withdrawn)],
  ]
}

function attentionFacts(
  { polls, purges, deadLetters, totals, hours }: Operation,
  words: StatusWords,
  write: Write,
): Fact[] {
  const lately = addedUp(hours)
  return [
    [words.failingPolls, write(polls.length)],
    [words.purges, withTime(write(purges.count), purges.first, words.since)],
    [words.deadLetters, `${write(deadLetters.ever)} (24 h: ${write(deadLetters.lately)})`],
    [words.faults, write(sumOf(lately, /^answers \w+ 5xx$/))],
    [words.everAnswered, write(sumOf(totals, /^answers /))],
  ]
}

function hubFacts({ hub }: Operation, words: StatusWords, write: Write): Fact[] {
  return [
    [words.leases, write(hub.subscriptions)],
    [words.topics, write(hub.topics)],
    [words.verifications, write(hub.requests)],
    [words.unsettled, write(hub.unsettled)],
    [words.retries, withTime(write(hub.retries.count), hub.retries.first, words.next)],
  ]
}

function withTime(text: string, time: number | null, words: (time: string) => string): Child {
  return time === null ? text : `${text} (${words(utcText(time))})`
}

interface Plot {
  readonly title: string
  readonly note: string | undefined
  readonly series: readonly Series[]
}

function plotsOf(words: StatusWords, counts: Counts): Plot[] {
  const series = (label: string, names: RegExp): Series => ({
    label,
    read: (period) => sumOf(period.counts, names),
  })
  const timesOf = (name: string, ends: readonly number[]) => {
    const [half, most] = [0.5, 0.99].map((share) => timeOfShare(counts, name, ends, share))
    return half === undefined || most === undefined ? undefined : words.times(msText(half), msText(most))
  }
  return [
    {
      title: words.answers,
      note: timesOf('time', ANSWER_BUCKETS),
      series: ['2xx', '304', '3xx', '4xx', '429', '5xx'].map((code) =>
        series(code, new RegExp(`^answers \\w+ ${code}$`)),
      ),
    },
    { title: words.renders, note: undefined, series: [series(words.rendered, /^renders$/)] },
    {
      title: words.deliveries,
      note: timesOf('deliveries', RECEIPT_BUCKETS),
      series: [
        series(words.delivered, /^deliveries (?:\d+|inf)$/),
        series(words.failed, /^deliveries failed$/),
        series(words.gone, /^deliveries gone$/),
      ],
    },
  ]
}

function msText(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return '∞'
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`
}

function addedUp(periods: Operation['hours']): Counts {
  const sum: Record<string, number> = {}
  for (const { counts } of periods) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count
  }
  return sum
}

const Readers: FC<{ subscribers: Operation['subscribers']; words: StatusWords; write: Write }> = ({
  subscribers,
  words,
  write,
}) => (
  <section class="numbers">
    <h2>{words.subscribers}</h2>
    <p>{words.atLeast}</p>
    <Table
      head={[words.reader, words.channel, words.format, words.subscribers]}
      rows={subscribers.map(({ agent, channel, format, subscribers: count }) => [
        agent,
        channel || '/',
        format,
        write(count),
      ])}
    />
  </section>
)
