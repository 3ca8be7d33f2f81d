import { textContent } from 'domutils'
import { failed, type Result, success } from '../../../model/result.ts'
import { childOf, childrenOf, descendantsOf, lineOf, type Markup } from './markup.ts'
import { hasElements, htmlBody, markupBody } from './markup-body.ts'
import { type ItemText, readNitf } from './nitf-text.ts'
import { htmlOfWire } from './plain-text.ts'

const MARKUP = /^\s*<(?:!doctype\s|[a-z][\w.:-]*[\s/>])/i

/**
 * Reads a text that stands within a wire item as NITF, HTML or characters. `type` is what the item calls its form, such
 * as a media type; empty where it does not say it. The failure is a sentence.
 */
export function readMarkedText(
  form: Markup,
  type: string,
  title: string | undefined,
  base: string | undefined,
): Result<ItemText, string> {
  if (!hasElements(form)) return readCharacters(form, type, title)
  const nitf =
    descendantsOf(form, 'nitf')[0] ?? (childOf(form, 'body.content') || /nitf/i.test(type) ? form : undefined)
  if (nitf) return success(readNitf(nitf, base))
  const kind = type || (childrenOf(form)[0]?.name ?? '')
  if (/sportsml|newsml|rss|atom|svg|smil|xbrl|json/i.test(kind)) {
    return failed(`Its content is ${kind}, no text to read.`)
  }
  const heading = lineOf(descendantsOf(form, 'h1')[0]) ?? lineOf(descendantsOf(form, 'title')[0])
  return success({ body: markupBody(form, title ?? heading), title: heading })
}

// Text and HTML alike may stand in CDATA, or escaped.
function readCharacters(form: Markup, type: string, title: string | undefined): Result<ItemText, string> {
  const text = textContent(form)
  if (!/html|xml/i.test(type) && !MARKUP.test(text)) return success({ body: htmlOfWire(text) })
  const read = htmlBody(text, title)
  return read.ok ? success({ body: read.value }) : read
}
