import type { Imported, ImportedArticle, Importer, IncomingDocument, Refusal } from '../common/importer.ts'
import { DOCUMENT_LIMIT } from '../common/importer.ts'
import { PAGE_LAYOUTS, type PageLayout } from './page-layouts.ts'
import { readBody } from './page-text-body.ts'
import { type Head, type Labelled, readHead } from './page-text-head.ts'
import { type Line, linesOf } from './page-text-lines.ts'
import { missingParts, publisherOf } from './page-text-missing.ts'
import { mostLike, pagesOf, textStart } from './page-text-parts.ts'
import { takeLinks } from './page-text-related.ts'

// A page has some hundred lines; an article's text may have a megabyte.
const MOST_LINES = 20_000

// What tells a layout stands near the beginning.
const SHOWN_TO_DETECT = 100_000

/** Reads the text of news pages, by the layouts of the outlets in `page-layouts.ts`. */
export const pageTextImporter: Importer = pageTextImporterOf(PAGE_LAYOUTS)

/** An importer of pages in one of these layouts, the one that a document looks most like. */
export function pageTextImporterOf(layouts: readonly PageLayout[]): Importer {
  return {
    format: layouts.map(({ name }) => name).join(' or '),
    detect: ({ text }) =>
      !isMarkup(text) && mostLike(linesOf(text.slice(0, SHOWN_TO_DETECT)), layouts) !== undefined,
    read: (document) => readDocument(document, layouts),
  }
}

function isMarkup(text: string): boolean {
  return /^[\s\uFEFF]*(?:[<{]|\[\s*[[{"\]])/.test(text.slice(0, 1000))
}

function readDocument(document: IncomingDocument, layouts: readonly PageLayout[]): Imported {
  if (document.text.length > DOCUMENT_LIMIT) return refusal(`It is larger than ${DOCUMENT_LIMIT} characters.`)
  const lines = linesOf(document.text)
  if (lines.length > MOST_LINES) return refusal(`It has more than ${MOST_LINES} lines.`)
  const layout = mostLike(lines, layouts) ?? layouts[0]
  if (!layout || lines.length === 0) return refusal('It has no text.')
  const read = pagesOf(lines, layout).map((page) => readPage(page, layout, document.url))
  return {
    articles: read.filter((one) => 'body' in one),
    refused: read.filter((one) => 'reason' in one),
  }
}

function refusal(reason: string): Imported {
  return { articles: [], refused: [{ item: '', reason }] }
}

function readPage(page: readonly Line[], layout: PageLayout, base?: string): ImportedArticle | Refusal {
  const { lines, related, guesses } = takeLinks(page, layout, base)
  const start = textStart(lines, layout)
  const labelled: Labelled = { dates: [], authors: [], credits: [], sources: [] }
  const head = readHead(lines.slice(0, start.at), layout, labelled)
  const body = readBody(start.text, head.captions, layout, labelled)
  const publisher = publisherOf(page, start.dateline, layout)
  const published = labelled.dates.find(({ updated, moment }) => moment && !updated)
  if (!published?.moment || head.title === '' || !publisher.mention || body.paragraphs.length === 0) {
    const parts = { head, dates: labelled.dates, publisher, paragraphs: body.paragraphs }
    return { item: head.title, reason: missingParts(parts, layout).join(' ') }
  }
  const updated = labelled.dates.find((date) => date.updated && date.moment)
  const cities = start.dateline?.cities ?? ''
  return {
    title: head.title,
    language: layout.language,
    published: published.moment,
    ...(updated?.moment && { updated: updated.moment }),
    ...(head.deck && { summary: head.deck }),
    ...(cities && { dateline: cities }),
    authors: distinctBy(labelled.authors, ({ name, role }) => `${role} ${name}`),
    publisher: publisher.mention,
    sources: distinctBy(labelled.sources, ({ name }) => name.toLowerCase()),
    ...(labelled.original && { original: labelled.original }),
    ...imageOf(head, labelled),
    tags: [],
    related,
    body: body.paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n'),
    guesses: [
      ...published.guesses,
      ...(updated?.guesses ?? []),
      ...head.guesses,
      ...publisher.guesses,
      ...start.guesses,
      ...guesses,
      ...body.guesses,
    ],
  }
}

function imageOf(head: Head, { credits }: Labelled): Pick<ImportedArticle, 'image'> {
  const [caption, credit] = [head.captions.join(' '), credits.join('; ')]
  return caption || credit ? { image: { ...(caption && { caption }), ...(credit && { credit }) } } : {}
}

function distinctBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Map<string, Item>()
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item)
  return [...seen.values()]
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
