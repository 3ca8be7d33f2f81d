import { describe, expect, it } from 'vitest'
import { readArticleFile } from '../../../../src/ingest/content/article-file.ts'
import { onSite } from '../../../../src/model/article.ts'
import { failed } from '../../../../src/model/result.ts'

const HEAD = '---\ntitle: a\nlanguage: id\npublished: 2022-09-20T12:32:00+07:00\npublisher: republika\n---\n'
const republika = { id: 'republika', name: 'Republika' }

function read(markdown: string, name = 'ktt') {
  return readArticleFile(`content/articles/2022/09/${name}.md`, new TextEncoder().encode(HEAD + markdown), {
    registry: new Map([[republika.id, republika]]),
    now: Date.UTC(2026, 0),
    findMedia: () => failed('is not there'),
  })
}

function draft(markdown: string, name?: string) {
  const result = read(markdown, name)
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  const body = onSite(result.value.draft.body, 'https://w.example').replaceAll('\n', '')
  return { ...result.value.draft, body }
}

describe('footnotes of Markdown', () => {
  it('become a numbered list at the end, with links there and back that lead to the page of the article', () => {
    expect(draft('Kata[^1] lagi[^b].\n\n[^1]: Satu.\n[^b]: Dua *x*.').body).toBe(
      '<p>Kata<sup id="fnref-ktt-1"><a href="https://w.example/articles/ktt#fn-ktt-1">[1]</a></sup>' +
        ' lagi<sup id="fnref-ktt-2"><a href="https://w.example/articles/ktt#fn-ktt-2">[2]</a></sup>.</p><hr /><ol>' +
        '<li id="fn-ktt-1"><p>Satu. <a href="https://w.example/articles/ktt#fnref-ktt-1">↩\uFE0E</a></p></li>' +
        '<li id="fn-ktt-2"><p>Dua <em>x</em>. <a href="https://w.example/articles/ktt#fnref-ktt-2">↩\uFE0E</a></p></li></ol>',
    )
  })

  it('have ids that no other article has', () => {
    const ids = (name: string) =>
      Array.from(draft('a[^1] b[^1]\n\n[^1]: c', name).body.matchAll(/ id="([^"]*)"/g), ([, id]) => id)
    expect(ids('a')).toEqual(['fnref-a-1', 'fnref-a-1:1', 'fn-a-1'])
    expect(ids('a-1')).toEqual(['fnref-a-1-1', 'fnref-a-1-1:1', 'fn-a-1-1'])
  })

  it('leave no mark in a summary that is made of the text', () => {
    expect(draft('Kata[^1] lagi.\n\n[^1]: Satu.').summary).toBe('Kata lagi.')
  })

  it('do not give an author ids of other kinds, or of other articles', () => {
    const html =
      '<ul><li id="main">a</li><li id="fn-other-1">b</li><li id="fn-ktt-x">c</li></ul><sup id="x">d</sup>'
    expect(draft(html).body).not.toContain('id=')
  })

  it('are a fault with its line where no text refers to them, or where two have one name', () => {
    const lost = read('a[^1]\n\n[^1]: b\n[^2]: c')
    expect(lost.ok ? [] : lost.failure).toMatchObject([
      { line: 10, message: expect.stringMatching(/footnote \[\^2\]/) },
    ])
    const twice = read('a[^1]\n\n[^1]: b\n[^1]: c')
    expect(twice.ok ? [] : twice.failure).toMatchObject([
      { message: expect.stringMatching(/two of that name/) },
    ])
  })

  it('that nobody wrote stay text', () => {
    expect(draft('a[^1] b').body).toBe('<p>a[^1] b</p>')
  })
})

describe('lists and tables of Markdown', () => {
  it('definition lists are terms with their descriptions', () => {
    expect(draft('SCO\n: Organisasi\n: Sejak 2001\n\nKTT\n: Konferensi').body).toBe(
      '<dl><dt>SCO</dt><dd>Organisasi</dd><dd>Sejak 2001</dd><dt>KTT</dt><dd>Konferensi</dd></dl>',
    )
  })

  it('task lists show their boxes as characters, and nothing else in brackets becomes one', () => {
    expect(draft('- [ ] a\n- [x] **b**\n- [X] c\n- [x](https://x.example/)\n- [y] d\n- \\[ ] e').body).toBe(
      '<ul><li>☐ a</li><li>☑ <strong>b</strong></li><li>☑ c</li><li><a href="https://x.example/">x</a></li>' +
        '<li>[y] d</li><li>[ ] e</li></ul>',
    )
    expect(draft('[x] a').body).toBe('<p>[x] a</p>')
  })

  it('tables keep the alignment of their columns', () => {
    expect(draft('| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |').body).toBe(
      '<table><thead><tr><th align="left">a</th><th align="center">b</th><th align="right">c</th><th>d</th></tr></thead>' +
        '<tbody><tr><td align="left">1</td><td align="center">2</td><td align="right">3</td><td>4</td></tr></tbody></table>',
    )
  })
})
