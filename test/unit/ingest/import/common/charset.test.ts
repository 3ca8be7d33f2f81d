import { describe, expect, it } from 'vitest'
import { decodeDocument } from '../../../../../src/ingest/import/common/charset.ts'
import { DOCUMENT_LIMIT } from '../../../../../src/ingest/import/common/importer.ts'

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0))
const bytes = (...parts: (string | readonly number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? ascii(part) : part)))

// “€5”–‘a’… in windows-1252.
const QUOTED = [0x93, 0x80, 0x35, 0x94, 0x96, 0x91, 0x61, 0x92, 0x85]

describe('the character set of a document', () => {
  it.each(['windows-1252', 'iso-8859-1', 'ISO-8859-1', 'latin1', 'us-ascii'])(
    'quotes, dashes and the euro sign of %s are themselves in every runtime',
    (label) => {
      expect(decodeDocument(bytes(QUOTED), `text/plain; charset=${label}`)).toEqual({
        ok: true,
        value: '“€5”–‘a’…',
      })
    },
  )

  it.each([
    ['a byte order mark', bytes([0xef, 0xbb, 0xbf], 'a'), 'text/xml; charset=iso-8859-2', 'a'],
    ['the Content-Type', bytes([0xe9]), 'text/xml; charset="windows-1251"', 'й'],
    ['the XML declaration', bytes('<?xml version="1.0" encoding="koi8-r"?>', [0xc1]), '', 'а'],
    ['a meta element', bytes('<meta charset=shift_jis>', [0x93, 0x80]), '', '凍'],
    ['nothing, and it is UTF-8', bytes([0xc3, 0xa9]), '', 'é'],
    ['nothing, and it is no UTF-8', bytes([0x93, 0xe9]), '', '“é'],
  ])('the character set is told by %s', (_what, document, type, end) => {
    const decoded = decodeDocument(document, type)
    expect(decoded.ok && decoded.value.endsWith(end)).toBe(true)
  })

  it('a character set that is not known and a document that is too large are refused', () => {
    expect(decodeDocument(bytes('a'), 'text/plain; charset=utf-7')).toEqual({
      ok: false,
      failure: 'Its character set "utf-7" is not known.',
    })
    expect(decodeDocument(new Uint8Array(DOCUMENT_LIMIT + 1)).ok).toBe(false)
  })
})
