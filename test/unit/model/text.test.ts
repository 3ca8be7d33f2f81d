import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerpt, oneLine, storable, utf8Length, withoutSecrets } from '../../../src/model/text.ts'

describe('storable', () => {
  it('a storable text has nothing that XML 1.0 cannot hold', () => {
    expect(storable('a\u0000\u0003\u0008\u000B\u000C\u000E\u001A\u001Fb')).toBe('ab')
    expect(storable('a\uFFFE\uFFFFb')).toBe('ab')
  })

  it('a storable text has no lone surrogate, neither half', () => {
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
  ])('a storable text keeps %s', (_, text) => {
    expect(storable(text)).toBe(text)
  })

  it('every single UTF-16 unit is storable as production [2] of XML 1.0 says', () => {
    const kept = Array.from({ length: 0x1_0000 }, (_, unit) => unit).filter(
      (unit) => storable(String.fromCharCode(unit)) !== '',
    )
    expect(kept).toHaveLength(3 + (0xd800 - 0x20) + (0xfffe - 0xe000))
    expect(kept.slice(0, 4)).toEqual([0x9, 0xa, 0xd, 0x20])
    expect(kept.at(-1)).toBe(0xfffd)
  })
})

describe('oneLine', () => {
  it('a text on one line has one space for every run of white space, and none at its ends', () => {
    expect(oneLine(' \u00A0a\t\r\n b\u2028c ')).toBe('a b c')
  })

  it('a text on one line has no double space where something was dropped that cannot be stored', () => {
    expect(oneLine('a \u0003 b\uD800')).toBe('a b')
  })
})

describe('utf8Length', () => {
  it('the UTF-8 length of a text is counted in bytes, not in characters', () => {
    expect(utf8Length('aé€😀')).toBe(1 + 2 + 3 + 4)
  })

  it('the UTF-8 length of a text is that of the bytes which an encoder makes, of lone surrogates too', () => {
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
  it('the excerpt of a text that fits is the whole text, on one line', () => {
    expect(excerpt('satu\ndua', 8)).toBe('satu dua')
  })

  it('an excerpt is cut at a word and ends with an ellipsis', () => {
    expect(excerpt('satu dua tiga empat', 12)).toBe('satu dua…')
  })

  it('an excerpt is cut within a word where the last space is far back', () => {
    expect(excerpt('a keberlangsungan', 10)).toBe('a keberla…')
  })

  it('the length of an excerpt is counted in code points, and none is cut in half', () => {
    expect(excerpt('😀😀😀', 3)).toBe('😀😀😀')
    expect(excerpt('😀😀😀😀', 3)).toBe('😀😀…')
  })
})

describe('withoutSecrets', () => {
  it.each([
    ['GET https://a.example/b?token=x&y 500', 'GET https://a.example/b?… 500'],
    ['https://u:p@a.example/b#c and http://d.example/e', 'https://a.example/b?… and http://d.example/e'],
    ['https://a.example/@b', 'https://a.example/@b'],
    ['https://a.example?next=https://u:p@b.example/', 'https://a.example?…'],
    ['What? A question, mail@a.example #1', 'What? A question, mail@a.example #1'],
  ])('a text for a log has no query, user name or password of an address: %s', (text, said) => {
    expect(withoutSecrets(text)).toBe(said)
  })
})
