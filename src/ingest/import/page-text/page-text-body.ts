import { excerpt } from '../../../model/text.ts'
import type { PageLayout } from './page-layouts.ts'
import { readDateLine } from './page-text-date.ts'
import { fileLine, type Labelled } from './page-text-head.ts'
import type { Line } from './page-text-lines.ts'

/** The text of an article: a paragraph a line. */
export interface BodyText {
  readonly paragraphs: readonly string[]
  readonly guesses: readonly string[]
}

/** Reads the lines from the dateline on: what has a label is filed, the text ends with the last source. */
export function readBody(
  lines: readonly Line[],
  captions: readonly string[],
  layout: PageLayout,
  into: Labelled,
): BodyText {
  const known = new Set(captions)
  const text: Line[] = []
  let end: number | undefined
  for (const line of lines) {
    // Only the date above the text is the article's own.
    if (readDateLine(line.text, layout.dates)) continue
    const kind = fileLine(line.text, layout, into)
    if (kind === 'source') end = text.length
    else if (kind === 'plain' && !known.has(line.text)) text.push(line)
  }
  return {
    paragraphs: text.slice(0, end).map((line) => line.text),
    guesses: guessesOf(text, end ?? text.length),
  }
}

function guessesOf(text: readonly Line[], end: number): string[] {
  const guesses: string[] = []
  const resumed = text.slice(0, end).find((line) => line.resumed)
  if (resumed) {
    guesses.push(
      `The text from “${excerpt(resumed.text, 80)}” on, below other news, was taken for the article's.`,
    )
  }
  const behind = text[end]
  if (behind) {
    const lines = text.length - end === 1 ? 'line' : 'lines'
    guesses.push(
      `${text.length - end} ${lines} below the source were left out: “${excerpt(behind.text, 80)}”.`,
    )
  }
  return guesses
}
