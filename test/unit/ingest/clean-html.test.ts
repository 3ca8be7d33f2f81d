import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../src/ingest/clean-html.ts'
import { renderMarkdown } from '../../../src/ingest/content/markdown.ts'
import { SITE_MARK } from '../../../src/model/article.ts'
import { textOfHtml } from '../../../src/model/text.ts'

/** URLs stay as they are, so that only the cleaning is seen. */
const clean = (html: string) => cleanHtml(html, (url) => url)

describe('HTML of a body', () => {
  it.each([
    ['scripts', '<p>a<script>alert(1)</script>b</p>', '<p>ab</p>'],
    ['styles', '<style>p{display:none}</style><p style="color:red">a</p>', '<p>a</p>'],
    ['event handlers', '<p onclick="x()" ONLOAD=x()>a</p>', '<p>a</p>'],
    [
      'handlers of images',
      '<img src="https://x.example/a.png" onerror="x()">',
      '<img alt="" src="https://x.example/a.png" />',
    ],
    ['frames without an address', '<iframe srcdoc="<b>x</b>"></iframe><p>a</p>', '<p>a</p>'],
    ['drawings', '<svg onload="x()"><script>x()</script><path d="M0"/></svg><p>a</p>', '<p>a</p>'],
    ['objects without an address', '<object><embed src="data:x"></object><p>a</p>', '<p>a</p>'],
    ['forms', '<form action="https://x.example/"><input name=a><button>b</button></form>', 'b'],
    ['comments', '<p>a<!-- <b>no</b> -->b</p>', '<p>ab</p>'],
    [
      'a base, a refresh, a link',
      '<base href="/x"><meta http-equiv="refresh"><link rel="x"><p>a</p>',
      '<p>a</p>',
    ],
    ['ids and classes', '<p id="x" class="y" data-z="1">a</p>', '<p>a</p>'],
  ])('HTML of a body loses %s', (_what, html, expected) => {
    expect(clean(html)).toBe(expected)
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \tjavascript:alert(1)',
    'java\nscript:alert(1)',
    'java&#10;script:alert(1)',
    '&#106;avascript:alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'blob:https://x.example/1',
  ])('HTML of a body loses the link target %j and keeps the text', (url) => {
    expect(clean(`<a href="${url}">text</a>`)).toBe('<a>text</a>')
  })

  it('HTML of a body loses an image from data: altogether', () => {
    expect(clean('<p>a<img src="data:image/png;base64,AAAA">b</p>')).toBe('<p>ab</p>')
  })

  it('HTML of a body keeps what articles are made of, as it is', () => {
    const html =
      '<h2>t</h2><p lang="en" dir="ltr">a <em>b</em> <strong>c</strong> <abbr title="d">e</abbr><br />f</p>' +
      '<blockquote><p>q</p></blockquote><ol start="3"><li>x</li></ol><pre><code>y</code></pre>' +
      '<table><thead><tr><th scope="col">z</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>' +
      '<figure><img alt="b" width="1" height="2" src="https://x.example/a.png" /><figcaption>c</figcaption></figure>'
    expect(clean(html)).toBe(html)
  })

  it('HTML of a body has its headings of the first level made ones of the second', () => {
    expect(clean('<h1 lang="id">a</h1><h2>b</h2>')).toBe('<h2 lang="id">a</h2><h2>b</h2>')
    expect(clean(renderMarkdown('# a').html)).toBe('<h2>a</h2>')
  })

  it.each([
    ['nothing', '<p></p><p> </p>a'],
    ['a no-break space', '<p>&nbsp;</p>a'],
    ['line breaks', '<p><br><br></p>a'],
    ['an image that is not shown', '<p><a href="https://x.example/"><img src="data:x"></a></p>a'],
    ['an element that is not kept', '<p><svg><path d="M0"/></svg></p>a'],
  ])('HTML of a body has no paragraph that holds %s', (_what, html) => {
    expect(clean(html)).toBe('a')
  })

  it('HTML of a body keeps a paragraph that holds an image, also in a link in it', () => {
    const html =
      '<p><a href="https://x.example/"><em><img alt="" src="https://x.example/a.png" /></em></a></p>'
    expect(clean(html)).toBe(html)
  })

  it('HTML of a body has the alignment of its cells as the attribute, and no other', () => {
    expect(
      clean('<table><tr><td style="color:red;text-align: Right">a</td><td align="x">b</td></tr></table>'),
    ).toBe('<table><tr><td align="right">a</td><td>b</td></tr></table>')
  })

  it('HTML of a body comes back the same when it is cleaned again', () => {
    const once = clean(
      '<p title="&quot;">a & b < c "d" <b>e<p>f</b> &amp;lt; <img src=x.png alt=\'"<>\'></p>',
    )
    expect(clean(once)).toBe(once)
  })

  it('HTML of a body nested four hundred deep is cut down', () => {
    const deep = clean(`${'<blockquote>'.repeat(400)}x`)
    expect(deep).toContain('x')
    expect(deep.length).toBeLessThan(3000)
  })
})

describe('characters that XML cannot hold', () => {
  it.each([
    ['as they are', 'a\u0000b\u0001c\u001Ad\uFFFEe\uD800f'],
    ['as references in decimal', 'a&#1;b&#2;c&#26;d&#65534;e&#31;f'],
    ['as references in hexadecimal', 'a&#x1;b&#X2;c&#x1A;d&#xFFFE;e&#x1f;f'],
  ])('characters that XML cannot hold are dropped from text, written %s', (_what, text) => {
    expect(clean(`<p>${text}</p>`)).toBe('<p>abcdef</p>')
  })

  it('characters that XML cannot hold do not come out of references that are put together of others', () => {
    expect(clean('<p>a&#&#1;1;b</p>')).toBe('<p>a&amp;#1;b</p>')
  })

  it('characters that XML cannot hold are dropped from attributes', () => {
    expect(clean('<p lang="i&#1;d"><abbr title="a&#26;b">c</abbr></p>')).toBe(
      '<p lang="id"><abbr title="ab">c</abbr></p>',
    )
  })

  // The mark of our own site is such a character: an author who could write it would write links of ours.
  it('characters that XML cannot hold never make the mark of our own site, in no place', () => {
    const mark = `&#x1A;${SITE_MARK}&#26;`
    const html = `${mark}<a href="${mark}/x" title="${mark}">${mark}</a><img src="${mark}/y.png" alt="${mark}">`
    expect(clean(html)).not.toContain(SITE_MARK)
    expect(clean(renderMarkdown(`[${mark}](/x "${mark}")\n\n${html}`).html)).not.toContain(SITE_MARK)
  })

  it('characters that XML cannot hold leave every other character alone', () => {
    const text = '\u0085\u200F\u2028א😀\u{10FFFF}é'
    expect(clean(`<p>${text}</p>`)).toBe(`<p>${text}</p>`)
  })
})

describe('the URLs of a body', () => {
  const base = (url: string, use: string) =>
    url === 'nowhere' ? undefined : `https://news.example/${use}/${url}`

  it('the URLs of a body are resolved, with what they are for', () => {
    expect(cleanHtml('<a href=" a ">x</a><img src="b" alt="c">', base)).toBe(
      '<a href="https://news.example/link/a">x</a><img alt="c" src="https://news.example/image/b" />',
    )
  })

  it('the URLs of a body that lead nowhere cost a link its target, and an image itself', () => {
    expect(cleanHtml('<p><a href="nowhere">x</a><img src="nowhere"><img alt="no src"></p>', base)).toBe(
      '<p><a>x</a></p>',
    )
  })
})

describe('the text of clean HTML', () => {
  it('the text of clean HTML has a space between blocks and no markup', () => {
    expect(textOfHtml('<p>a <b>b</b>c</p><ul><li>d</li><li>e</li></ul><p>f<br />g</p>')).toBe('a bc d e f g')
  })

  it('the text of clean HTML has a space wherever an element stands that is no part of a word', () => {
    expect(textOfHtml('a<p>b</p>c<hr />d<ul><li>e<ul><li>f</li></ul></li></ul>')).toBe('a b c d e f')
    expect(textOfHtml('<ruby>a<rt>b</rt></ruby><img src="c" alt="d" />e<abbr title="f">g</abbr>')).toBe(
      'a b eg',
    )
  })

  it('character references in clean HTML are read once', () => {
    expect(textOfHtml('<p>&lt;b&gt; &amp;lt; &quot;</p>')).toBe('<b> &lt; "')
  })
})
