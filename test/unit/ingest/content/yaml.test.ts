import { describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/ingest/content/yaml.ts'

/** A text with something on every line that a fault could be about. Lines count from 0. */
const NESTED = `# a comment
title: "two
  lines"
authors:
  - name: Lintar Satria
    role: reporter
  - { name: Friska, role: editor }
tags: [a, b,
  c]
image:
  credit: |
    name: not a field
  alt: x
`

function lineOf(text: string, path: readonly (string | number)[]): number {
  const read = readYaml(text)
  if (!read.ok) throw new Error(read.failure.message)
  return read.value.lineOf(path)
}

describe('the line of a YAML field', () => {
  it.each([
    [['title'], 1],
    [['authors'], 3],
    [['authors', 0], 4],
    [['authors', 0, 'role'], 5],
    [['authors', 1, 'role'], 6],
    [['tags', 1], 7],
    [['tags', 2], 8],
    [['image', 'credit'], 10],
    [['image', 'alt'], 12],
  ] as const)('The line of %j is %i', (path, line) => {
    expect(lineOf(NESTED, path)).toBe(line)
  })

  it('The line of a missing field is that of the nearest thing which should hold it', () => {
    expect(lineOf(NESTED, ['authors', 0, 'url'])).toBe(4)
    expect(lineOf(NESTED, ['authors', 9, 'name'])).toBe(3)
    expect(lineOf(NESTED, ['image', 'width'])).toBe(9)
    expect(lineOf(NESTED, ['title', 'deeper', 3])).toBe(1)
    expect(lineOf(NESTED, ['language'])).toBe(1)
  })

  it('The line of a field is found where its name is written in quotes', () => {
    expect(lineOf('a: 1\n"b c": 2\n', ['b c'])).toBe(1)
  })
})

describe('a YAML text', () => {
  it('YAML keeps dates and versions as text and numbers as numbers', () => {
    const read = readYaml('day: 2022-09-20\ntime: 2022-09-20T12:32:00+07:00\nwidth: 1200\n')
    expect(read.ok && read.value.value).toEqual({
      day: '2022-09-20',
      time: '2022-09-20T12:32:00+07:00',
      width: 1200,
    })
  })

  it('YAML with an alias is refused, with its line', () => {
    expect(readYaml('a: &one x\nb:\n  - *one\n')).toEqual({
      ok: false,
      failure: { line: 2, message: 'has a YAML alias (*name); write the value out instead' },
    })
  })

  // Ten aliases a level: a few hundred bytes that would be gigabytes as a value.
  it('YAML that grows without end through aliases is refused before it grows', () => {
    const levels = Array.from({ length: 10 }, (_, n) => {
      const items =
        n === 0
          ? 'x'
          : Array(10)
              .fill(`*l${n - 1}`)
              .join(', ')
      return `l${n}: &l${n} [${items}]`
    })
    expect(readYaml(levels.join('\n'))).toMatchObject({ ok: false, failure: { line: 1 } })
  })

  it.each([
    ['an open list', 'a: 1\ntags: [x, y\n', 2],
    ['a name given twice', 'a: 1\nb: 2\na: 3\n', 2],
    ['a tab for indentation', 'a:\n\tb: 1\n', 1],
    ['a tag that makes objects', 'a: !!js/function x\n', 0],
    ['a second document', 'a: 1\n--- x\n', 1],
    ['nothing at all', '', 0],
  ])('YAML with %s is a fault with its line', (_what, text, line) => {
    const read = readYaml(text)
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(read.failure.message).toMatch(/^is not valid YAML: .+/)
    expect(Math.abs(read.failure.line - line)).toBeLessThanOrEqual(1)
  })

  it('YAML nested deeper than anybody writes is a fault, not a crash', () => {
    expect(readYaml(`a: ${'['.repeat(50_000)}`)).toMatchObject({ ok: false })
  })
})
