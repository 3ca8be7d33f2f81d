import { textOf } from './feed-text.ts'

/** How much of a document is searched for the title, in characters. */
const HEAD_LENGTH = 20_000

/** The title that a feed gives itself, as plain text; empty where it gives none. */
export function feedTitle(text: string): string {
  if (/^\uFEFF?\s*\{/.test(text)) return jsonTitle(text)
  const [head = ''] = text.slice(0, HEAD_LENGTH).split(/<(?:\w+:)?(?:item|entry)[\s>]/, 1)
  const written = /<(?:\w+:)?title(?:\s[^<>]*)?>(.*?)<\/(?:\w+:)?title>/s.exec(head)?.[1] ?? ''
  const cdata = /^\s*<!\[CDATA\[(.*?)\]\]>\s*$/s.exec(written)?.[1]
  return textOf(cdata ?? written)
}

function jsonTitle(text: string): string {
  try {
    const { title } = JSON.parse(text.replace(/^\uFEFF/, '')) as { title?: unknown }
    return typeof title === 'string' ? title : ''
  } catch {
    return ''
  }
}
