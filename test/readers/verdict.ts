import { FORMATS, type FormatName } from '../../src/formats/index.ts'
import { EXAMPLE } from './newsroom.ts'
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
  'New item',
  'Updated item',
  'Status',
  '304',
  'Sends',
] as const

export interface Judged {
  readonly name: string
  readonly limits: Limits
  readonly format: FormatName
  readonly discovered: readonly PageFindings[] | undefined
  readonly findings: Findings
}

/** The row of a reader and a format. JSON Feed is no fault of a reader that does not know it. */
export function judge({ name, limits, format, discovered, findings }: Judged): Cell[] {
  const { promised, stored, items, credited } = findings
  const head = [good(name), good(FORMATS[format].label)]
  if (format === 'json' && stored === 0) return [...head, good('does not read this format')]
  const surplus = stored === items ? '' : `, ${stored} stored`
  return [
    ...head,
    discovery(discovered, format),
    cell(`${items}/${promised}${surplus}`, items === promised && stored === promised),
    named(findings, limits),
    cell(`${credited}/${promised}`, credited === promised),
    cell(findings.news ? 'yes' : 'no', findings.news),
    updated(findings, limits),
    answered(findings),
    notModified(findings, limits),
    good(sent(findings)),
  ]
}

function discovery(pages: Judged['discovered'], format: FormatName): Cell {
  if (!pages) return good('–')
  const texts = pages.map(({ page, found, surplus }) => {
    const feeds = found.map((name) => FORMATS[name].label).join(', ') || 'nothing'
    if (surplus !== 0) return `${page}: ${feeds}, but ${surplus > 0 ? '+' : ''}${surplus} items`
    return found.includes(format) ? page : `${page}: ${feeds}`
  })
  const isFault = pages.some(({ found, surplus }) => found.length === 0 || surplus !== 0)
  return { text: texts.join(', '), isFault }
}

function named({ byline, named, promised }: Findings, limits: Limits): Cell {
  const text = `${named}/${promised} ${byline || 'none'}`
  if (named === promised && byline.includes(EXAMPLE.reporter)) return good(text)
  return byline && limits.byline ? good(`${text} (known)`) : cell(text, false)
}

function updated({ update }: Findings, limits: Limits): Cell {
  if (update !== 'no') return good(`yes, ${update}`)
  return limits.update ? good('no (known)') : cell('no', false)
}

function answered({ asked }: Findings): Cell {
  return cell(String(asked?.status ?? 'not asked'), asked?.status === 200 || asked?.status === 226)
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
