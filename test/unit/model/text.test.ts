import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerpt, oneLine, storable, utf8Length } from '../../../src/model/text.ts'

describe('storable', () => {
  it('drops what XML 1.0 cannot hold', () => {
    expect(storable('a\u0000\u0003\u0008\u000B\u000C\u000E\u001A\u001Fb')).toBe('ab')
    expect(storable('a\uFFFE\uFFFFb')).toBe('ab')
  })

  it('drops lone surrogates, in either half', () => {
    expect(storable('a\uD83Db')).toBe('ab')
    expect(storable('a\uDE00b')).toBe('ab')
    expect(storable('\uDE00\uD83D')).toBe('')
  })

  it.each([
    ['tab, newline and return', 'a\tb\nc\r\nd'],
    ['emoji and the last code point', '😀 \u{10FFFF}'],
    ['right-to-left text with its marks', '\u202Eالعربية\u202C'],
    ['the replacement character', '\uFFFD'],
    ['line separators and C1 controls', '\u0085\u2028\u009F\u007F'],
    ['private use and noncharacters that XML allows', '\uE000\uFDD0'],
    ['markup', ']]> </script> &amp; <b> "\''],
  ])('keeps %s', (_, text) => {
    expect(storable(text)).toBe(text)
  })

  it('decides every single UTF-16 unit as production [2] of XML 1.0 does', () => {
    const kept = Array.from({ length: 0x1_0000 }, (_, unit) => unit).filter(
      (unit) => storable(String.fromCharCode(unit)) !== '',
    )
    expect(kept).toHaveLength(3 + (0xd800 - 0x20) + (0xfffe - 0xe000))
    expect(kept.slice(0, 4)).toEqual([0x9, 0xa, 0xd, 0x20])
    expect(kept.at(-1)).toBe(0xfffd)
  })
})

describe('oneLine', () => {
  it('makes one space of every run of white space and trims', () => {
    expect(oneLine(' \u00A0a\t\r\n b\u2028c ')).toBe('a b c')
  })

  it('drops first what cannot be stored, so that no double space is left', () => {
    expect(oneLine('a \u0003 b\uD800')).toBe('a b')
  })
})

describe('utf8Length', () => {
  it('counts bytes, not characters', () => {
    expect(utf8Length('aé€😀')).toBe(1 + 2 + 3 + 4)
  })

  it('is that of the bytes which an encoder makes, of lone surrogates too', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)))
    const pieces = fc.array(
      fc.oneof(
        units.map((all) => all.join('')),
        fc.string({ unit: 'binary' }),
      ),
    )
    const encoder = new TextEncoder()
    fc.assert(fc.property(pieces, (all) => utf8Length(all.join('')) === encoder.encode(all.join('')).length))
  })
})

describe('excerpt', () => {
  it('gives a text that fits as it is, on one line', () => {
    expect(excerpt('satu\ndua', 8)).toBe('satu dua')
  })

  it('cuts at a word and says so', () => {
    expect(excerpt('satu dua tiga empat', 12)).toBe('satu dua…')
  })

  it('cuts within a word where the last space is far back', () => {
    expect(excerpt('a keberlangsungan', 10)).toBe('a keberla…')
  })

  it('counts code points and never cuts one in half', () => {
    expect(excerpt('😀😀😀', 3)).toBe('😀😀😀')
    expect(excerpt('😀😀😀😀', 3)).toBe('😀😀…')
  })
})
