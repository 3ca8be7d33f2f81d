import type { Author } from '../../../model/article.ts'
import { readCreditLine, readSourceLine } from '../common/byline.ts'
import type { Mention } from '../common/importer.ts'
import { webUrlOf } from '../common/web-addresses.ts'
import { type DateLine, readDateLine } from './dated-line.ts'
import type { PageLayout } from './layouts.ts'
import { behindLabel } from './lines.ts'

/** What a line says by its label or its form. A plain line has neither. */
export type LabelledLine =
  | { readonly kind: 'date'; readonly date: DateLine }
  /** The credit is empty where nothing stands behind the label. */
  | { readonly kind: 'photo'; readonly credit: string }
  | { readonly kind: 'byline'; readonly authors: readonly Author[] }
  | { readonly kind: 'source'; readonly sources: readonly Mention[] }
  /** The page's own address. */
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'plain' }

/** Reads a line by its label or its form. */
export function readLabelledLine(text: string, layout: PageLayout): LabelledLine {
  const date = readDateLine(text, layout.dates)
  if (date) return { kind: 'date', date }
  const photo = behindLabel(text, layout.photoLabels)
  if (photo !== undefined) return { kind: 'photo', credit: /[\p{L}\p{N}]/u.test(photo) ? photo : '' }
  const authors = readCreditLine(text, layout.credits)
  if (authors) return { kind: 'byline', authors }
  const source = sourceIn(text, layout)
  if (source !== undefined) return { kind: 'source', sources: readSourceLine(source) }
  const url = addressIn(text, layout)
  return url !== undefined && isOwnPage(url, layout) ? { kind: 'address', url } : { kind: 'plain' }
}

/** The value of a source line. A sentence that begins with the label is none. */
export function sourceIn(text: string, layout: PageLayout): string | undefined {
  const value = behindLabel(text, layout.sourceLabels)
  const sentence = text.length > 200 || (text.endsWith('.') && text.split(' ').length > 7)
  return sentence ? undefined : value
}

// The line holds nothing but an address, with or without a label.
function addressIn(text: string, layout: PageLayout): string | undefined {
  const value = behindLabel(text, layout.linkLabels) ?? text
  return /^https?:\/\/\S+$/i.test(value) ? webUrlOf(value) : undefined
}

/** Whether an address is a page of the outlet itself, and not its home page. */
function isOwnPage(address: string, layout: PageLayout): boolean {
  const url = URL.parse(address)
  if (!url || url.pathname.length < 2) return false
  return layout.hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
}

/** All that lines of a page say by labels, kind by kind, in the order of the page. */
export interface LabelledParts {
  readonly dates: readonly DateLine[]
  readonly authors: readonly Author[]
  readonly photoCredits: readonly string[]
  readonly sources: readonly Mention[]
  /** The page's own address. */
  readonly original: string | undefined
}

/** Sorts what lines say by its kind. */
export function sortLabelled(lines: readonly LabelledLine[]): LabelledParts {
  const credits = lines.flatMap((line) => (line.kind === 'photo' && line.credit ? [line.credit] : []))
  return {
    dates: lines.flatMap((line) => (line.kind === 'date' ? [line.date] : [])),
    authors: lines.flatMap((line) => (line.kind === 'byline' ? line.authors : [])),
    photoCredits: [...new Set(credits)],
    sources: lines.flatMap((line) => (line.kind === 'source' ? line.sources : [])),
    original: lines.find((line) => line.kind === 'address')?.url,
  }
}
