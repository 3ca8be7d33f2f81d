import { describe, expect, it } from 'vitest'
import { keywordsIn, subjectsIn, tagsOf } from '../../../../../src/ingest/import/common/subjects.ts'

describe('tags', () => {
  it('the name of a subject stays one tag, written so that readers do not part it', () => {
    expect(tagsOf(['economy, business and finance', 'a|b', 'Asia', ' asia ', '', '-', ', x,'])).toEqual([
      'economy/business and finance',
      'a/b',
      'Asia',
      'x',
    ])
  })

  it('tags come out of a second reading as they went in', () => {
    const tags = tagsOf(['arts, culture, entertainment and media', 'dunia'])
    expect(tagsOf(tags)).toEqual(tags)
  })

  it('a list of keywords is parted at commas and bars', () => {
    expect(tagsOf(keywordsIn('dunia, asia|Dunia'))).toEqual(['dunia', 'asia'])
  })

  it.each([
    ['Economy, Business and Finance', 1],
    ['ekonomi, bisnis dan keuangan', 1],
    ['Kunst, Kultur & Medien', 1],
    ['dunia, asia, politik', 3],
    ['black and white, photo', 2],
    ['a, b and c|d', 3],
    ['dunia', 1],
  ])('the category "%s" names %i subjects', (category, count) => {
    expect(subjectsIn(category)).toHaveLength(count)
  })

  it('tags stay within what an article may hold', () => {
    const tags = tagsOf(['a'.repeat(200), ...Array.from({ length: 2000 }, (_, n) => `tag ${n}`)])
    expect(tags).toHaveLength(50)
    expect(tags[0]).toBe('tag 0')
    expect(tagsOf([`${'kata '.repeat(30)}, dunia`])).toEqual(['dunia'])
  })
})
