import type { Mention } from '../common/importer.ts'
import type { Dateline } from './dateline.ts'
import { readHeading } from './heading.ts'
import { type LabelledParts, sortLabelled } from './labelled-line.ts'
import type { PageLayout } from './layouts.ts'
import type { Line } from './lines.ts'
import { takeLinks, type WithoutLinks } from './link-lists.ts'
import { readParagraphs } from './paragraphs.ts'
import { namesHost, pagesOf, textStart } from './sections.ts'

/** What the text of a page says. Members are empty where it does not say it. */
export interface PageParts extends LabelledParts {
  readonly layout: PageLayout
  readonly title: string
  readonly deck: string
  readonly captions: readonly string[]
  /** The cities of the dateline. */
  readonly cities: string
  /** The agency that the dateline names. */
  readonly agency: string | undefined
  readonly publisher: Mention | undefined
  readonly paragraphs: readonly string[]
  readonly related: WithoutLinks['related']
  readonly guesses: readonly string[]
}

/** The pages that stand one after another in these lines; `base` is where they came from, if that is known. */
export function readPages(lines: readonly Line[], layout: PageLayout, base?: string): PageParts[] {
  return pagesOf(lines, layout).map((page) => readPage(page, layout, base))
}

function readPage(page: readonly Line[], layout: PageLayout, base?: string): PageParts {
  const { lines, related, guesses: aboutLinks } = takeLinks(page, layout, base)
  const start = textStart(lines, layout)
  const heading = readHeading(lines.slice(0, start.at), layout)
  const paragraphs = readParagraphs(start.text, heading.captions, layout)
  const publisher = publisherOf(page, start.dateline, layout)
  return {
    ...sortLabelled([...heading.labelled, ...paragraphs.labelled]),
    layout,
    title: heading.title,
    deck: heading.deck,
    captions: heading.captions,
    cities: start.dateline?.cities ?? '',
    agency: start.dateline?.agency,
    publisher: publisher.mention,
    paragraphs: paragraphs.texts,
    related,
    guesses: [
      ...heading.guesses,
      ...publisher.guesses,
      ...start.guesses,
      ...aboutLinks,
      ...paragraphs.guesses,
    ],
  }
}

interface PagePublisher {
  readonly mention?: Mention
  readonly guesses: readonly string[]
}

/** The layout's publisher, if the dateline names it or, which is a guess, any line names its host. */
function publisherOf(
  page: readonly Line[],
  dateline: Dateline | undefined,
  { publisher, hosts }: PageLayout,
): PagePublisher {
  if (dateline?.outlet) return { mention: publisher, guesses: [] }
  const [host] = page.flatMap(({ text }) => namesHost(text, hosts) ?? [])
  if (host === undefined) return { guesses: [] }
  return {
    mention: publisher,
    guesses: [`The publisher was taken to be ${publisher.name}, as ${host} is named.`],
  }
}
