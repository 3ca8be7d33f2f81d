import { oneLine, textOfHtml } from '../../../model/text.ts'
import { cleanHtml } from '../../clean-html.ts'

// Elements that a title may be written with. A title that holds another name in angle brackets means the name.
const INLINE =
  /<\/?(?:a|b|i|u|p|q|s|em|br|sub|sup|big|tt|del|ins|abbr|cite|code|font|mark|nobr|span|small|strong)\b[^<>]*>/gi

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** The text of HTML, on one line. */
export function textOf(html: string): string {
  return /[<&]/.test(html) ? oneLine(textOfHtml(cleanHtml(html, () => undefined))) : oneLine(html)
}

/**
 * The text of a title that may or may not be HTML: RSS does not say which. What is certainly markup is
 * dropped, a `<word>` that HTML does not know is kept.
 */
export function titleOf(text: string): string {
  if (!/[<&]/.test(text)) return oneLine(text)
  return textOf(text.replace(INLINE, '').replaceAll('<', '&lt;'))
}

/** Plain text with its markup characters escaped, to stand in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character)
}

/** Plain text as HTML: a paragraph for each block of lines, a line break for each line. */
export function htmlOf(text: string): string {
  const escaped = escapeHtml(text).trim()
  if (escaped === '') return ''
  const blocks = escaped.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
  return blocks.map((block) => `<p>${block.trim().replaceAll('\n', '<br>')}</p>`).join('')
}

/** The plain text of an agency's body as HTML: a paragraph for each block, or, without blank lines, for each line. */
export function htmlOfWire(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trim()
  return htmlOf(/\n[^\S\n]*\n/.test(lines) ? lines : lines.replaceAll('\n', '\n\n'))
}
