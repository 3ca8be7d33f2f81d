import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../../../src/ingest/clean-html.ts'
import { readArticleFile } from '../../../../../src/ingest/content/article-file.ts'
import {
  articlePathOf,
  articleText,
  toWritten,
} from '../../../../../src/ingest/import/common/article-text.ts'
import type { ImportedArticle } from '../../../../../src/ingest/import/common/importer.ts'
import { Mentions } from '../../../../../src/ingest/import/common/mentions.ts'
import { failed } from '../../../../../src/model/result.ts'
import { NOW } from '../../../../support/example-content.ts'

const ARTICLE: ImportedArticle = {
  id: 'urn:x:1',
  title: 'Satu: "dua" & <tiga> #4 - lima',
  language: 'id',
  published: { instant: Date.parse('2022-09-20T12:32:00+07:00'), offset: 420 },
  updated: { instant: Date.parse('2022-09-21T00:00:00.250+05:30'), offset: 330 },
  summary: 'Ringkasan: dua\nbaris',
  dateline: 'Moskow',
  authors: [{ name: "Ana d'Arc: #1", role: 'reporter' }],
  publisher: { name: 'Harian Baru', home: 'https://harian.example/' },
  sources: [{ name: 'Reuters' }, { name: 'Harian Baru' }, { name: 'reuters' }],
  original: 'https://harian.example/2022/a',
  image: { url: 'https://harian.example/a.jpg', caption: 'true', credit: '0x10' },
  tags: ['satu, dua', 'satu', 'yes'],
  rights: '© 2022: semua hak',
  related: [{ title: 'null', url: 'https://harian.example/b' }],
  body: '<p>Isi.</p>',
  guesses: [],
}

/** Writes an imported article as a file and reads that back as sync does. */
function thereAndBack(article: ImportedArticle) {
  const mentions = new Mentions([])
  const written = toWritten(article, mentions, article.original, () => 'tag:x.example,2022:x')
  const registry = new Map(mentions.all.map((source) => [source.id, source]))
  const bytes = new TextEncoder().encode(articleText(written))
  const context = { registry, now: NOW, findMedia: () => failed('is not there') }
  const reading = readArticleFile(articlePathOf(written), bytes, context)
  if (!reading.ok) throw new Error(JSON.stringify(reading.failure))
  return reading.value.draft
}

describe('an imported article', () => {
  it('an imported article is read back from its file with every field as it was', () => {
    const { body, ...fields } = thereAndBack(ARTICLE)
    expect(body).toBe('<p>Isi.</p>')
    expect(fields).toMatchObject({
      id: ARTICLE.id,
      slug: 'satu-dua-tiga-4-lima',
      title: ARTICLE.title,
      published: ARTICLE.published,
      updated: ARTICLE.updated,
      summary: ARTICLE.summary,
      authors: ARTICLE.authors,
      publisher: { id: 'harian-baru', name: 'Harian Baru', home: 'https://harian.example/' },
      sources: [{ id: 'reuters', name: 'Reuters' }],
      original: ARTICLE.original,
      image: ARTICLE.image,
      tags: ['satu/dua', 'satu', 'yes'],
      rights: ARTICLE.rights,
      related: ARTICLE.related,
    })
  })

  it('an imported article has an id minted and its sources left out where it brings none', () => {
    const { id: _, updated: __, ...bare } = ARTICLE
    const draft = thereAndBack({ ...bare, sources: [], tags: [], authors: [], related: [] })
    expect(draft).toMatchObject({
      id: 'tag:x.example,2022:x',
      sources: [],
      tags: [],
      authors: [],
      related: [],
    })
  })

  it.each([
    [
      'text that looks like Markdown',
      '<p>1. *a* _b_ # c [d](e) `f` ~~g~~ &lt;h&gt; &amp;amp; \\ | - + =</p>',
    ],
    ['a line that looks like front matter', '<p>---</p><p>- a</p><p># b</p><p>1. c</p>'],
    ['lists in lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start="3"><li>d</li></ol>'],
    ['a quotation and a heading', '<h2>A</h2><blockquote><p>b</p><p>c</p></blockquote>'],
    [
      'links and emphasis',
      '<p><a href="https://x.example/a_(b)?c=1&amp;d=2">e <strong>f</strong></a> <em>g</em></p>',
    ],
    ['code', '<pre><code>a &lt;b&gt;\n  c\n</code></pre><p><code>d `e`</code></p>'],
    ['a table', '<table><tbody><tr><th>a</th><td>b &amp; c</td></tr></tbody></table>'],
    ['a figure', '<figure><img src="https://x.example/a.jpg" alt="b" /><figcaption>c</figcaption></figure>'],
    ['curly quotes and other scripts', '<p>“a" – مرحبا 🙂</p>'],
  ])('the body of an imported article keeps %s on its way through a file', (_, html) => {
    const squeezed = (text: string) => text.replace(/\s+/g, ' ').replace(/ </g, '<').trim()
    const clean = squeezed(cleanHtml(html, (url) => url))
    expect(squeezed(thereAndBack({ ...ARTICLE, body: html }).body)).toBe(clean)
  })
})
