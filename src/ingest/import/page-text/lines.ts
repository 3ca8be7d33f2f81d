import type { DateWords, PageLayout } from './layouts.ts'

/** A line with something on it, its white space tidied. */
export interface Line {
  readonly text: string
  /** Whether an empty line stands before it. */
  readonly gap: boolean
  /** Whether a list of other news stands before it: that it belongs to the article is a guess. */
  readonly resumed?: boolean
}

// No label, date or name is longer. Patterns never see a longer line.
const LABELLED_LIMIT = 500

/**
 * The lines of a page that hold a letter or a digit. Byte order marks and invisible spaces are dropped. Every
 * other run of white space, non-breaking or not, becomes one space.
 */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let gap = false
  for (const raw of text.replace(/[\uFEFF\u200B\u2060]/g, '').split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/)) {
    const tidy = raw.replace(/\s+/g, ' ').trim()
    if (/[\p{L}\p{N}]/u.test(tidy)) {
      lines.push({ text: tidy, gap })
      gap = false
    } else gap ||= tidy === ''
  }
  return lines
}

/** What stands behind one of these labels and its colon, or `undefined` where the line has none of them. */
export function behindLabel(text: string, labels: readonly string[]): string | undefined {
  if (text.length > LABELLED_LIMIT) return undefined
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  return labels.includes(text.slice(0, colon).trimEnd().toLowerCase())
    ? text.slice(colon + 1).trim()
    : undefined
}

/** Whether a line is no part of an article: an advertisement, an invitation to follow. */
export function isPromotion(text: string, layout: PageLayout): boolean {
  return text.length <= LABELLED_LIMIT && layout.promotions.some((pattern) => pattern.test(text))
}

/** The labels that a date line may have before it. */
export function dateLabels({ publishedLabels, updatedLabels }: DateWords): readonly string[] {
  return [...publishedLabels, ...updatedLabels]
}
