import { excerpt } from '../../../model/text.ts'
import { type LabelledLine, readLabelledLine } from './labelled-line.ts'
import type { PageLayout } from './layouts.ts'
import type { Line } from './lines.ts'

/** What stands above the text of an article. */
export interface Heading {
  readonly title: string
  readonly deck: string
  readonly captions: readonly string[]
  readonly labelled: readonly LabelledLine[]
  readonly guesses: readonly string[]
}

interface Read {
  readonly line: Line
  readonly said: LabelledLine
}

const TITLE_LIMIT = 300

/** Reads the lines above the text: headline, deck and caption are told apart by their places. */
export function readHeading(above: readonly Line[], layout: PageLayout): Heading {
  const lines = withoutEcho(above.map((line) => ({ line, said: readLabelledLine(line.text, layout) })))
  const { at: captionAt, guesses: aboutCaption } = captionLines(lines)
  const captions = distinct(lines.filter((_, index) => captionAt.has(index)).map(({ line }) => line.text))
  const guesses = [...aboutCaption]
  if (captions.length > 1) guesses.push(`${captions.length} lines were taken together for the caption.`)
  const dateAt = lines.findIndex(({ said }) => said.kind === 'date')
  const isHeading = ({ said }: Read, index: number) => said.kind === 'plain' && !captionAt.has(index)
  const before = lines.filter((one, index) => isHeading(one, index) && index < dateAt)
  const after = lines.filter((one, index) => isHeading(one, index) && index > dateAt)
  const headings = layout.headline === 'after date' && after.length > 0 ? after : [...before, ...after]
  if (headings === after && before.length > 0) guesses.push(leftOut(before, 'before the date line'))
  const [title = '', ...deck] = headings.map(({ line }) => line.text)
  const named = title.length <= TITLE_LIMIT
  return {
    title: named ? title : '',
    deck: named ? deck.join(' ') : '',
    captions,
    labelled: lines.map(({ said }) => said),
    guesses,
  }
}

// A headline that stands twice in a row, as the page's title and as its heading, counts once.
function withoutEcho(lines: readonly Read[]): Read[] {
  return lines.filter(({ line }, index) => {
    const first = lines[index - 2]?.said.kind !== 'plain'
    return !(first && line.text === lines[index - 1]?.line.text)
  })
}

function leftOut(lines: readonly Read[], where: string): string {
  const text = excerpt(lines.map(({ line }) => line.text.slice(0, 100)).join(' / '), 100)
  return `What stands ${where} was left out: “${text}”.`
}

interface CaptionLines {
  /** Their indexes. */
  readonly at: ReadonlySet<number>
  readonly guesses: readonly string[]
}

/** Which lines are the caption: those below the byline, or else around the photographer, or written twice. */
function captionLines(lines: readonly Read[]): CaptionLines {
  const plain = lines.flatMap(({ said }, index) => (said.kind === 'plain' ? [index] : []))
  const bylineAt = lines.findIndex(({ said }) => said.kind === 'byline')
  if (bylineAt >= 0) return { at: new Set(plain.filter((index) => index > bylineAt)), guesses: [] }
  const photoAt = lines.findIndex(({ said }) => said.kind === 'photo')
  const repeated = plain.filter((index) => isRepeated(lines, index))
  const below = photoAt < 0 ? [] : plain.filter((index) => index > photoAt)
  const captions = new Set([...repeated, ...below])
  if (photoAt < 1 || repeated.length > 0) return { at: captions, guesses: [] }
  const above = plain.filter((index) => index < photoAt)
  const last = above.at(-1)
  const touches = lines[photoAt]?.line.gap === false
  if (last === undefined || above.length < 2 || (above.length < 3 && !touches)) {
    return { at: captions, guesses: [] }
  }
  const text = excerpt(lines[last]?.line.text ?? '', 80)
  const guess = `The line above the photographer was taken for the caption: “${text}”.`
  return { at: captions.add(last), guesses: [guess] }
}

function isRepeated(lines: readonly Read[], index: number): boolean {
  return lines.some(({ line }, other) => other !== index && line.text === lines[index]?.line.text)
}

// A text that another begins with is left out: a caption that was cut short.
function distinct(texts: readonly string[]): string[] {
  const once = [...new Set(texts)]
  return once.filter(
    (text) => !once.some((other) => other !== text && other.startsWith(withoutEllipsis(text))),
  )
}

function withoutEllipsis(text: string): string {
  return text.replace(/ ?(?:…|\.{3})$/, '')
}
