import { oneLine } from '../../../model/text.ts'
import { textOf } from '../common/plain-text.ts'

// A feed of ours has its credit as data. It also stands in summary and body, for readers, and is taken out of them again.

/** A text without the sentence at its end. */
export function withoutSentence(text: string, sentence: string | undefined): string {
  return sentence && text.endsWith(sentence) ? text.slice(0, -sentence.length).trim() : text
}

/** A body of ours without the picture before it and the sentence after it, which are read as data elsewhere. */
export function withoutCredit(
  html: string,
  sentence: string | undefined,
  picture: string | undefined,
): { readonly html: string; readonly alt?: string } {
  const last = html.trimEnd().lastIndexOf('<p><small>')
  const ending = last < 0 ? '' : textOf(html.slice(last))
  const body = sentence && ending === oneLine(sentence) ? html.slice(0, last) : html
  const found = /^\s*<figure><img ([^<>]*)\/?>(?:<figcaption>.{0,8000}?<\/figcaption>)?<\/figure>/s.exec(body)
  const [figure, attributes = ''] = found ?? []
  if (!figure || attribute(attributes, 'src') !== picture) return { html: body }
  const alt = attribute(attributes, 'alt')
  return { html: body.slice(figure.length), ...(alt && { alt }) }
}

function attribute(attributes: string, name: string): string | undefined {
  const written = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1]
  return written === undefined ? undefined : textOf(written)
}
