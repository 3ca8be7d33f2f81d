import { getChildren, hasChildren, isTag, isText, textContent } from 'domutils'
import { inlineMarkdown } from './markdown-inline.ts'
import { childrenOf, type Markup, type MarkupNode, printMarkup, readMarkup } from './markup.ts'

/**
 * Sanitised HTML as Markdown that gives the same HTML again. What Markdown has no words for, such as tables,
 * figures, and whatever has a language of its own, stands in it as the HTML that it is.
 */
export function htmlToMarkdown(html: string): string {
  const read = readMarkup(html, 'html')
  return read.ok ? blocksOf(getChildren(read.value)).join('\n\n') : html
}

const BLOCKS = new Set([
  ...['p', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'hr', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['figure', 'figcaption', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
])

/** The blocks of Markdown for some nodes. What stands between blocks becomes paragraphs. */
function blocksOf(nodes: readonly MarkupNode[]): string[] {
  const blocks: string[] = []
  let between: MarkupNode[] = []
  // Two lists that follow each other would be one: every second has other marks.
  let listsInRow = 0
  const flush = () => {
    const paragraph = inlineMarkdown(between)
    if (paragraph !== '') {
      blocks.push(paragraph)
      listsInRow = 0
    }
    between = []
  }
  for (const node of nodes) {
    if (!isTag(node) || !holdsBlock(node)) {
      between.push(node)
      continue
    }
    flush()
    const written = blockOf(node, listsInRow % 2 === 1)
    blocks.push(...written)
    if (written.length > 0) listsInRow = isList(node) ? listsInRow + 1 : 0
  }
  flush()
  return blocks
}

// The search ends at the first block, and blocks nest at most as deep as the sanitiser lets them.
function holdsBlock(element: Markup): boolean {
  return BLOCKS.has(element.name) || childrenOf(element).some(holdsBlock)
}

function isList({ name }: Markup): boolean {
  return name === 'ul' || name === 'ol'
}

/** One element as blocks: none where it is empty, several where paragraphs stand in a paragraph. */
function blockOf(element: Markup, otherMarks: boolean): string[] {
  const { name, attribs } = element
  const [attribute] = Object.keys(attribs).filter((one) => !(name === 'ol' && one === 'start'))
  if (attribute !== undefined) return [htmlBlock(element)]
  switch (name) {
    case 'p':
      return blocksOf(getChildren(element)).map(inParagraph)
    case 'hr':
      return ['___']
    case 'blockquote':
      return quoteOf(element)
    case 'pre':
      return [fenceOf(element) ?? htmlBlock(element)]
    case 'ul':
    case 'ol':
      return [listOf(element, otherMarks)?.text ?? htmlBlock(element)]
    default:
      return [headingOf(element) ?? htmlBlock(element)]
  }
}

// A tag alone on its line would be a block of HTML.
const LONE_TAG = /^<[^<>]*>$/

function inParagraph(block: string): string {
  return LONE_TAG.test(block) ? `<p>${block}</p>` : block
}

// The closing marks of a heading are no text of it, so that a text which ends like them is escaped.
function headingOf(element: Markup): string | undefined {
  const level = /^h([2-6])$/.exec(element.name)?.[1]
  if (level === undefined || childrenOf(element).some(holdsBlock)) return undefined
  const text = inlineMarkdown(getChildren(element), 'one line').replace(/ (?=#+$)/, ' \\')
  return text === '' ? undefined : `${'#'.repeat(Number(level))} ${text}`
}

function quoteOf(element: Markup): string[] {
  const text = blocksOf(getChildren(element)).join('\n\n')
  return text === '' ? [] : [text.replace(/^/gm, '> ').replace(/^> $/gm, '>')]
}

function fenceOf(pre: Markup): string | undefined {
  const [code, ...others] = getChildren(pre)
  if (!code || !isTag(code) || code.name !== 'code' || others.length > 0) return undefined
  if (Object.keys(code.attribs).length > 0 || !getChildren(code).every(isText)) return undefined
  const text = textContent(code)
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text.replace(/\n$/, '')}\n${fence}`
}

interface WrittenList {
  readonly text: string
  /** Whether the texts of its items stand in paragraphs. */
  readonly isLoose: boolean
}

/** A list, if Markdown knows one like it: the texts of all its items stand in paragraphs, or those of none. */
function listOf(list: Markup, otherMarks: boolean): WrittenList | undefined {
  const items = itemsOf(list)
  const marks = marksOf(list, otherMarks)
  if (!items || !marks) return undefined
  const isLoose = items.some(hasParagraph)
  const written = items.flatMap((item, index) => {
    const text = isLoose ? looseItem(item) : tightItem(item)
    return text === undefined ? [] : [hanging(marks(index), text)]
  })
  const isWhole = written.length === items.length
  return isWhole ? { text: written.join(isLoose ? '\n\n' : '\n'), isLoose } : undefined
}

/** The mark of each item, by its place in the list; `undefined` where Markdown has no such marks. */
function marksOf({ name, attribs }: Markup, otherMarks: boolean): ((index: number) => string) | undefined {
  if (name === 'ul') return () => (otherMarks ? '* ' : '- ')
  const start = Number(attribs.start ?? 1)
  if (!Number.isInteger(start) || start < 0 || start > 99_999_999) return undefined
  return (index) => `${start + index}${otherMarks ? ')' : '.'} `
}

/** A text behind a mark, with its further lines below its beginning. */
function hanging(mark: string, text: string): string {
  return `${mark}${text.replace(/\n(?!\n)/g, `\n${' '.repeat(mark.length)}`)}`.trimEnd()
}

function itemsOf(list: Markup): Markup[] | undefined {
  const children = getChildren(list).filter((child) => !isBlank(child))
  const items = children.filter(isTag).filter(({ name, attribs }) => name === 'li' && isEmpty(attribs))
  return items.length === children.length && items.length > 0 ? items : undefined
}

function hasParagraph(item: Markup): boolean {
  return childrenOf(item, 'p').length > 0
}

function looseItem(item: Markup): string | undefined {
  const isAllBlocks = getChildren(item).every((child) => (isTag(child) ? holdsBlock(child) : isBlank(child)))
  return isAllBlocks && hasParagraph(item) ? blocksOf(getChildren(item)).join('\n\n') : undefined
}

// A text, and behind it at most one list of the same kind: more would need empty lines.
function tightItem(item: Markup): string | undefined {
  const children = getChildren(item).filter((child) => !isBlank(child))
  const at = children.findIndex((child) => isTag(child) && holdsBlock(child))
  if (at < 0) return inlineMarkdown(getChildren(item))
  const inner = children[at]
  if (at < children.length - 1 || !inner || !isTag(inner) || !isList(inner)) return undefined
  const list = listOf(inner, false)
  if (!list || list.isLoose) return undefined
  const text = inlineMarkdown(children.slice(0, at))
  if (LONE_TAG.test(text)) return undefined
  return text === '' ? list.text : `${text}\n${list.text}`
}

function isBlank(node: MarkupNode): boolean {
  return !isTag(node) && (!isText(node) || node.data.trim() === '')
}

function isEmpty(attribs: Markup['attribs']): boolean {
  return Object.keys(attribs).length === 0
}

/** An element as a block of HTML, which ends at the first empty line: so there is none in it. */
function htmlBlock(element: Markup): string {
  const html = printMarkup(withoutEmptyLines(element)).replaceAll(LINE_END, '&#10;')
  if (BLOCKS.has(element.name)) return html
  // Other elements begin a block only where their tag stands alone on its line.
  const end = html.indexOf('>') + 1
  return `${html.slice(0, end)}\n${html.slice(end)}`
}

// Stands for a line end in preformatted text while the element is printed. No stored text holds it.
const LINE_END = '\u001A'

function withoutEmptyLines(element: Markup, isPreformatted = element.name === 'pre'): Markup {
  for (const child of getChildren(element)) {
    if (isText(child))
      child.data = isPreformatted ? keepLines(child.data) : child.data.replace(/[\r\n]+/g, ' ')
    else if (isTag(child) && hasChildren(child)) {
      withoutEmptyLines(child, isPreformatted || child.name === 'pre')
    }
  }
  return element
}

function keepLines(text: string): string {
  return text.replace(/\r\n?|\n/g, LINE_END)
}
