import { describe, expect, it } from 'vitest'
import type { ImportedArticle } from '../../../../../src/ingest/import/common/importer.ts'
import { pageTextImporter } from '../../../../../src/ingest/import/page-text/import.ts'

const FIRST = 'Buah pertama dipetik kemarin.'
const LAST = 'Kebun itu dibuka untuk umum.'

interface Parts {
  readonly date?: string
  readonly names?: string
  readonly start?: string
  readonly end?: string
}

const text = ({
  date = 'Rabu 5 Jul 2023 08:07 WIB',
  names = 'Rep: Sari/ Red: Budi',
  start,
  end = '',
}: Parts) =>
  [
    date,
    '',
    'Kebun Kota Mulai Berbuah',
    '',
    names,
    '',
    start ?? `REPUBLIKA.CO.ID, KOTA -- ${FIRST}`,
    LAST,
    end,
  ].join('\n')

function article(parts: Parts): ImportedArticle {
  const { articles, refused } = pageTextImporter.read({ text: text(parts), name: '-' })
  const [one] = articles
  if (!one) throw new Error(refused[0]?.reason)
  return one
}

describe('who made a page of text', () => {
  it('"Oleh : Prof …" is a byline and no caption, and what somebody is besides is no name', () => {
    const read = article({ names: 'Oleh : Prof Budi Cemara, Guru Besar IPB' })
    expect(read.authors).toEqual([{ name: 'Prof Budi Cemara', role: 'reporter' }])
    expect(read).not.toHaveProperty('image')
  })

  it('"Editor: …?" in an interview is text', () => {
    const question = 'Editor: Bagaimana Anda memulai kebun itu?'
    const { authors, body } = article({ end: question })
    expect(authors.map(({ name }) => name)).toEqual(['Sari', 'Budi'])
    expect(body).toContain(`<p>${question}</p>`)
    expect(article({ end: 'Editor: Kami mulai dengan sedikit sekali benih.' }).body).toContain(
      '<p>Editor: Kami',
    )
  })

  it('"Rep: Antara" names an agency', () => {
    expect(article({ names: 'Rep: Antara/ Red: Budi', end: 'sumber : Reuters' })).toMatchObject({
      authors: [{ name: 'Budi', role: 'editor' }],
      sources: [{ name: 'Antara' }, { name: 'Reuters' }],
    })
  })

  it('an outlet that is quoted is not the publisher', () => {
    const start = `KOTA -- ${FIRST}`
    const quoted = { text: text({ start, end: 'Hal itu dikutip republika.co.id, Rabu.' }), name: '-' }
    expect(pageTextImporter.read(quoted).refused[0]?.reason).toMatch(/no publisher/)
    expect(article({ start, end: 'Republika.co.id' }).publisher.name).toBe('Republika')
    expect(article({ start, end: 'https://www.republika.co.id/berita/a1' }).publisher.name).toBe('Republika')
  })

  it('"Kupang (ANTARA) -" names the source and the city', () => {
    const read = article({
      start: `Kupang (ANTARA) - ${FIRST}`,
      end: 'https://www.republika.co.id/berita/a1',
    })
    expect(read).toMatchObject({ dateline: 'Kupang', sources: [{ name: 'ANTARA' }] })
    expect(read.body).toContain(`<p>${FIRST}</p>`)
    expect(article({ start: `REPUBLIKA.CO.ID, KUPANG (ANTARA) -- ${FIRST}` })).toMatchObject({
      dateline: 'Kupang',
      sources: [{ name: 'ANTARA' }],
    })
  })

  it('"Reporting by …; editing by …" at the end is read', () => {
    const end = '(Reporting by Jane Doe in Kota and Bo Ray; Editing by John Roe)'
    expect(article({ end }).authors.slice(2)).toEqual([
      { name: 'Jane Doe', role: 'reporter' },
      { name: 'Bo Ray', role: 'reporter' },
      { name: 'John Roe', role: 'editor' },
    ])
  })

  it.each([
    ['Wednesday, 05 Jul 2023 08:07 WIB', '2023-07-05T08:07:00+07:00', 420],
    ['Wednesday 5 July 2023 01:07 GMT', '2023-07-05T01:07:00Z', 0],
    ['Rabu 5 Oct 2023 08:07 WIB', '2023-10-05T08:07:00+07:00', 420],
  ])('the English day, month or zone of the date line "%s" is read', (date, time, offset) => {
    expect(article({ date }).published).toEqual({ instant: Date.parse(time), offset })
  })

  it('a line of a live blog that is a date stays in the text', () => {
    const end = 'Rabu 5 Jul 2023 09:15 WIB\n\nPengunjung pertama datang.'
    const { body, published } = article({ end })
    expect(body).toContain('<p>Rabu 5 Jul 2023 09:15 WIB</p>\n<p>Pengunjung pertama datang.</p>')
    expect(published.instant).toBe(Date.parse('2023-07-05T08:07:00+07:00'))
  })
})
