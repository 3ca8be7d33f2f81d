import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

// What a sync cannot do without, and nothing else: no check, no digest, no credit, no database. These are the very
// libraries that a sync uses, with the allowances that anybody would give them.

const markdown = new MarkdownIt('default', { html: true })

const ALLOWED = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'figure', 'figcaption'],
  allowedAttributes: { a: ['href', 'title'], img: ['src', 'alt', 'title', 'width', 'height'] },
}

/** Reads every Markdown file below a content folder and makes sanitised HTML of it. */
export async function runPipeline(root: string): Promise<number> {
  const folder = join(root, 'articles')
  let characters = 0
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith('.md')) characters += article(await readFile(join(folder, name), 'utf8'))
  }
  return characters
}

function article(text: string): number {
  const [, yaml = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  const fields = load(yaml) as { title: string }
  return fields.title.length + sanitizeHtml(markdown.render(body), ALLOWED).length
}
