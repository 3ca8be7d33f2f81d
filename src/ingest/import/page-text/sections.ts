import { excerpt } from '../../../model/text.ts'
import { readCreditLine } from '../common/byline.ts'
import { readDateLine } from './dated-line.ts'
import { type Dateline, readCityLine, readDateline } from './dateline.ts'
import { sourceIn } from './labelled-line.ts'
import type { PageLayout } from './layouts.ts'
import { behindLabel, type Line } from './lines.ts'

/** Where the text of an article begins. */
export interface TextStart {
  /** How many lines stand above it. */
  readonly at: number
  /** The lines from there on, without the dateline. */
  readonly text: readonly Line[]
  readonly dateline?: Dateline
  readonly guesses: readonly string[]
}

// No article has more lines above it, navigation included.
const HEAD_LIMIT = 200

// Between two labelled lines stand at most headline, deck and caption.
const MOST_BETWEEN_LABELS = 3

const ENOUGH_SIGNS = 2

/** The layout that a page shows most signs of; `undefined` where it shows too few of any. */
export function mostLike(lines: readonly Line[], layouts: readonly PageLayout[]): PageLayout | undefined {
  let [best, most]: [PageLayout | undefined, number] = [undefined, ENOUGH_SIGNS - 1]
  for (const layout of layouts) {
    const signs = signsOf(lines, layout)
    if (signs > most) [best, most] = [layout, signs]
  }
  return best
}

/** The pages of a text that holds several. Each has a date line and a dateline that names the outlet. */
export function pagesOf(lines: readonly Line[], layout: PageLayout): (readonly Line[])[] {
  const starts = [0]
  let [dateAt, seen] = [-1, false]
  for (const [index, { text }] of lines.entries()) {
    if (readDateLine(text, layout.dates)) dateAt = index
    if (!readDateline(text, layout)?.outlet) continue
    if (seen && dateAt >= 0 && layout.headline === 'after date') starts.push(dateAt)
    ;[dateAt, seen] = [-1, true]
  }
  return starts.map((start, index) => lines.slice(start, starts[index + 1]))
}

/** Where the text begins: with the dateline, or else below the lines that have labels. */
export function textStart(lines: readonly Line[], layout: PageLayout): TextStart {
  const head = lines.slice(0, HEAD_LIMIT)
  for (const read of [readCitedDateline, readDateline, readCityLine]) {
    const at = head.findIndex(({ text }) => read(text, layout) !== undefined)
    const line = lines[at]
    const dateline = line && read(line.text, layout)
    if (!line || !dateline || (at === 0 && !dateline.outlet)) continue
    const first = dateline.rest === '' ? [] : [{ ...line, text: dateline.rest }]
    return { at, text: [...first, ...lines.slice(at + 1)], dateline, guesses: [] }
  }
  const at = labelledLines(lines, layout)
  const first = excerpt(lines[at]?.text ?? '', 60)
  const guesses = first ? [`There is no dateline; the text was taken to begin with “${first}”.`] : []
  return { at, text: lines.slice(at), guesses }
}

// A dateline with a city comes first, because `Republika.co.id - Berita Terbaru` may stand above a page.
function readCitedDateline(text: string, layout: PageLayout): Dateline | undefined {
  const dateline = readDateline(text, layout)
  return dateline?.cities ? dateline : undefined
}

function labelledLines(lines: readonly Line[], layout: PageLayout): number {
  let [end, between] = [0, 0]
  for (const [index, { text }] of lines.entries()) {
    const labelled =
      readDateLine(text, layout.dates) ??
      readCreditLine(text, layout.credits) ??
      behindLabel(text, layout.photoLabels)
    between = labelled === undefined ? between + 1 : 0
    if (labelled !== undefined) end = index + 1
    if (between > MOST_BETWEEN_LABELS) break
  }
  return Math.max(1, end)
}

function signsOf(lines: readonly Line[], layout: PageLayout): number {
  const has = (sign: (text: string) => unknown) => lines.some(({ text }) => sign(text) !== undefined)
  const signs = [
    has((text) => readDateLine(text, layout.dates)),
    has((text) => readCreditLine(text, layout.credits)),
    has((text) => behindLabel(text, layout.photoLabels)),
    has((text) => sourceIn(text, layout)),
    has((text) => namesHost(text, layout.hosts)),
  ]
  // A dateline that names the outlet is enough by itself.
  const dateline = has((text) => readDateline(text, layout)) ? ENOUGH_SIGNS : 0
  return dateline + signs.filter((sign) => sign).length
}

// Whoever is quoted or asked is named in a sentence with such a word.
const QUOTED =
  /\b(?:dikutip|dilansir|mengutip|melansir|kutip|menurut|kepada|kata|lapor\w*|seperti|baca|sumber)\b/i
const LONGEST_IMPRINT = 80

/**
 * The first of these hosts that a line names as that of the page: in an address, or in a short line such as
 * `Republika.co.id`. `undefined` where a sentence merely quotes it.
 */
export function namesHost(text: string, hosts: readonly string[]): string | undefined {
  const lower = text.slice(0, 2000).toLowerCase()
  return hosts.find((host) => {
    if (!lower.includes(host)) return false
    return lower.includes(`//${host}/`) || lower.includes(`.${host}/`) || isImprint(lower)
  })
}

function isImprint(line: string): boolean {
  return line.length <= LONGEST_IMPRINT && !QUOTED.test(line)
}
