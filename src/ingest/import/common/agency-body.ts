import { getChildren, getInnerHTML, isTag, isText, removeElement, textContent } from 'domutils'
import { oneLine } from '../../../model/text.ts'
import { htmlOf } from '../feed/feed-text.ts'
import {
  childrenOf,
  descendantsOf,
  localName,
  type Markup,
  type MarkupDocument,
  prune,
  type Reading,
  readMarkup,
} from './agency-markup.ts'

// Their content is no text of an article, and a serialiser prints it without escaping.
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

/** A text as the HTML of a body: a paragraph a block, or a line where no line is blank. */
export function textBody(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trim()
  return htmlOf(/\n[^\S\n]*\n/.test(lines) ? lines : lines.replaceAll('\n', '\n\n'))
}

/** HTML as a body: of a whole page only what its body element holds, without the title said again. */
export function htmlBody(html: string, title: string | undefined): Reading<string> {
  const read = readMarkup(html, 'html')
  return read.ok ? { ok: true, value: markupBody(read.value, title) } : read
}

/** Parsed XHTML or HTML as a body. The tree is changed. */
export function markupBody(tree: Markup | MarkupDocument, title: string | undefined): string {
  prune(tree, (one) => SILENT.includes(localName(one).toLowerCase()) || NOTE.test(one.attribs.class ?? ''))
  const heading = descendantsOf(tree, 'h1').find((one) => oneLine(textContent(one)) === title)
  if (heading) removeElement(headerOf(heading))
  for (const element of descendantsOf(tree)) element.name = localName(element)
  const body = descendantsOf(tree, 'body')[0] ?? tree
  tidySpace(body)
  return printed(body)
}

// What stands beside the title in a header says again what the metadata say: time, tags, byline.
function headerOf(heading: Markup): Markup {
  for (let at = heading.parent; at && isTag(at); at = at.parent) {
    if (localName(at) === 'header') return at
  }
  return heading
}

// XML is printed with line breaks and indents that are no part of its text.
function tidySpace(tree: Markup | MarkupDocument): void {
  for (const node of getChildren(tree)) {
    if (isText(node)) node.data = node.data.replace(/\s+/g, keepsNoBreak)
    else if (isTag(node) && localName(node) !== 'pre') tidySpace(node)
  }
}

// A no-break space was put there by somebody.
function keepsNoBreak(space: string): string {
  return /[^ \t\r\n]/.test(space) ? space : ' '
}

/** The children of an element as HTML. */
function printed(element: Markup | MarkupDocument): string {
  return getInnerHTML(element, { xmlMode: false, encodeEntities: 'utf8' }).trim()
}

/** The text of HTML on one line, without a parser's trouble: an unreadable one has none. */
export function htmlLine(html: string): string {
  const read = readMarkup(html, 'html')
  return read.ok ? oneLine(textContent(read.value)) : ''
}

/** Whether an element holds other elements. */
export function hasElements(element: Markup): boolean {
  return childrenOf(element).length > 0
}
