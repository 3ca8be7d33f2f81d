import { getChildren, isTag, isText, textContent } from 'domutils'
import { type Markup, type MarkupNode, printMarkup } from './markup.ts'

// Characters that Markdown reads as marks, HTML, character references or strikethrough anywhere in a line.
const MARKS = /[\\`*_[\]]|<(?=[a-z/!?])|&(?=[#\w]+;)|~(?=~)/gi

// A line that begins so would be read as a list, a heading, a quotation, part of a table or of a definition list.
const LINE_BEGINS = /^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=>|[-+=#|:~](?:\s|$)|[-=]+\s*$|[-|:][-|: ]*$))/

const DELIMITERS: Readonly<Record<string, string>> = { em: '*', i: '*', strong: '**', b: '**', s: '~~' }

/** How many lines a text may have: a heading has one, a paragraph may have line breaks. */
export type Lines = 'one line' | 'many lines'

/** Text and elements within a line as Markdown; empty where they hold nothing but white space. */
export function inlineMarkdown(nodes: readonly MarkupNode[], lines: Lines = 'many lines'): string {
  const written = write(nodes, false).split('\n')
  const tidy = written.map((line) => withoutEnds(line).replace(LINE_BEGINS, '$1\\'))
  return tidy.reduce((text, line, index) => {
    // An empty line would end the paragraph, and at the end of one the marks of a break would be text.
    const isMarked = lines === 'many lines' && tidy[index - 1] !== '' && line !== ''
    return text + (isMarked ? '\\\n' : '<br>') + line
  })
}

// White space at the ends of a line is no text. A no-break space is, but Markdown would drop it.
function withoutEnds(line: string): string {
  const text = line.trim()
  const at = line.indexOf(text)
  return encodeSpaces(line.slice(0, at)) + text + encodeSpaces(line.slice(at + text.length))
}

function encodeSpaces(text: string): string {
  return text.replace(/\s/g, (space) => (/[ \t\r\f]/.test(space) ? '' : `&#${space.codePointAt(0)};`))
}

/** Markdown in which a line end stands for every line break. `inMarks`: all of it stands between marks of emphasis. */
function write(nodes: readonly MarkupNode[], inMarks: boolean): string {
  const parts: string[] = []
  for (const node of nodes) {
    const before = parts.at(-1) ?? ''
    const written = isTag(node) ? element(node, before, inMarks) : isText(node) ? escapeText(node.data) : ''
    // An exclamation mark before a bracket would make an image of a link.
    if (written.startsWith('[') && before.endsWith('!')) parts[parts.length - 1] = `${before.slice(0, -1)}\\!`
    if (written !== '') parts.push(written)
  }
  return parts.join('')
}

function element(node: Markup, before: string, inMarks: boolean): string {
  const inner = write(getChildren(node), inMarks)
  const marked = withMarks(node, inner, before) ?? (inMarks ? undefined : emphasis(node, before.at(-1)))
  return marked ?? withTags(node, inner)
}

/** An element in the marks that Markdown has for it, but those of emphasis; `undefined` where it has none. */
function withMarks(node: Markup, inner: string, before: string): string | undefined {
  const isBare = Object.keys(node.attribs).length === 0
  switch (node.name) {
    case 'br':
      return '\n'
    case 'a':
      // Without attributes it is a link that has lost its target.
      return isBare ? inner : linkOf(node, inner)
    case 'img':
      return imageOf(node)
    case 'code':
      // Two marks of code side by side would be one.
      return isBare && !before.endsWith('`') ? codeOf(node) : undefined
    default:
      return undefined
  }
}

/** An element between its own tags: what it holds is still Markdown. */
function withTags(node: Markup, inner: string): string {
  const [begin = '', end] = printMarkup({ ...node, children: [] } as never)
    .replace(/[\r\n]+/g, ' ')
    .split(/(?=<\/[a-z\d]+>$)/)
  return end === undefined ? begin : begin + inner + end
}

/**
 * Text between marks, with the white space at its ends outside of them; `before` is the character before it.
 * `undefined` where the marks would be text by the rules of CommonMark 6.2: between a letter and a punctuation
 * mark, or beside other marks.
 */
function emphasis(node: Markup, before: string | undefined): string | undefined {
  const marks = DELIMITERS[node.name]
  if (marks === undefined || Object.keys(node.attribs).length > 0) return undefined
  const inner = write(getChildren(node), true)
  const text = inner.trim()
  if (text === '' || inner.includes('\n') || /^[*~]|[*~\\]$/.test(text)) return undefined
  const at = inner.indexOf(text)
  const [space, spaceAfter] = [inner.slice(0, at), inner.slice(at + text.length)]
  const [left, right] = [space ? ' ' : before, spaceAfter ? ' ' : following(node)]
  const opens = !isMark(left) && (isLetter(text.at(0)) || !isLetter(left))
  const closes = !isMark(right) && (isLetter(text.at(-1)) || !isLetter(right))
  return opens && closes ? `${space}${marks}${text}${marks}${spaceAfter}` : undefined
}

function escapeText(text: string): string {
  return text.replace(/[ \t\n\r\f]+/g, ' ').replace(MARKS, '\\$&')
}

// The character behind an element: that of the text there, or, where another element follows, a mark.
function following(node: Markup): string | undefined {
  let at: MarkupNode = node
  while (at.next === null && at.parent && isTag(at.parent)) at = at.parent
  if (at.next === null) return undefined
  return isText(at.next) ? at.next.data.at(0) : '*'
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && !/[\s\p{P}\p{S}]/u.test(character)
}

function isMark(character: string | undefined): boolean {
  return character === '*' || character === '~'
}

function codeOf(node: Markup): string | undefined {
  const line = textContent(node).replace(/\s+/g, ' ')
  if (line.trim() === '' || !getChildren(node).every(isText)) return undefined
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

function linkOf({ attribs }: Markup, text: string): string | undefined {
  const { href, title, ...others } = attribs
  if (href === undefined || Object.keys(others).length > 0 || text.trim() === '') return undefined
  return `[${text}](${destination(href)}${titleOf(title)})`
}

function imageOf({ attribs }: Markup): string | undefined {
  const { src = '', alt = '', title, ...others } = attribs
  if (Object.keys(others).length > 0) return undefined
  return `![${escapeText(alt)}](${destination(src)}${titleOf(title)})`
}

function destination(url: string): string {
  return url.replace(/[\\()]|&(?=[#\w]+;)/g, '\\$&').replace(/[\s<>]/g, encodeURIComponent)
}

function titleOf(title: string | undefined): string {
  return title === undefined ? '' : ` "${escapeText(title).replaceAll('"', '\\"')}"`
}
