import { describe, expect, it } from 'vitest'
import { readSearch } from '../../../../src/model/search-query.ts'
import { partsOf } from '../../../../src/storage/read/search-expression.ts'

const CHANNELS = {
  base: { key: 1, kind: 'all', slug: '', title: '', language: null },
  included: [],
  excluded: [],
  revision: 0,
} as unknown as Parameters<typeof partsOf>[1]

/** What a search is made of, where the index knows no word of its beginnings. */
function parts(typed: string) {
  const search = readSearch(typed)
  if (!search.ok) throw new Error(typed)
  return partsOf(search.value, CHANNELS, { words: new Map(), isCut: false })
}

describe('the words by which a search is bounded', () => {
  it('A word in Hindi counts as the several words that FTS5 makes of it, so that its search is bounded too', () => {
    const { wanted, words, sizes } = parts('हिन्दी')
    expect(wanted).toEqual(['"हिन्दी"'])
    expect(words).toEqual(['"ह"', '"न"', '"द"'])
    expect(sizes).toEqual([1, 1, 1])
  })

  it('A letter that FTS5 takes for a sign is no word, which would stand in no article and leave the search without bounds', () => {
    const { words, sizes } = parts('ᦅᦳ gas')
    expect(words).toEqual(['"ᦅ"', '"gas"'])
    expect(sizes).toEqual([1, 1])
  })

  it('The beginning of a word with signs is what stands behind the last of them', () => {
    expect(parts('समाचार*').words).toEqual(['"सम"', '"च"', '"र" *'])
  })

  it('A letter with an accent is one word, composed or not', () => {
    expect(parts('x̂y').words).toEqual(['"x̂y"'])
    expect(parts('café').sizes).toEqual([1])
  })
})
