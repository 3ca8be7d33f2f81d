import { getChildren, getInnerHTML, isTag, isText, removeElement, textContent } from 'domutils'
import { type Result, success } from '../../../model/result.ts'
import { oneLine } from '../../../model/text.ts'
import { replaceElements } from '../../replaced-elements.ts'
import {
  childrenOf,
  descendantsOf,
  localName,
  type Markup,
  type MarkupDocument,
  prune,
  readMarkup,
} from './markup.ts'

// The content of these elements is no text of an article, and a serialiser would print it unescaped.
const SILENT = [
  ...[
    'script',
    'style',
    'head',
    'title',
    'template',
    'iframe',
    'noembed',
    'noframes',
    'noscript',
    'plaintext',
  ],
  ...['xmp', 'textarea', 'object'],
]

// Classes that agencies give to what is for editors only.
const NOTE = /(?:^|[\s_-])(?:ed-?note|notepad|non-?public|editors?-?note)(?:$|[\s_-])/i

/** HTML as a body: of a whole page only what its body element holds, without a heading that repeats the title. */
export function htmlBody(html: string, title: string | undefined): Result<string, string> {
  const read = readMarkup(html, 'html')
  return read.ok ? success(markupBody(read.value, title)) : read
}

/** Parsed XHTML or HTML as a body, as `htmlBody`. The tree is changed. */
export function markupBody(tree: Markup | MarkupDocument, title: string | undefined): string {
  replaceElements(getChildren(tree))
  prune(tree, (one) => SILENT.includes(localName(one).toLowerCase()) || NOTE.test(one.attribs.class ?? ''))
  const heading = descendantsOf(tree, 'h1').find((one) => oneLine(textContent(one)) === title)
  if (heading) removeElement(headerOf(heading))
  for (const element of descendantsOf(tree)) element.name = localName(element)
  const body = descendantsOf(tree, 'body')[0] ?? tree
  tidySpace(body)
  return printed(body)
}

// The rest of a header, its time, tags and byline, repeats what the metadata say.
function headerOf(heading: Markup): Markup {
  for (let at = heading.parent; at && isTag(at); at = at.parent) {
    if (localName(at) === 'header') return at
  }
  return heading
}

// The line breaks and indents of XML are no part of its text.
function tidySpace(tree: Markup | MarkupDocument): void {
  for (const node of getChildren(tree)) {
    if (isText(node)) node.data = node.data.replace(/\s+/g, keepsNoBreak)
    else if (isTag(node) && localName(node) !== 'pre') tidySpace(node)
  }
}

// A no-break space is kept: somebody put it there on purpose.
function keepsNoBreak(space: string): string {
  return /[^ \t\r\n]/.test(space) ? space : ' '
}

/** The children of an element as HTML. */
function printed(element: Markup | MarkupDocument): string {
  return getInnerHTML(element, { xmlMode: false, encodeEntities: 'utf8' }).trim()
}

/** The text of HTML on one line; empty where the HTML is refused by `readMarkup`. */
export function htmlLine(html: string): string {
  const read = readMarkup(html, 'html')
  return read.ok ? oneLine(textContent(read.value)) : ''
}

/** Whether an element holds other elements. */
export function hasElements(element: Markup): boolean {
  return childrenOf(element).length > 0
}
