import { describe, expect, it } from 'vitest'
import { aliasesOf, canonicalPage } from '../../../src/ingest/aliases.ts'

const LONG = 'Kabar yang cukup panjang untuk dikenali lagi. '.repeat(6)

describe('a page is the same', () => {
  it.each([
    'http://kantor.example/berita/1',
    'https://www.kantor.example/berita/1/',
    'https://KANTOR.example:443/berita/1#isi',
    'https://kantor.example/berita/1?utm_source=rss&utm_medium=feed&fbclid=x',
  ])('A page is the same as %s', (url) => {
    expect(canonicalPage(url)).toBe('kantor.example/berita/1')
  })

  it('A page is another one with another parameter, unless that is for tracking', () => {
    expect(canonicalPage('https://kantor.example/?id=1&utm_source=x')).toBe('kantor.example?id=1')
    expect(canonicalPage('https://kantor.example/?id=2')).toBe('kantor.example?id=2')
  })

  it('A home page is no page of a story', () => {
    expect(canonicalPage('https://kantor.example/?utm_source=rss#isi')).toBeUndefined()
  })
})

describe('a story is known again', () => {
  const wordsOf = async (body: string) => (await aliasesOf({ id: 'urn:x', body }))[1]

  it('A story is recognised by id, page and text', async () => {
    const article = { id: 'urn:x', original: 'https://kantor.example/1', body: LONG }
    expect(await aliasesOf(article)).toEqual([
      'id:urn:x',
      'page:kantor.example/1',
      expect.stringMatching(/^words:[0-9a-f]{32}$/),
    ])
  })

  it('A story is recognised by its words, whatever their markup, case, spaces and punctuation', async () => {
    const marked = `<p><b>${LONG.toUpperCase().replaceAll(' ', '&amp; ').replaceAll('.', ' —')}</b></p>`
    expect(await wordsOf(marked)).toBe(await wordsOf(LONG))
    expect(await wordsOf(`${LONG} Tidak.`)).not.toBe(await wordsOf(LONG))
  })

  it('A story is not recognised by a short text', async () => {
    expect(await aliasesOf({ id: 'urn:x', body: 'Isi menyusul.' })).toEqual(['id:urn:x'])
  })
})
