import { describe, expect, it } from 'vitest'
import { tagsOf } from '../../../../../src/ingest/import/common/names.ts'

describe('tags', () => {
  it('a list of keywords is parted at commas and bars, and each tag is kept once whatever its case', () => {
    expect(tagsOf(['dunia, asia|Dunia', ' Asia ', '', '-'])).toEqual(['dunia', 'asia'])
  })

  it('tags stay within what an article may hold', () => {
    const tags = tagsOf(['a'.repeat(200), ...Array.from({ length: 2000 }, (_, n) => `tag ${n}`)])
    expect(tags).toHaveLength(50)
    expect(tags[0]).toBe('tag 0')
  })
})
