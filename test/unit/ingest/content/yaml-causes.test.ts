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
