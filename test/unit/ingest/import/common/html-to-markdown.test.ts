import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../../../src/ingest/clean-html.ts'
import { renderMarkdown } from '../../../../../src/ingest/content/markdown.ts'
import { htmlToMarkdown } from '../../../../../src/ingest/import/common/html-to-markdown.ts'
import { textOfHtml } from '../../../../../src/model/text.ts'

const MARKS = '* _ ` ~~ # 1. 1) - + > < & &amp; &#1; <b> </p> [a](b) ![a](b) | \\ --- === *** __ <!-- -->'
const words = fc.array(fc.oneof(fc.constantFrom(...MARKS.split(' ')), fc.string({ maxLength: 4 })), {
  maxLength: 8,
})
const paragraphs = fc.array(
  words.map((all) => all.join(' ')),
  { minLength: 1, maxLength: 3 },
)

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const clean = (html: string) => cleanHtml(html, (url) => url)
const letters = (html: string) => textOfHtml(html).replace(/\s+/g, '')

describe('a body as Markdown', () => {
  it('says the same again, whatever its text looks like', () => {
    fc.assert(
      fc.property(paragraphs, (texts) => {
        const html = clean(texts.map((text) => `<p>${escaped(text)}</p>`).join(''))
        const again = clean(renderMarkdown(htmlToMarkdown(html)))
        expect(letters(again)).toBe(letters(html))
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['~~~', '\\~~~', '~~~ a', '~~ a ~~'])('says %s again, which is no fence', (text) => {
    const html = clean(`<p>${text}</p>`)
    expect(clean(renderMarkdown(htmlToMarkdown(html)))).toBe(html)
  })
})
