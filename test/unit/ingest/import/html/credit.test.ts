import { describe, expect, it } from 'vitest'
import type { ImportedArticle } from '../../../../../src/ingest/import/common/importer.ts'
import { htmlImporter } from '../../../../../src/ingest/import/html/import.ts'

const TEXT = `<p>${'Presiden bertemu tamunya di Moskow, kata juru bicara, yang tidak mau disebut. '.repeat(5)}</p>`
const META = `<meta property="og:title" content="Judul"><meta property="og:site_name" content="Kabar">
<meta property="article:published_time" content="2022-09-20T12:32:00+07:00">
<meta property="og:image" content="https://k.example/i.jpg">`

const page = (body: string, head = '') =>
  `<!DOCTYPE html><html lang="id"><head>${META}${head}</head><body><article><h1>Judul</h1>${body}</article></body></html>`
const linked = (more: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Judul', ...more })}</script>`

function only(text: string): ImportedArticle {
  const { articles, refused } = htmlImporter.read({ text, name: '-', url: 'https://kabar.example/berita/1' })
  const [article] = articles
  if (!article) throw new Error(JSON.stringify(refused))
  return article
}

describe('who made a page', () => {
  it('a contributor of schema.org has not digested the article, and what was guessed of him is told', () => {
    const { authors, guesses } = only(page(TEXT + TEXT, linked({ contributor: { name: 'Adi Foto' } })))
    expect(authors).toEqual([{ name: 'Adi Foto', role: 'editor' }])
    expect(guesses).toContain('Adi Foto, a contributor, was taken to be an editor.')
  })

  it('a contributor who publishes the description of an article has digested it', () => {
    const own = { contributor: { name: 'Warta' }, sdPublisher: { name: 'Warta' } }
    expect(only(page(TEXT + TEXT, linked(own))).authors).toEqual([{ name: 'Warta', role: 'digest' }])
  })

  it('an agency that stands where an author is asked for is a source', () => {
    const author = [
      { '@type': 'Person', name: 'Antara' },
      { '@type': 'Person', name: 'Sari' },
    ]
    expect(only(page(TEXT + TEXT, linked({ author })))).toMatchObject({
      authors: [{ name: 'Sari', role: 'reporter' }],
      sources: [{ name: 'Antara' }],
    })
  })

  it('authors keep their order, with or without a page of their own', () => {
    const author = [{ name: 'Cici', url: 'https://k.example/c' }, 'Ana', { name: 'Budi' }]
    expect(only(page(TEXT + TEXT, linked({ author }))).authors.map(({ name }) => name)).toEqual([
      'Cici',
      'Ana',
      'Budi',
    ])
  })

  it('microdata give author, publisher and the credit of the picture', () => {
    const text = `<div itemscope itemtype="https://schema.org/NewsArticle">
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Lintar Satria</b></span>
      <div itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="Republika">
        <a itemprop="url" href="https://www.republika.co.id/">x</a></div>
      <figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject"><img itemprop="url" src="/i.jpg">
        <figcaption itemprop="caption">Dua orang</figcaption><i itemprop="creditText">Foto: A. Foto</i></figure>
      ${TEXT}${TEXT}</div>`
    expect(only(page(text).replace(/<meta property="og:site_name"[^>]*>/, ''))).toMatchObject({
      authors: [{ name: 'Lintar Satria', role: 'reporter' }],
      publisher: { name: 'Republika', home: 'https://www.republika.co.id/' },
      image: { url: 'https://k.example/i.jpg', caption: 'Dua orang', credit: 'A. Foto' },
    })
  })

  it('visible lines "Reporter: …" and "Editor: …" count, and are no text', () => {
    const { authors, body } = only(
      page(`${TEXT}${TEXT}<p>Reporter: Sari dan Tono<br>Editor: Budi Cemara<br></p><p>Editor: Siapa?</p>`),
    )
    expect(authors).toEqual([
      { name: 'Sari', role: 'reporter' },
      { name: 'Tono', role: 'reporter' },
      { name: 'Budi Cemara', role: 'editor' },
    ])
    expect(body).not.toContain('Cemara')
    expect(body).toContain('Siapa?')
  })

  it('visible lines name nobody whom the metadata name otherwise', () => {
    const text = page(`${TEXT}${TEXT}<p>Reporter: Orang Lain</p>`, linked({ author: 'Sari' }))
    expect(only(text).authors).toEqual([{ name: 'Sari', role: 'reporter' }])
  })

  it('a dateline such as "Kupang (ANTARA) -" names the source, and stays in the text', () => {
    const { sources, body } = only(page(`<p>Kupang (ANTARA) - Gubernur menanam cabai.</p>${TEXT}${TEXT}`))
    expect(sources).toEqual([{ name: 'ANTARA' }])
    expect(body).toContain('Kupang (ANTARA) - Gubernur')
  })

  it('"Baca juga" is not body but related articles', () => {
    const { body, related } = only(
      page(`${TEXT}<p><strong>Baca juga: <a href="/b/2">Warga Menanam Cabai</a></strong></p>${TEXT}
        <h3>Baca Juga</h3><ul><li><a href="/b/3">Lurah Menanam Kopi</a></li></ul><p>Baca juga doa pagi, kata ustaz.</p>`),
    )
    expect(related).toEqual([
      { title: 'Warga Menanam Cabai', url: 'https://kabar.example/b/2' },
      { title: 'Lurah Menanam Kopi', url: 'https://kabar.example/b/3' },
    ])
    expect(body).not.toMatch(/Cabai|Kopi|<h3>/)
    expect(body).toContain('Baca juga doa pagi')
  })
})
