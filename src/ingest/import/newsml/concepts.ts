import { attributeOf, childOf, childrenOf, lineOf, type Markup } from '../common/markup.ts'
import { codeTail } from '../common/wire-item.ts'

/** An item of NewsML-G2 with its parts at hand. */
export interface NewsItem {
  readonly item: Markup
  readonly meta: Markup | undefined
  readonly content: Markup | undefined
  /** The language that texts are preferred in, as the item writes it. */
  readonly language: string | undefined
  /** What the item asserts about concepts, by their codes. */
  readonly asserts: ReadonlyMap<string, Markup>
  /** The header of the message that the item came in. */
  readonly header: Markup | undefined
}

/** Takes an item apart; `message` is the root of the message that it came in. */
export function newsItem(item: Markup, message?: Markup): NewsItem {
  const content = childOf(item, 'contentMeta')
  const tag = attributeOf(childOf(content, 'language'), 'tag')
  const language = tag ?? attributeOf(item, 'xml:lang') ?? attributeOf(message, 'xml:lang')
  const asserts = new Map(childrenOf(item, 'assert').map((one) => [codeOf(one) ?? '', one] as const))
  return {
    item,
    meta: childOf(item, 'itemMeta'),
    content,
    language,
    asserts,
    header: childOf(message, 'header'),
  }
}

/** The code of a concept: its qcode, else its uri, else its literal. */
export function codeOf(element: Markup | undefined): string | undefined {
  return attributeOf(element, 'qcode') ?? attributeOf(element, 'uri') ?? attributeOf(element, 'literal')
}

/** The name of a concept: its own, else that of the assert about it (NewsML-G2, "Assert"), else its literal. */
export function conceptName({ asserts, language }: NewsItem, element: Markup): string | undefined {
  const own = lineOf(inLanguage(childrenOf(element, 'name'), language))
  if (own) return own
  const code = codeOf(element)
  const asserted = code ? asserts.get(code) : undefined
  const literal = attributeOf(element, 'literal')
  return lineOf(inLanguage(childrenOf(asserted, 'name'), language)) ?? literal
}

/** The names of all concepts of these kinds in the content's metadata. */
export function conceptNames(item: NewsItem, ...kinds: string[]): string[] {
  return childrenOf(item.content, ...kinds).flatMap((element) => conceptName(item, element) ?? [])
}

/** The role of an element without its scheme, in lower case. */
export function roleTail(element: Markup): string {
  const role = attributeOf(element, 'role') ?? attributeOf(element, 'roleuri')
  return codeTail(role)?.toLowerCase() ?? ''
}

/** Of elements that say the same in several languages, the one in the item's language. */
export function inLanguage(elements: readonly Markup[], language: string | undefined): Markup | undefined {
  const tag = (element: Markup) => attributeOf(element, 'xml:lang')?.toLowerCase()
  const wanted = language?.toLowerCase()
  const primary = wanted?.split('-')[0]
  return (
    elements.find((one) => tag(one) !== undefined && tag(one) === wanted) ??
    elements.find((one) => tag(one) !== undefined && tag(one)?.split('-')[0] === primary) ??
    elements.find((one) => tag(one) === undefined) ??
    elements[0]
  )
}
