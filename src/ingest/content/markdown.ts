import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt('default', { html: true, linkify: false, typographer: false })

/** CommonMark with tables and strikethrough as HTML; not sanitised yet. */
export function renderMarkdown(source: string): string {
  return markdown.render(source)
}
