import type { Mention } from '../common/importer.ts'
import type { PageLayout } from './page-layouts.ts'
import type { DateLine } from './page-text-date.ts'
import type { Dateline } from './page-text-dateline.ts'
import type { Head } from './page-text-head.ts'
import type { Line } from './page-text-lines.ts'
import { namesHost } from './page-text-parts.ts'

/** Whose page it is, where the page says so. */
export interface PagePublisher {
  readonly mention?: Mention
  readonly guesses: readonly string[]
}

/** The layout's publisher, if the dateline names it or, which is a guess, any line names its host. */
export function publisherOf(
  page: readonly Line[],
  dateline: Dateline | undefined,
  layout: PageLayout,
): PagePublisher {
  if (dateline?.outlet) return { mention: layout.publisher, guesses: [] }
  for (const { text } of page) {
    const host = namesHost(text, layout)
    if (host === undefined) continue
    const { name } = layout.publisher
    return {
      mention: layout.publisher,
      guesses: [`The publisher was taken to be ${name}, as ${host} is named.`],
    }
  }
  return { guesses: [] }
}

interface Parts {
  readonly head: Head
  readonly dates: readonly DateLine[]
  readonly publisher: PagePublisher
  readonly paragraphs: readonly string[]
}

/** What a page lacks and where it was looked for, a sentence each. */
export function missingParts({ head, dates, publisher, paragraphs }: Parts, layout: PageLayout): string[] {
  const credit = layout.credits.map(({ labels }) => `${labels[0]}:`).join(', ')
  const outlet = layout.outlets[0] ?? layout.publisher.name
  const missing: string[] = []
  if (head.title === '') {
    missing.push(
      `It has no title: looked for a line ${headlinePlace(layout)}, above the names (${credit}) and the picture.`,
    )
  }
  const published = dates.filter(({ updated }) => !updated)
  if (!published.some(({ moment }) => moment)) missing.push(missingTime(published[0], layout))
  if (!publisher.mention) {
    missing.push(
      `It has no publisher: looked for ${outlet} in the dateline, and for ${layout.hosts.join(' or ')} in every line.`,
    )
  }
  if (paragraphs.length === 0) missing.push('It has no text: looked below the dateline, down to the source.')
  return missing
}

function headlinePlace({ headline }: PageLayout): string {
  return headline === 'after date' ? 'below the date' : 'above the date'
}

function missingTime(line: DateLine | undefined, { dates }: PageLayout): string {
  if (line) return `It has no time: the date line “${line.text}” ${line.fault}.`
  const [month] = dates.months[8] ?? []
  const form = `20 ${month} 2022 12:32 ${Object.keys(dates.zones).join('|')}`
  return `It has no time: looked above the text for a line such as “${form}”.`
}
