import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerptAround, highlight, type Piece } from '../../../src/model/highlight.ts'
import { readSearch, type SearchQuery } from '../../../src/model/search-query.ts'

function query(typed: string): SearchQuery {
  const search = readSearch(typed)
  if (!search.ok) throw new Error(search.failure.kind)
  return search.value
}

const write = (pieces: readonly Piece[] | undefined) =>
  pieces?.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

describe('highlight', () => {
  it.each([
    ['Kata demi kata', 'kata', '[Kata] demi [kata]'],
    ['perkataan', 'kata', 'perkataan'],
    ['Café, cafe\u0301!', 'CAFE', '[Café], [cafe\u0301]!'],
    ['luar, luar negeri', '"luar negeri"', 'luar, [luar negeri]'],
    ['Anak-anak dan anak', 'anak-anak', '[Anak-anak] dan anak'],
    ['Diplomat dan diplomasi', 'diplom*', '[Diplomat] dan [diplomasi]'],
    ['satu dua', '-dua satu', '[satu] dua'],
    ['satu dua tiga', '"satu dua" satu tiga', '[satu dua] [tiga]'],
    ['', 'satu', ''],
    ['新政府宣布', '政府', '新[政府]宣布'],
    ['今年のｶﾞｽ料金', 'ガス', '今年の[ｶﾞｽ]料金'],
    ['ประชาชนต้องการน้ำสะอาด', 'น้ำ', 'ประชาชนต้องการ[น้ำ]สะอาด'],
    ['정부는 밝혔다', '정부', '[정부]는 밝혔다'],
    ['قرأت والكِتاب', 'كتاب', 'قرأت [والكِتاب]'],
    ['GDP增长', 'gdp', '[GDP]增长'],
  ])('the text "%s", searched for %s, is highlighted as "%s"', (text, typed, marked) => {
    expect(write(highlight(text, query(typed)))).toBe(marked)
  })

  it('the pieces of a highlighted text are the whole text, whatever it is', () => {
    const word = fc.oneof(
      fc.constantFrom('kata', 'Café', ' ', '-', '\u0301', '😀'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('')
        const pieces = highlight(text, query('kata "cafe kata" cafe'))
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        const cut = excerptAround(text, query('kata'), 40)
        if (!cut) return
        const inner = cut.filter((piece) => piece.text !== '…' || text.includes('…'))
        expect(text).toContain(inner.map((piece) => piece.text).join(''))
        expect(cut.some(({ marked }) => marked)).toBe(true)
      }),
    )
  })
})

describe('excerptAround', () => {
  const long = `${'awal '.repeat(100)}di sini kata kunci itu ${'akhir '.repeat(100)}`

  it('an excerpt is cut at words around the first match, with an ellipsis where something is missing', () => {
    const text = String(write(excerptAround(long, query('kunci'), 200)))
    expect(text).toMatch(/^…awal (?:awal )*di sini kata \[kunci\] itu (?:akhir )*akhir…$/)
    expect(text.length).toBeLessThan(210)
  })

  it('an excerpt is the whole text where that is short, and there is none where nothing matches', () => {
    expect(write(excerptAround('satu kata', query('kata'), 200))).toBe('satu [kata]')
    expect(excerptAround(long, query('tidak'), 200)).toBeUndefined()
  })

  it('an excerpt of a text without spaces has what stands around the match, cut between two letters', () => {
    const text = `${'前𠮷'.repeat(100)}政府${'后𠮷'.repeat(100)}`
    const found = String(write(excerptAround(text, query('政府'), 200)))
    expect(found).toMatch(/^…(?:𠮷?(?:前𠮷){15,})\[政府\](?:(?:后𠮷){30,}后?)…$/u)
    expect(found.length).toBeLessThan(210)
  })

  it('an excerpt holds its match even where that is longer than the excerpt may be', () => {
    const word = 'k'.repeat(150)
    expect(write(excerptAround(`awal ${word} akhir`, query(word), 50))).toContain(`[${word}]`)
  })
})
