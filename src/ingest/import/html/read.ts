import type { Role } from '../../../model/article.ts'
import { failed, type Result, success } from '../../../model/result.ts'
import { isAgency, type RoleLabels, readCreditLine } from '../common/byline.ts'
import type { IncomingDocument } from '../common/importer.ts'
import { htmlOf } from '../common/plain-text.ts'
import { articleAmong, articleIn } from './json-ld.ts'
import { readLinkedArticle } from './linked-article.ts'
import { readMetaElements } from './meta-elements.ts'
import { firstSaid, type PageData } from './page-data.ts'
import { parsePage, readableText } from './page-tree.ts'

/** What a page says of its article, with its text. */
export interface ReadPage {
  readonly said: PageData
  /** HTML; empty where the page has no text. */
  readonly body: string
  /** What relative links are resolved against. */
  readonly base: string | undefined
}

/**
 * Reads a page: JSON-LD of schema.org, then microdata, Open Graph and meta, visible lines of credit, and the readable
 * text. The failure is a sentence.
 */
export function readPage({ text, url }: IncomingDocument): Result<ReadPage, string> {
  try {
    const page = parsePage(text, url)
    const linked = readLinkedArticle(articleIn(page.scripts), page.base)
    // Who provides a page and who holds its rights is mostly the publisher's own company.
    const {
      sources: _,
      rights: __,
      ...microdata
    } = readLinkedArticle(articleAmong(page.microdata), page.base)
    const meta = readMetaElements(page)
    const said = firstSaid([linked, meta, microdata, readCreditLines(page.labelledLines)])
    const image = imageOf(said, meta, microdata)
    const body = readableText(page) || htmlOf(said.text ?? '')
    return success({ said: { ...said, page: meta.page ?? said.page, image }, body, base: page.base })
  } catch (error) {
    // linkedom does not say what it throws.
    return failed(`Its HTML cannot be parsed: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

/** Labels of the lines in which pages name who made them, before a colon. */
export const CREDIT_LABELS: readonly RoleLabels[] = [
  { labels: ['reporter', 'rep', 'penulis', 'pewarta', 'jurnalis', 'oleh', 'by', 'author'], role: 'reporter' },
  { labels: ['editor', 'red', 'redaktur', 'penyunting'], role: 'editor' },
  { labels: ['penerjemah', 'translator'], role: 'translator' },
]

function readCreditLines(lines: readonly string[]): Partial<PageData> {
  const authors = lines.flatMap((line) => readCreditLine(line, CREDIT_LABELS) ?? [])
  const people = authors.filter(({ name }) => !isAgency(name))
  const inRole = (role: Role) => people.filter((one) => one.role === role).map(({ name }) => ({ name }))
  return {
    reporters: inRole('reporter'),
    editors: inRole('editor'),
    translators: inRole('translator'),
    sources: authors.filter(({ name }) => isAgency(name)).map(({ name }) => ({ name })),
  }
}

// Open Graph may be alone in giving the size of a picture, and microdata in saying whose it is.
function imageOf(said: PageData, meta: Partial<PageData>, microdata: Partial<PageData>) {
  if (!said.image) return undefined
  const { caption, credit } = microdata.image ?? {}
  const size = meta.image?.url === said.image.url ? meta.image : {}
  return { ...(caption && { caption }), ...(credit && { credit }), ...size, ...said.image }
}
