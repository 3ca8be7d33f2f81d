import { describe, expect, it } from 'vitest'
import { formatFault } from '../../../src/model/result.ts'

describe('formatFault', () => {
  const fault = {
    file: 'content/articles/2022/09/x.md',
    line: 4,
    field: 'authors[0].role',
    message: 'is bad',
  }

  it('a fault is one line: file, line, field and what is wrong', () => {
    expect(formatFault(fault)).toBe('content/articles/2022/09/x.md:4: authors[0].role: is bad')
  })

  it('a fault that is in no field names none', () => {
    expect(formatFault({ ...fault, field: '-' })).toBe('content/articles/2022/09/x.md:4: is bad')
  })
})
