import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../../../src/ingest/clean-html.ts'
import { renderMarkdown } from '../../../../../src/ingest/content/markdown.ts'
import { htmlToMarkdown } from '../../../../../src/ingest/import/common/html-to-markdown.ts'
import { processorTime } from '../../../../support/processor-time.ts'
import { runs } from '../../../../support/runs.ts'

const clean = (html: string) => cleanHtml(html, (url) => url)
const thereAndBack = (html: string) => clean(renderMarkdown(htmlToMarkdown(html)).html)

const BLOCK =
  '(?:p|h[2-6]|ul|ol|li|blockquote|pre|hr|br|figure|figcaption|table|tbody|tr|td|dl|dt|dd|strong|em|s|a)'

/**
 * HTML without what may differ: bold by name, white space beside elements, elements that hold nothing, and the
 * paragraph of a list with a single text.
 */
function normal(html: string): string {
  const same = html
    .replace(/<(\/?)b>/g, '<$1strong>')
    .replace(/<(\/?)i>/g, '<$1em>')
    .replace(/<([uo]l)>\s*<li>\s*<p>((?:(?!<\/?p>)[\s\S])*)<\/p>\s*<\/li>\s*<\/\1>/g, '<$1><li>$2</li></$1>')
    .replace(/\s+/g, ' ')
    .replace(new RegExp(` ?(</?${BLOCK}\\b[^>]*>) ?`, 'g'), '$1')
  const bare = same.replace(/<(p|h[2-6]|blockquote|strong|em|s|li|ul|ol)><\/\1>/g, '')
  return bare === same ? same.trim() : normal(bare)
}

const MARKS =
  '* _ ` ~~ # 1. 1) - + > < & &amp; &#1; <b> </p> [a](b) ![a](b) ! | \\ --- === *** __ <!-- --> ~~~ ``` “a” a. :'
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const words = fc
  .array(fc.oneof(fc.constantFrom(...MARKS.split(' ')), fc.string({ maxLength: 4 }), fc.constant('kata')), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((all) => fc.constantFrom(' ', '').map((by) => escaped(all.join(by))))

const several = (one: fc.Arbitrary<string>, maxLength = 3) =>
  fc.array(one, { minLength: 1, maxLength }).map((all) => all.join(''))
const within = (names: readonly string[], inner: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom(...names), inner).map(([name, text]) => `<${name}>${text}</${name}>`)

function inline(depth: number): fc.Arbitrary<string> {
  const single = [
    fc.constantFrom('<br />', '<wbr>', '<img src="https://x.example/a_(b).jpg" alt="[a]" />'),
    words.map((text) => `<code>${text}</code>`),
    words.map((title) => `<abbr title="${title}">x</abbr>`),
  ]
  if (depth === 0) return fc.oneof(words, words, ...single)
  const run = several(inline(depth - 1))
  const link = (text: string) =>
    `<a href="https://x.example/?a=(1)&amp;copy;=*" title="t">${text.replace(/<\/?a[^>]*>/g, '')}</a>`
  return fc.oneof(
    words,
    ...single,
    within(['em', 'strong', 'b', 'i', 's'], run),
    within(['sub', 'q', 'kbd', 'mark'], run),
    run.map(link),
  )
}

const run = several(inline(2), 4)

function block(depth: number): fc.Arbitrary<string> {
  const flat = [
    run.map((text) => `<p>${text}</p>`),
    run.map((text) => `<h3>${text}</h3>`),
    words.map((text) => `<pre><code>${text}\n\n  x\n</code></pre>`),
    words.map((text) => `<pre>${text}\n\n  x</pre>`),
    fc.constantFrom('<hr />', '<p lang="ar" dir="rtl">مرحبا</p>'),
    run.map((text) => `<table><tbody><tr><td>${text}</td></tr></tbody></table>`),
  ]
  if (depth === 0) return fc.oneof(...flat)
  const blocks = several(block(depth - 1))
  const items = several(
    within(
      ['li'],
      fc.oneof(
        run,
        blocks,
        fc.tuple(run, blocks).map((all) => all.join('')),
      ),
    ),
  )
  return fc.oneof(...flat, within(['blockquote'], blocks), within(['ul', 'ol'], items))
}

describe('a body as Markdown', () => {
  it('a body as Markdown gives the same HTML again, whatever it holds', () => {
    fc.assert(
      fc.property(several(block(2)), (blocks) => {
        const html = clean(clean(blocks))
        expect(normal(thereAndBack(html))).toBe(normal(html))
      }),
      { numRuns: runs(200) },
    )
  }, 60_000)

  it.each(['~~~', '\\~~~', '~~~ a', '~~ a ~~'])('a text that looks like a fence is no fence: %s', (text) => {
    const html = clean(`<p>${text}</p>`)
    expect(thereAndBack(html)).toBe(`${html}`)
  })

  it.each([
    [
      'emphasis within words and at punctuation',
      '<p>a<em>b</em>c <em>“d”</em> <strong>Isi:</strong> e</p>',
      'a*b*c *“d”* **Isi:** e',
    ],
    ['what Markdown has no words for', '<p>H<sub>2</sub>O <kbd>x</kbd></p>', 'H<sub>2</sub>O <kbd>x</kbd>'],
    ['a language of its own', '<p lang="ar" dir="rtl">مرحبا</p>', '<p lang="ar" dir="rtl">مرحبا</p>'],
    ['line breaks', '<p>a<br />b<br /></p>', 'a\\\nb<br>'],
    ['lists side by side', '<ul><li>a</li></ul><ul><li>b</li></ul>', '- a\n\n* b'],
    ['a list in a list', '<ol start="3"><li>a<ul><li>b</li></ul></li></ol>', '3. a\n   - b'],
    [
      'a picture with its size',
      '<p><img src="https://x.example/a" alt="b" width="1" /></p>',
      '<p><img src="https://x.example/a" alt="b" width="1"></p>',
    ],
  ])('%s is written so that an editor can read it', (_what, html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown)
  })

  it('HTML that is made to be slow is written soon', () => {
    const slow = [
      '<ul><li>'.repeat(60) + '</li></ul>'.repeat(60),
      `${'<em>'.repeat(90)}x${'</em>'.repeat(90)}`,
      `<p>${'\u00A0'.repeat(100_000)}x</p><p>${'-'.repeat(100_000)}x</p>`,
      `<p>${'!<a href="https://x.example/">y</a>'.repeat(20_000)}</p>`,
    ]
    for (const html of slow) expect(processorTime(() => void htmlToMarkdown(html))).toBeLessThan(3000)
  })
})
