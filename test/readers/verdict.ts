import { FORMATS, type FormatName } from '../../src/formats/index.ts'
import { EXAMPLE } from './correction.ts'
import type { Limits } from './reader.ts'
import type { Findings, PageFindings } from './trial.ts'

/** One field of the table. */
export interface Cell {
  readonly text: string
  /** Whether the reader could do it with a good feed, and did not with ours. */
  readonly isFault: boolean
}

export const HEADINGS = [
  'Reader',
  'Format',
  'Discovered',
  'Items',
  'Byline',
  'Credit in body',
  'Updated item',
  'by',
  '304',
  'Sends',
] as const

export interface Judged {
  readonly name: string
  readonly limits: Limits
  readonly format: FormatName
  readonly discovered: readonly PageFindings[] | undefined
  readonly findings: Findings
  /** How many items the feed has. */
  readonly expected: number
}

/** The row of a reader and a format. JSON Feed is no fault of a reader that does not know it. */
export function judge({ name, limits, format, discovered, findings, expected }: Judged): Cell[] {
  const { items, byline, credited } = findings
  const head = [good(name), good(FORMATS[format].label)]
  if (format === 'json' && items === 0) return [...head, good('does not read this format')]
  return [
    ...head,
    discovery(discovered, format, expected),
    cell(`${items}/${expected}`, items === expected),
    named(byline, limits),
    cell(`${credited}/${expected}`, credited === expected),
    updated(findings, limits),
    cell(String(findings.updateStatus), findings.updateStatus === 200 || findings.updateStatus === 226),
    notModified(findings, limits),
    good(sent(findings)),
  ]
}

function discovery(pages: Judged['discovered'], format: FormatName, expected: number): Cell {
  if (!pages) return good('–')
  const texts = pages.map(({ page, found, items = expected }) => {
    const feeds = found.map((name) => FORMATS[name].label).join(', ') || 'nothing'
    if (items !== expected) return `${page}: ${feeds}, but ${items} items`
    return found.includes(format) ? page : `${page}: ${feeds}`
  })
  const isFault = pages.some(({ found, items = expected }) => found.length === 0 || items !== expected)
  return { text: texts.join(', '), isFault }
}

function named(byline: string, limits: Limits): Cell {
  if (byline.includes(EXAMPLE.reporter)) return good(byline)
  return byline && limits.byline ? good(`${byline} (known)`) : cell(byline || 'none', false)
}

function updated({ update }: Findings, limits: Limits): Cell {
  if (update !== 'no') return good(`yes, ${update}`)
  return limits.update ? good('no (known)') : cell('no', false)
}

function notModified({ notModified }: Findings, limits: Limits): Cell {
  if (notModified) return good(`fetch ${notModified}`)
  return limits.conditional ? good('– (known)') : cell('no', false)
}

function sent({ asked }: Findings): string {
  const product = asked?.userAgent.split(' ')[0] || 'no name'
  return `${product}: ${asked?.told.join(', ') || 'no validators'}`
}

function good(text: string): Cell {
  return { text, isFault: false }
}

function cell(text: string, isGood: boolean): Cell {
  return { text, isFault: !isGood }
}
