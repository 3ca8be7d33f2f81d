import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from '../../../../src/ingest/content/utf8-file.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('bytes of a file', () => {
  it.each(['', 'plain', 'é 漢 😀\n𝕏', 'line\nline\n'])('that are UTF-8 come back as text: %j', (text) => {
    expect(decodeUtf8(utf8(text))).toEqual({ ok: true, text })
  })

  it('lose their byte order mark', () => {
    expect(decodeUtf8(utf8('\uFEFFx'))).toEqual({ ok: true, text: 'x' })
  })

  it.each([
    ['Latin-1 on the first line', [0x63, 0x61, 0x66, 0xe9, 0x0a, 0x78], 1],
    ['a stray byte on the third line', [0x61, 0x0a, 0x62, 0x0a, 0xff, 0x0a], 3],
    ['a character that the end of the file cuts', [0x61, 0x0a, 0xf0, 0x9f, 0x98], 2],
    ['a surrogate', [0x0a, 0xed, 0xa0, 0x80], 2],
    ['an overlong form of /', [0xc0, 0xaf], 1],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 1],
  ])('with %s are refused, with the line', (_what, bytes, line) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual({ ok: false, line })
  })
})
