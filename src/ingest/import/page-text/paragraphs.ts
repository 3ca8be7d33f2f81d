import { excerpt } from '../../../model/text.ts'
import { type LabelledLine, readLabelledLine } from './labelled-line.ts'
import type { PageLayout } from './layouts.ts'
import type { Line } from './lines.ts'

/** The text of an article, a paragraph a line, and what its labelled lines say. */
export interface Paragraphs {
  readonly texts: readonly string[]
  readonly labelled: readonly LabelledLine[]
  readonly guesses: readonly string[]
}

/** Reads the lines from the dateline on. The text ends with the last source line. */
export function readParagraphs(
  lines: readonly Line[],
  captions: readonly string[],
  layout: PageLayout,
): Paragraphs {
  const known = new Set(captions)
  const text: Line[] = []
  const labelled: LabelledLine[] = []
  let end: number | undefined
  for (const line of lines) {
    const said = readLabelledLine(line.text, layout)
    // Only a date above the text is the article's own. Within it, dates stand above the entries of a live blog.
    if (said.kind !== 'date') labelled.push(said)
    if (said.kind === 'source') end = text.length
    else if (said.kind === 'date' || (said.kind === 'plain' && !known.has(line.text))) text.push(line)
  }
  return {
    texts: text.slice(0, end).map((line) => line.text),
    labelled,
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
