import { getChildren, getName, getOuterHTML, isTag, textContent } from 'domutils'
import { DomHandler, Parser, type ParserOptions, type parseDocument } from 'htmlparser2'
import { failed, type Result, success } from '../../../model/result.ts'
import { oneLine } from '../../../model/text.ts'
import { DEPTH_LIMIT } from './importer.ts'

/** A parsed document. */
export type MarkupDocument = ReturnType<typeof parseDocument>
/** Any node of it. */
export type MarkupNode = MarkupDocument['children'][number]
/** An element of it. */
export type Markup = Extract<MarkupNode, { attribs: unknown }>

const ELEMENT_LIMIT = 500_000

/**
 * Parses XML or HTML as far as it can be trusted. The failure, a sentence, is that of markup which nests
 * deeper than DEPTH_LIMIT, has too many elements or declares entities of its own. Nothing outside the text
 * is ever loaded.
 */
export function readMarkup(text: string, kind: 'xml' | 'html'): Result<MarkupDocument, string> {
  const handler = new GuardedHandler()
  const options: ParserOptions = { xmlMode: kind === 'xml', decodeEntities: true }
  const parser = new Parser(handler, options)
  handler.stop = () => parser.pause()
  parser.end(text)
  return handler.refusal === undefined ? success(handler.root) : failed(handler.refusal)
}

// The parser looks for each closing tag in the whole stack of open ones. It is stopped at once, because a
// check of the finished tree would come after quadratic time.
class GuardedHandler extends DomHandler {
  refusal: string | undefined
  stop: () => void = () => {}
  #elements = 0

  override onopentag(name: string, attribs: Record<string, string>): void {
    if (this.refusal !== undefined) return
    super.onopentag(name, attribs)
    this.#elements += 1
    // The stack's first member is the document.
    if (this.tagStack.length - 1 > DEPTH_LIMIT)
      this.#refuse(`It is nested deeper than ${DEPTH_LIMIT} levels.`)
    if (this.#elements > ELEMENT_LIMIT) this.#refuse(`It has more than ${ELEMENT_LIMIT} elements.`)
  }

  override onprocessinginstruction(name: string, data: string): void {
    super.onprocessinginstruction(name, data)
    if (/<?!ENTITY\s/i.test(data)) this.#refuse('It declares entities of its own, which are never expanded.')
  }

  // CDATA is text like any other. As a node of its own it would be printed as a comment.
  override oncdatastart(): void {}
  override oncdataend(): void {}

  #refuse(reason: string): void {
    this.refusal ??= reason
    this.stop()
  }
}

/** An element's name without its namespace prefix. */
export function localName(element: Markup): string {
  const name = getName(element)
  return name.slice(name.indexOf(':') + 1)
}

/** The child elements, or only those with one of the names. */
export function childrenOf(parent: Markup | MarkupDocument | undefined, ...names: string[]): Markup[] {
  const elements = parent ? getChildren(parent).filter(isTag) : []
  return names.length === 0 ? elements : elements.filter((child) => names.includes(localName(child)))
}

/** The first child element at the end of a path of names. */
export function childOf(parent: Markup | MarkupDocument | undefined, ...path: string[]): Markup | undefined {
  let at = parent
  for (const name of path) at = childrenOf(at, name)[0]
  return at === parent ? undefined : (at as Markup | undefined)
}

/** All elements below a node, or only those with one of the names, in the order of the document. */
export function descendantsOf(parent: Markup | MarkupDocument | undefined, ...names: string[]): Markup[] {
  return childrenOf(parent).flatMap((child) => {
    const below = descendantsOf(child, ...names)
    return names.length === 0 || names.includes(localName(child)) ? [child, ...below] : below
  })
}

/** Removes the unwanted elements below a node, in one pass: to remove them one by one takes quadratic time. */
export function prune(tree: Markup | MarkupDocument, isUnwanted: (element: Markup) => boolean): void {
  tree.children = tree.children.filter((child) => !(isTag(child) && isUnwanted(child)))
  for (const child of childrenOf(tree)) prune(child, isUnwanted)
}

/** An attribute without white space around it; `undefined` where it is missing or empty. */
export function attributeOf(element: Markup | undefined, name: string): string | undefined {
  return element?.attribs[name]?.trim() || undefined
}

/** The text of an element on one line; `undefined` where there is none. */
export function lineOf(element: Markup | undefined): string | undefined {
  return element && (oneLine(textContent(element)) || undefined)
}

/** An element as HTML. */
export function printMarkup(element: Markup): string {
  return getOuterHTML(element, { xmlMode: false, encodeEntities: 'utf8' })
}
