import MarkdownIt from 'markdown-it'
import definitionLists from 'markdown-it-deflist'
import footnotes from 'markdown-it-footnote'

/** A Markdown text as HTML that is not sanitised yet, and what of the text is not in it. */
export interface RenderedMarkdown {
  readonly html: string
  /** The names of footnotes that no text refers to, or that are written twice. */
  readonly lostNotes: readonly string[]
}

/** What the rules of one text share. */
interface Environment extends Record<string | symbol, unknown> {
  readonly docId: string
  readonly lostNotes: string[]
  /** Of markdown-it-footnote: the number of each name behind a colon, below 0 where nothing refers to it. */
  readonly footnotes?: { readonly refs?: Readonly<Record<string, number>> }
}

/** What markdown-it-footnote says of a reference: the numbers of its footnote, and of itself among those to it, from 0. */
interface Note {
  readonly id: number
  readonly subId: number
}

const markdown = new MarkdownIt('default', { html: true, linkify: false, typographer: false })
  .use(footnotes)
  .use(definitionLists)
  // `^[…]` is a footnote to nobody but this plugin.
  .disable('footnote_inline')

/**
 * Renders CommonMark with tables, strikethrough, footnotes, definition lists and task lists. The footnotes become a numbered
 * list at the end. Their ids contain `name`, so that two articles on one page have different ids.
 */
export function renderMarkdown(source: string, name = ''): RenderedMarkdown {
  const env: Environment = { docId: name, lostNotes: [] }
  const html = markdown.render(source, env)
  return { html, lostNotes: env.lostNotes }
}

/** Whether an id is that of a footnote of the article with this name, or of a reference to one. */
export function isNoteId(id: string, name: string): boolean {
  return /^fn(?:ref)?-(.*)-[\d:]+$/.exec(id)?.[1] === name
}

/** A sanitised body without footnotes and the references to them, which would be noise in a summary. */
export function withoutNotes(body: string): string {
  const end = body.search(/<hr \/>\s*<ol>\s*<li id="fn-/)
  const text = end < 0 ? body : body.slice(0, end)
  return text.replace(/<sup id="fnref-[^"]*"><a[^>]*>\[\d+\]<\/a><\/sup>/g, '')
}

// The plugin's own rules make a section, which readers drop, and give the same note another number each time.
const { rules } = markdown.renderer
rules.footnote_block_open = () => '<hr>\n<ol>\n'
rules.footnote_block_close = () => '</ol>\n'
rules.footnote_open = (tokens, at, _, env) => `<li id="fn-${nameOf(env, noteOf(tokens, at))}">`
rules.footnote_anchor = (tokens, at, _, env) =>
  ` <a href="#fnref-${markOf(env, noteOf(tokens, at))}">↩\uFE0E</a>`
rules.footnote_ref = (tokens, at, _, env) => {
  const note = noteOf(tokens, at)
  const link = `<a href="#fn-${nameOf(env, note)}">[${note.id + 1}]</a>`
  return `<sup id="fnref-${markOf(env, note)}">${link}</sup>`
}

function noteOf(tokens: readonly { readonly meta: unknown }[], at: number): Note {
  return tokens[at]?.meta as Note
}

function nameOf(env: unknown, { id }: Note): string {
  return `${(env as Environment).docId}-${id + 1}`
}

function markOf(env: unknown, note: Note): string {
  return nameOf(env, note) + (note.subId > 0 ? `:${note.subId}` : '')
}

// The plugin drops a footnote that nothing refers to, and the first one of two with one name.
markdown.core.ruler.before('footnote_tail', 'lost_notes', ({ tokens, env }) => {
  const { footnotes, lostNotes } = env as unknown as Environment
  const seen = new Set<string>()
  for (const { type, meta } of tokens) {
    if (type !== 'footnote_reference_open') continue
    const { label } = meta as { label: string }
    if (seen.has(label) || (footnotes?.refs?.[`:${label}`] ?? -1) < 0) lostNotes.push(label)
    seen.add(label)
  }
})

// Readers show no form fields, but every one of them has these characters.
const BOXES: Readonly<Record<string, string>> = { '[ ]': '☐', '[x]': '☑', '[X]': '☑' }

markdown.core.ruler.push('task_lists', ({ tokens }) => {
  for (const [at, { type, content, children }] of tokens.entries()) {
    if (type !== 'inline' || tokens[at - 2]?.type !== 'list_item_open') continue
    const box = /^\[[ xX]\](?=\s)/.exec(content)?.[0]
    const first = children?.[0]
    if (box && first?.type === 'text' && first.content.startsWith(box)) {
      first.content = `${BOXES[box]}${first.content.slice(box.length)}`
    }
  }
})
