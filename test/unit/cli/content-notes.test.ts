import { describe, expect, it } from 'vitest'
import { notesOn } from '../../../src/cli/content-notes.ts'
import { readArticleFile } from '../../../src/ingest/content/article-file.ts'
import { success } from '../../../src/model/result.ts'

const PICTURE = success({ path: '/media/x.png', type: 'image/png', width: 200, height: 100, digest: 'x' })

/** The notes on a file with these fields and this text. */
function notes(fields: string, body = 'Isi.'): string[] {
  const text = `---\nid: urn:x:1\ntitle: Judul\nlanguage: id\npublished: 2022-09-20T12:32:00+07:00\npublisher: a\n${fields}---\n${body}\n`
  const read = readArticleFile('x.md', new TextEncoder().encode(text), {
    registry: new Map([['a', { id: 'a', name: 'A' }]]),
    now: Date.UTC(2030, 0, 1),
    findMedia: () => PICTURE,
  })
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return notesOn(read.value)
}

describe('the notes on a file', () => {
  it('An image without alt is a warning with its line, and one that has it is none', () => {
    expect(notes('image: { file: x.png }\n')).toEqual([
      ':7: image: has no alt; say what it shows, for people who do not see it',
    ])
    expect(notes('image: { file: x.png, alt: Peta }\n')).toEqual([])
    expect(notes('image: { credit: Seorang fotografer }\n')).toEqual([])
  })

  it('Pictures of the text without an alt are counted, and the first one is not named twice', () => {
    expect(notes('', '![](x.png)\n\nIsi.')).toEqual([
      expect.stringMatching(/^: shows a picture without an alt; say/),
    ])
    expect(notes('', 'Isi ![Peta](x.png) ![](x.png) <img src="x.png">')).toEqual([
      expect.stringMatching(/^: shows 2 pictures without an alt/),
    ])
  })

  it('Elements that no reader shows, and an id that is still to be minted, are told too', () => {
    expect(notes('', '<svg></svg><svg></svg>')).toEqual([
      ': shows nothing of 2 times <svg>, which feed readers leave out',
    ])
  })
})
