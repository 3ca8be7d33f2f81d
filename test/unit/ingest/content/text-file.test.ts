import { describe, expect, it } from 'vitest'
import { readText } from '../../../../src/ingest/content/text-file.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('the text of a file', () => {
  it.each(['', 'plain', 'é 漢 😀\n𝕏', 'line\nline\n'])(
    'The text of a file is what its bytes say as UTF-8: %j',
    (text) => {
      expect(readText(utf8(text))).toEqual({ ok: true, value: text })
    },
  )

  it('The text of a file has no byte order mark', () => {
    expect(readText(utf8('\uFEFFx'))).toEqual({ ok: true, value: 'x' })
  })

  it.each([
    ['Latin-1 on the first line', [0x63, 0x61, 0x66, 0xe9, 0x0a, 0x78], 1],
    ['a stray byte on the third line', [0x61, 0x0a, 0x62, 0x0a, 0xff, 0x0a], 3],
    ['a character that the end of the file cuts', [0x61, 0x0a, 0xf0, 0x9f, 0x98], 2],
    ['a surrogate', [0x0a, 0xed, 0xa0, 0x80], 2],
    ['an overlong form of /', [0xc0, 0xaf], 1],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 1],
  ])('A file is refused, with the line, where its bytes are no UTF-8: %s', (_what, bytes, line) => {
    const message = 'has bytes that are not UTF-8; save the file as UTF-8'
    expect(readText(Uint8Array.from(bytes))).toEqual({ ok: false, failure: { line, message } })
  })
})
