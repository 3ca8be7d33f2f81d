import { Readability } from '@mozilla/readability'
import { textOfHtml } from '../../../model/text.ts'
import { cleanHtml } from '../../clean-html.ts'
import { htmlOf } from '../feed/feed-text.ts'
import type { HtmlPage } from './html-page.ts'

/** The text of a page's article as HTML: what Readability finds, else the text that JSON-LD gives. */
export function bodyOf(page: HtmlPage, text: string | undefined): string {
  const clean = cleanHtml(readable(page), (url) => URL.parse(url, page.base)?.href)
  return textOfHtml(clean) === '' ? htmlOf(text ?? '') : clean
}

function readable({ tree }: HtmlPage): string {
  try {
    // linkedom's documents are what Readability reads, but TypeScript is told of no DOM here.
    const reader = new Readability(tree as never, { disableJSONLD: true })
    return reader.parse()?.content ?? ''
  } catch {
    return ''
  }
}
