import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SLUG_LIMIT, slugify } from '../../../src/model/slug.ts'

describe('slugify', () => {
  it.each([
    ['Lintar Satria', 'lintar-satria'],
    ['  Luar   Negeri! ', 'luar-negeri'],
    ["Ma'ruf Amin, K.H.", 'ma-ruf-amin-k-h'],
    ['ＳＣＯ ２０２２', 'sco-2022'],
    ['ﬁnansial', 'finansial'],
    ['Élysée', 'élysée'],
    ['E\u0301lyse\u0301e', 'élysée'],
    ['العربية اليوم', 'العربية-اليوم'],
    ['習近平', '習近平'],
    ['हिन्दी', 'हिन्दी'],
    ['a_b/c|d', 'a-b-c-d'],
  ])('makes of %j the slug %j', (name, slug) => {
    expect(slugify(name)).toBe(slug)
  })

  it('is empty where no letter or digit is left', () => {
    expect(slugify('!?… 😀')).toBe('')
  })

  it('ends at the limit and not with a hyphen', () => {
    expect(slugify('a'.repeat(SLUG_LIMIT + 50))).toBe('a'.repeat(SLUG_LIMIT))
    expect(slugify(`${'a'.repeat(SLUG_LIMIT - 1)} b`)).toBe('a'.repeat(SLUG_LIMIT - 1))
  })

  it('counts the limit in characters, so that none is cut in half', () => {
    expect(slugify('𐐨'.repeat(SLUG_LIMIT + 1))).toBe('𐐨'.repeat(SLUG_LIMIT))
  })

  it('gives for its own slug the same slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const slug = slugify(name)
        expect(slugify(slug)).toBe(slug)
      }),
      { numRuns: 200 },
    )
  })

  it('makes of an ASCII name what it makes of it beside a letter that is none', () => {
    const names = fc.string({ unit: 'grapheme-ascii', maxLength: 60 })
    fc.assert(
      fc.property(names, (name) => {
        expect(slugify(`é-${name}`)).toBe(`é-${slugify(name)}`.replace(/-$/, ''))
      }),
    )
  })
})
