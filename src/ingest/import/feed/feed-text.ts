import { oneLine, textOfHtml } from '../../../model/text.ts'
import { cleanHtml } from '../../clean-html.ts'

const INLINE =
  /<\/?(?:a|b|i|u|p|q|s|em|br|sub|sup|big|tt|del|ins|abbr|cite|code|font|mark|nobr|span|small|strong)\b[^<>]*>/gi

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** The text of HTML, on one line. */
export function textOf(html: string): string {
  return /[<&]/.test(html) ? oneLine(textOfHtml(cleanHtml(html, () => undefined))) : oneLine(html)
}

/**
 * A title of RSS, which says of no title whether it is HTML: what is certainly markup goes, a `<word>` that
 * HTML does not know stays.
 */
export function titleOf(text: string): string {
  if (!/[<&]/.test(text)) return oneLine(text)
  return textOf(text.replace(INLINE, '').replaceAll('<', '&lt;'))
}

/** Plain text as HTML: a paragraph for each block of lines. */
export function htmlOf(text: string): string {
  const escaped = text.replace(/[&<>]/g, (c) => ESCAPES[c] ?? c).trim()
  if (escaped === '') return ''
  const blocks = escaped.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
  return blocks.map((block) => `<p>${block.trim().replaceAll('\n', '<br>')}</p>`).join('')
}
