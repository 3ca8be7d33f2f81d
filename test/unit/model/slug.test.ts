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
  ])('the name %j has the slug %j', (name, slug) => {
    expect(slugify(name)).toBe(slug)
  })

  it('a slug is empty where no letter or digit is left', () => {
    expect(slugify('!?… 😀')).toBe('')
  })

  it('a long slug ends at the limit, and not with a hyphen', () => {
    expect(slugify('a'.repeat(SLUG_LIMIT + 50))).toBe('a'.repeat(SLUG_LIMIT))
    expect(slugify(`${'a'.repeat(SLUG_LIMIT - 1)} b`)).toBe('a'.repeat(SLUG_LIMIT - 1))
  })

  it('the limit of a slug is counted in characters, so that none is cut in half', () => {
    expect(slugify('𐐨'.repeat(SLUG_LIMIT + 1))).toBe('𐐨'.repeat(SLUG_LIMIT))
  })

  it('the slug of a slug is the same slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const slug = slugify(name)
        expect(slugify(slug)).toBe(slug)
      }),
      { numRuns: 200 },
    )
  })

  it('an ASCII name has the same slug alone as beside a letter that is not ASCII', () => {
    const names = fc.string({ unit: 'grapheme-ascii', maxLength: 60 })
    fc.assert(
      fc.property(names, (name) => {
        expect(slugify(`é-${name}`)).toBe(`é-${slugify(name)}`.replace(/-$/, ''))
      }),
    )
  })
})
