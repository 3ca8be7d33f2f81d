import { failed, type Result, success } from '../../../model/result.ts'
import { readMarkedText } from '../common/marked-text.ts'
import { attributeOf, childOf, childrenOf, type Markup } from '../common/markup.ts'
import type { ItemText } from '../common/nitf-text.ts'
import type { NewsItem } from './concepts.ts'

const EMPTY: ItemText = { body: '' }

/** The text of an item, in the best of the forms that its contentSet gives it. The failure is a sentence. */
export function readText(
  item: NewsItem,
  title: string | undefined,
  base: string | undefined,
): Result<ItemText, string> {
  const forms = childrenOf(childOf(item.item, 'contentSet'), 'inlineXML', 'inlineData')
  const [best] = forms.toSorted((a, b) => rank(a) - rank(b))
  if (!best) return success(EMPTY)
  const type = attributeOf(best, 'contenttype') ?? ''
  if (rank(best) > 3) {
    return failed(`Its text is in a form that is not read here: ${type || attributeOf(best, 'encoding')}.`)
  }
  return readMarkedText(best, type, title, base)
}

function rank(form: Markup): number {
  const type = attributeOf(form, 'contenttype') ?? ''
  if (attributeOf(form, 'encoding')) return 9
  if (/nitf/i.test(type)) return 0
  if (/html/i.test(type)) return 1
  if (/^text\/|^$/.test(type)) return 2
  return /xml/.test(type) ? 3 : 8
}
