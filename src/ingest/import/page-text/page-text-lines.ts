import type { DateWords, PageLayout } from './page-layouts.ts'

/** A line with something on it, its white space tidied. */
export interface Line {
  readonly text: string
  /** Whether an empty line stands before it. */
  readonly gap: boolean
  /** Whether a list of other news stands before it: that it belongs to the article is a guess. */
  readonly resumed?: boolean
}

// No label, date or name is longer; patterns never see more.
const LABELLED_LIMIT = 500

/**
 * The lines of a page that hold a letter or a digit. Byte order marks and invisible spaces are dropped,
 * every other run of white space, non-breaking or not, is one space.
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

/** The value of a source line; a sentence that begins with the label is none. */
export function sourceLine(text: string, layout: PageLayout): string | undefined {
  const value = behindLabel(text, layout.sourceLabels)
  const sentence = text.length > 200 || (text.endsWith('.') && text.split(' ').length > 7)
  return sentence ? undefined : value
}

/** The labels that a date line may have before it. */
export function dateLabels({ publishedLabels, updatedLabels }: DateWords): readonly string[] {
  return [...publishedLabels, ...updatedLabels]
}

/** The address of a line that is nothing but a web address, behind a label or not. */
export function lineAddress(text: string, layout: PageLayout): string | undefined {
  const value = behindLabel(text, layout.linkLabels) ?? text
  return /^https?:\/\/\S+$/i.test(value) ? webAddress(value) : undefined
}

/** Whether an address is a page of the outlet itself, not its home page. */
export function isOwnPage(address: string, layout: PageLayout): boolean {
  const url = URL.parse(address)
  if (!url || url.pathname.length < 2) return false
  return layout.hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
}

/** An absolute http(s) address without user name, or `undefined`. */
export function webAddress(text: string, base?: string): string | undefined {
  if (text.length > 2000) return undefined
  const url = URL.parse(text, base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  return url.href.length > 2000 ? undefined : url.href
}
