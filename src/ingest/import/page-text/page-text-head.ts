import type { Author } from '../../../model/article.ts'
import { excerpt } from '../../../model/text.ts'
import type { Mention } from '../common/importer.ts'
import type { PageLayout } from './page-layouts.ts'
import { readByline, readSources } from './page-text-credits.ts'
import { type DateLine, readDateLine } from './page-text-date.ts'
import { behindLabel, isOwnPage, type Line, lineAddress, sourceLine } from './page-text-lines.ts'

/** What stands on lines of their own, with a label or a form that says what they are. */
export interface Labelled {
  readonly dates: DateLine[]
  readonly authors: Author[]
  readonly credits: string[]
  readonly sources: Mention[]
  original?: string
}

/** What stands above the text of an article. */
export interface Head {
  readonly title: string
  readonly deck: string
  readonly captions: readonly string[]
  readonly guesses: readonly string[]
}

export type LineKind = 'date' | 'byline' | 'photo' | 'source' | 'address' | 'plain'

/** Files a line under what it is; `plain` where no label and no form says. */
export function fileLine(text: string, layout: PageLayout, into: Labelled): LineKind {
  const date = readDateLine(text, layout.dates)
  if (date) {
    into.dates.push(date)
    return 'date'
  }
  const photo = behindLabel(text, layout.photoLabels)
  if (photo !== undefined) {
    if (/[\p{L}\p{N}]/u.test(photo) && !into.credits.includes(photo)) into.credits.push(photo)
    return 'photo'
  }
  const authors = readByline(text, layout)
  if (authors) {
    into.authors.push(...authors)
    return 'byline'
  }
  const source = sourceLine(text, layout)
  if (source !== undefined) {
    into.sources.push(...readSources(source, layout))
    return 'source'
  }
  const address = lineAddress(text, layout)
  if (address === undefined || !isOwnPage(address, layout)) return 'plain'
  into.original ??= address
  return 'address'
}

interface Filed {
  readonly line: Line
  readonly kind: LineKind
}

/** Reads the lines above the text: headline, deck and caption are known by where they stand. */
export function readHead(lines: readonly Line[], layout: PageLayout, into: Labelled): Head {
  const filed = withoutEcho(lines.map((line) => ({ line, kind: fileLine(line.text, layout, into) })))
  const guesses: string[] = []
  const captionAt = captionLines(filed, guesses)
  const captions = distinct(filed.filter((_, index) => captionAt.has(index)).map(({ line }) => line.text))
  if (captions.length > 1) guesses.push(`${captions.length} lines were taken together for the caption.`)
  const dateAt = filed.findIndex(({ kind }) => kind === 'date')
  const isHeading = ({ kind }: Filed, index: number) => kind === 'plain' && !captionAt.has(index)
  const before = filed.filter((one, index) => isHeading(one, index) && index < dateAt)
  const after = filed.filter((one, index) => isHeading(one, index) && index > dateAt)
  const headings = layout.headline === 'after date' && after.length > 0 ? after : [...before, ...after]
  if (headings === after && before.length > 0) guesses.push(leftOut(before, 'before the date line'))
  const [title = '', ...deck] = headings.map(({ line }) => line.text)
  const named = title.length <= TITLE_LIMIT
  return {
    title: named ? title : '',
    deck: named ? deck.join(' ') : '',
    captions: distinct(captions),
    guesses,
  }
}

const TITLE_LIMIT = 300

// A headline that stands twice in a row, as the page's title and as its heading, is one.
function withoutEcho(filed: readonly Filed[]): Filed[] {
  return filed.filter(({ line }, index) => {
    const first = filed[index - 2]?.kind !== 'plain'
    return !(first && line.text === filed[index - 1]?.line.text)
  })
}

function leftOut(lines: readonly Filed[], where: string): string {
  const text = excerpt(lines.map(({ line }) => line.text.slice(0, 100)).join(' / '), 100)
  return `What stands ${where} was left out: “${text}”.`
}

/** Which lines are the caption: those below the byline, or around the photographer, or said twice. */
function captionLines(filed: readonly Filed[], guesses: string[]): Set<number> {
  const plain = filed.flatMap(({ kind }, index) => (kind === 'plain' ? [index] : []))
  const bylineAt = filed.findIndex(({ kind }) => kind === 'byline')
  if (bylineAt >= 0) return new Set(plain.filter((index) => index > bylineAt))
  const photoAt = filed.findIndex(({ kind }) => kind === 'photo')
  const repeated = plain.filter((index) => isRepeated(filed, index))
  const below = photoAt < 0 ? [] : plain.filter((index) => index > photoAt)
  const captions = new Set([...repeated, ...below])
  if (photoAt < 1 || repeated.length > 0) return captions
  const above = plain.filter((index) => index < photoAt)
  const last = above.at(-1)
  const touches = filed[photoAt]?.line.gap === false
  if (last === undefined || above.length < 2 || (above.length < 3 && !touches)) return captions
  const text = filed[last]?.line.text ?? ''
  guesses.push(`The line above the photographer was taken for the caption: “${excerpt(text, 80)}”.`)
  return captions.add(last)
}

function isRepeated(filed: readonly Filed[], index: number): boolean {
  return filed.some(({ line }, other) => other !== index && line.text === filed[index]?.line.text)
}

function distinct(texts: readonly string[]): string[] {
  const shortFirst = [...new Set(texts)]
  return shortFirst.filter(
    (text) => !shortFirst.some((other) => other !== text && other.startsWith(stem(text))),
  )
}

// A caption that was cut short ends with an ellipsis.
function stem(text: string): string {
  return text.replace(/ ?(?:…|\.{3})$/, '')
}
