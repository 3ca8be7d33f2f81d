import TurndownService from 'turndown'

const turndown = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced', emDelimiter: '*' })

// Markdown has no words for these; in a Markdown file they stand as the HTML that they are.
turndown.keep([
  'figure',
  'table',
  'dl',
  'sub',
  'sup',
  'ins',
  'del',
  'mark',
  'small',
  'abbr',
  'cite',
  'q',
  'time',
  'u',
])

// What is Markdown to our parser and not to turndown: HTML, character references, strikethrough, and what
// makes a list, a heading or a table of a line that only begins so.
const INLINE = /<(?=[a-z/!?])|&(?=[#\w]+;)|~(?=~)/gi
const LINE_BEGINS = /^(\s*)(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=#>|](?:\s|$)|[-=]+\s*$|[-|:]+[-|: ]*$))/

const escapeMarkdown = turndown.escape.bind(turndown)
turndown.escape = (text) =>
  escapeMarkdown(text)
    .replace(/^\\(?=~~~)/, '') // turndown's own escape of a fence, where ours comes once more
    .replace(INLINE, '\\$&')
    .replace(LINE_BEGINS, (_, space = '', number = '') => `${space}${number}\\`)

/** Sanitised HTML as Markdown that gives the same HTML again. */
export function htmlToMarkdown(html: string): string {
  return turndown.turndown(html).trim()
}
