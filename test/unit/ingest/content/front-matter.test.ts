import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../../src/ingest/content/front-matter.ts'

function read(source: string) {
  const parts = readFrontMatter(source)
  if (!parts.ok) throw new Error(parts.failure.message)
  return parts.value
}

describe('front matter', () => {
  it('Front matter is parted from the body, both with their lines in the file', () => {
    const parts = read('---\ntitle: x\nlanguage: id\n---\nBody\n')
    expect(parts.value).toEqual({ title: 'x', language: 'id' })
    expect(parts.body).toBe('Body\n')
    expect(parts.lineOf(['language'])).toBe(3)
    expect(parts.bodyLine).toBe(5)
  })

  it.each([
    ['a byte order mark', '\uFEFF---\ntitle: x\n---\nBody\n'],
    ['the line ends of Windows', '---\r\ntitle: x\r\n---\r\nBody\r\n'],
    ['the line ends of old Macs', '---\rtitle: x\r---\rBody\r'],
    ['spaces behind the fences', '---  \ntitle: x\n---\t\nBody\n'],
  ])('Front matter is read with %s', (_what, source) => {
    const parts = read(source)
    expect(parts.value).toEqual({ title: 'x' })
    expect(parts.body).toBe('Body\n')
    expect(parts.bodyLine).toBe(4)
  })

  it('Front matter ends at its second fence, so that --- in the body is a rule', () => {
    expect(read('---\ntitle: x\n---\nabove\n\n---\n\nbelow\n').body).toBe('above\n\n---\n\nbelow\n')
  })

  it('Front matter does not end at dashes inside a value', () => {
    const parts = read('---\ntitle: a --- b\nsummary: |\n  x\n  ---\n  y\n---\nBody\n')
    expect(parts.value).toEqual({ title: 'a --- b', summary: 'x\n---\ny\n' })
    expect(parts.body).toBe('Body\n')
  })

  it('Front matter may end the file, without a body or a line end', () => {
    expect(read('---\ntitle: x\n---').body).toBe('')
  })

  it('Front matter of comments alone is a fault of the file, not a crash', () => {
    expect(readFrontMatter('---\n# nothing yet\n---\nBody\n').ok).toBe(false)
  })

  it.each([
    ['no fence', 'title: x\n\nBody\n'],
    ['no second fence', '---\ntitle: x\n\nBody\n'],
    ['four dashes', '----\ntitle: x\n----\nBody\n'],
    ['text before the first fence', 'hello\n---\ntitle: x\n---\nBody\n'],
    ['nothing in it', ''],
  ])('Front matter is missing in a file with %s', (_what, source) => {
    expect(readFrontMatter(source)).toEqual({
      ok: false,
      failure: {
        line: 1,
        message: 'has no front matter; begin the file with --- and end the fields with another ---',
      },
    })
  })

  it('Broken YAML in front matter is told with its line in the file', () => {
    expect(readFrontMatter('---\ntitle: x\nlanguage: id\ntitle: y\n---\n')).toMatchObject({
      ok: false,
      failure: { line: 4, message: expect.stringContaining('is not valid YAML') },
    })
  })

  it('Front matter of more than 100,000 characters is refused', () => {
    const summary = 'x'.repeat(100_000)
    expect(readFrontMatter(`---\nsummary: ${summary}\n---\n`)).toMatchObject({
      ok: false,
      failure: { line: 1, message: expect.stringContaining('more than 100000 characters') },
    })
  })
})
