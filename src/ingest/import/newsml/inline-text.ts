import { textContent } from 'domutils'
import { failed, type Result, success } from '../../../model/result.ts'
import { attributeOf, childOf, childrenOf, descendantsOf, lineOf, type Markup } from '../common/markup.ts'
import { hasElements, htmlBody, markupBody } from '../common/markup-body.ts'
import { htmlOfWire } from '../common/plain-text.ts'
import type { NewsItem } from './concepts.ts'
import { type ItemText, readNitf } from './nitf.ts'

const MARKUP = /^\s*<(?:!doctype\s|[a-z][\w.:-]*[\s/>])/i
const EMPTY: ItemText = { body: '' }

/** The text of an item, in the best of the forms that its contentSet gives it. The failure is a sentence. */
export function readText(
  item: NewsItem,
  title: string | undefined,
  base: string | undefined,
): Result<ItemText, string> {
  const forms = childrenOf(childOf(item.item, 'contentSet'), 'inlineXML', 'inlineData')
  const [best] = forms.toSorted((a, b) => rank(a) - rank(b))
  return best ? readForm(best, title, base) : success(EMPTY)
}

function rank(form: Markup): number {
  const type = attributeOf(form, 'contenttype') ?? ''
  if (attributeOf(form, 'encoding')) return 9
  if (/nitf/i.test(type)) return 0
  if (/html/i.test(type)) return 1
  if (/^text\/|^$/.test(type)) return 2
  return /xml/.test(type) ? 3 : 8
}

function readForm(
  form: Markup,
  title: string | undefined,
  base: string | undefined,
): Result<ItemText, string> {
  if (rank(form) > 3) {
    const type = attributeOf(form, 'contenttype') ?? attributeOf(form, 'encoding')
    return failed(`Its text is in a form that is not read here: ${type}.`)
  }
  if (!hasElements(form)) return readCharacters(form, title)
  const nitf = descendantsOf(form, 'nitf')[0] ?? (childOf(form, 'body.content') && form)
  if (nitf) return success(readNitf(nitf, base))
  if (/sportsml|newsml|rss|atom|svg|smil|xbrl|json/i.test(kindOf(form))) {
    return failed(`Its content is ${kindOf(form)}, no text to read.`)
  }
  const heading = lineOf(descendantsOf(form, 'h1')[0]) ?? lineOf(descendantsOf(form, 'title')[0])
  return success({ body: markupBody(form, title ?? heading), title: heading })
}

// Text and HTML alike may stand in CDATA, or escaped.
function readCharacters(form: Markup, title: string | undefined): Result<ItemText, string> {
  const text = textContent(form)
  const isHtml = /html|xml/i.test(attributeOf(form, 'contenttype') ?? '') || MARKUP.test(text)
  if (!isHtml) return success({ body: htmlOfWire(text) })
  const read = htmlBody(text, title)
  return read.ok ? success({ body: read.value }) : read
}

function kindOf(form: Markup): string {
  return attributeOf(form, 'contenttype') ?? childrenOf(form)[0]?.name ?? ''
}
