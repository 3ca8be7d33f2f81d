import { describe, expect, it } from 'vitest'
import { json, only, withTitle } from '../../../../support/upstream-feed.ts'

describe('who made an item of a feed', () => {
  const names = (text: string) => only(text).authors.map(({ name }) => name)

  it('authors of an item keep their order, with or without a page of their own', () => {
    const authors = [
      { name: 'Cici', url: 'https://k.example/c' },
      { name: 'Ana' },
      { name: 'Budi', url: 'https://k.example/b' },
    ]
    expect(names(json({ title: 'x', date_published: '2022-09-20T12:32:00Z', authors }))).toEqual([
      'Cici',
      'Ana',
      'Budi',
    ])
  })

  it('an agency that stands where an author is asked for is a source', () => {
    expect(only(withTitle('<dc:creator>Antara</dc:creator>'))).toMatchObject({
      authors: [],
      sources: [{ name: 'Antara' }],
    })
  })

  it('the dateline, the last line and "Baca juga" of a text are read', () => {
    const text = `<p>Kupang (ANTARA) - Isi.</p><p>Baca juga: <a href="b/2">Warga Menanam Cabai</a></p>
      <p>(Reporting by Jane Doe; Editing by John Roe)</p>`
    const article = only(
      withTitle(`<link>https://k.example/a/1</link><content:encoded><![CDATA[${text}]]></content:encoded>`),
    )
    expect(article).toMatchObject({
      authors: [
        { name: 'Jane Doe', role: 'reporter' },
        { name: 'John Roe', role: 'editor' },
      ],
      sources: [{ name: 'ANTARA' }],
      related: [{ title: 'Warga Menanam Cabai', url: 'https://k.example/a/b/2' }],
    })
    expect(article.body).not.toContain('Baca juga')
  })
})
