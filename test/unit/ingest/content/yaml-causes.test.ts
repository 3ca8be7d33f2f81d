import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { readYaml } from '../../../../src/ingest/content/yaml.ts'

/** What is said of a text that is not YAML, and on which line. */
function faultOf(text: string): string {
  const read = readYaml(text)
  if (read.ok) throw new Error(`${text} is YAML`)
  return `${read.failure.line}: ${read.failure.message}`
}

describe('the likely cause of what is not YAML', () => {
  it.each([
    ['title: Rusia: dan China', 'there is a colon in "title"'],
    ['title: "Rusia" dan China', 'there is a " at the beginning of "title"'],
    ["title: 'Itu 'kan' baik", `there is a ' at the beginning of "title"`],
    ['title: @warta dan: kita', '"title" begins with a @'],
    ['title: `kode`', '"title" begins with a `'],
    ['title: - satu', '"title" begins with a -'],
    ['title: [a] dan "b"', 'there is a [ at the beginning of "title"'],
    ['title: * bintang', '"title" begins with a *'],
    ['title: C:\\data: berkas', 'there is a colon in "title"'],
  ])('A value that has to be in quotes is shown in them, and these are right: %s', (line, cause) => {
    const fault = faultOf(`language: id\n${line}\npublisher: republika\n`)
    expect(fault).toContain(`1: is not valid YAML: ${cause}`)
    const quoted = /write all of it in quotes, (title: .*)$/.exec(fault)?.[1] ?? ''
    expect(load(quoted)).toEqual({ title: line.slice('title: '.length) })
  })

  it.each([
    ["'Don't'", `"Don't"`, "Don't"],
    ['"He said "no" to it"', `'He said "no" to it'`, 'He said "no" to it'],
    ['"Satu" dan "dua"', `'"Satu" dan "dua"'`, '"Satu" dan "dua"'],
  ])('A mark inside of its own quotes is told with what was meant: %s', (value, shown, meant) => {
    const fault = faultOf(`language: id\ntitle: ${value}\npublisher: republika\n`)
    expect(fault).toMatch(/^1: is not valid YAML: there is a . inside of "title", which ends it there: /)
    expect(fault.endsWith(`write all of it in quotes, title: ${shown}`)).toBe(true)
    expect(load(`title: ${shown}`)).toEqual({ title: meant })
  })

  it('A field that begins further in than the one above it is told so', () => {
    expect(faultOf('title: Judul\n language: id\n')).toBe(
      '1: is not valid YAML: the line begins with spaces, and the field above it has its value already: take them out',
    )
  })

  it('A quotation mark that is not closed, a missing space and a tab are named', () => {
    expect(faultOf('title: "tak ditutup\nlanguage: id\n')).toContain(
      'a " is opened and not closed in "title"',
    )
    expect(faultOf('language: id\ntitle:Judul\npublisher: x\n')).toContain(
      'a space is missing after "title:"',
    )
    expect(faultOf('tags: [a, b\nlanguage: id\n')).toContain('a [ is opened and not closed in "tags"')
    expect(faultOf('authors:\n\t- name: x\n')).toContain('a line begins with a tab')
  })

  it('Where nothing of that is likely, the words of the parser stand', () => {
    expect(faultOf('- x\na: 1\n')).toContain('mend the text here')
  })
})
