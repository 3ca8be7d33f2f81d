import { describe, expect, it } from 'vitest'
import { looksForSomething, readSearch } from '../../../src/model/search-query.ts'

const textOf = (typed: string) => {
  const query = readSearch(typed)
  return query.ok ? query.value.text : query.failure.kind
}

describe('readSearch', () => {
  it.each([
    ['Putin  KTT', 'putin ktt'],
    ['putin putin PUTIN', 'putin'],
    ['"Luar Negeri"', '"luar negeri"'],
    ['“luar negeri”', '"luar negeri"'],
    ['"luar negeri', '"luar negeri"'],
    ['anak-anak', '"anak anak"'],
    ['-sepak bola', '-sepak bola'],
    ['-"sepak bola" liga', '-"sepak bola" liga'],
    ['diplo*', 'diplo*'],
    ['dip*', 'dip'],
    ['luar-nege*', 'luar-nege*'],
    ['"diplo*"', 'diplo'],
    ['ＫＴＴ', 'ktt'],
    ['政府 经济*', '政府 经济'],
    ['中华人民共和*', '中华人民共和'],
    ['الكتاب*', 'الكتاب*'],
    ['😀 ! "" - *', ''],
    ['a:b AND (c)', '"a b" and c'],
  ])('the search %s is written %s', (typed, canonical) => {
    expect(textOf(typed)).toBe(canonical)
    expect(textOf(canonical)).toBe(canonical)
  })

  it('a search that only leaves words out looks for nothing', () => {
    const looks = (typed: string) => {
      const query = readSearch(typed)
      return query.ok && looksForSomething(query.value)
    }
    expect(['a', '-a b', '"a'].map(looks)).toEqual([true, true, true])
    expect(['', '-a', '-"a b" -c', '?'].map(looks)).toEqual([false, false, false, false])
  })
})
