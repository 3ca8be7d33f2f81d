import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { languageTag, moment, slugText, textBlock, textLine, uri, webUrl } from '../../../src/model/fields.ts'
import { SLUG_LIMIT } from '../../../src/model/slug.ts'

function messageOf(schema: v.GenericSchema, input: unknown): string | undefined {
  return v.safeParse(schema, input).issues?.[0].message
}

describe('every field', () => {
  it.each([
    ['a line', textLine(3), 'is not text; put it in quotes'],
    ['a block', textBlock(3), 'is not text; put it in quotes'],
    ['a moment', moment, 'is not a date; write it such as 2022-09-20T12:32:00+07:00'],
    ['a web URL', webUrl, 'is not text; write a whole URL such as https://example.org/'],
    ['a URI', uri, 'is not text'],
    ['a language', languageTag, 'is not a language tag; write one such as id or en'],
    ['a slug', slugText, 'is not text'],
  ])('a field that takes %s says what to write where it holds a number', (_, schema, message) => {
    expect(messageOf(schema, 7)).toBe(message)
  })

  it.each([
    ['a web URL', webUrl, 2000, 'https://a.example/'],
    ['a URI', uri, 1000, 'tag:'],
    ['a slug', slugText, SLUG_LIMIT, 's'],
  ])('a field that takes %s has its limit', (_, schema, limit, start) => {
    expect(messageOf(schema, start.padEnd(limit, 'a'))).toBeUndefined()
    expect(messageOf(schema, start.padEnd(limit + 1, 'a'))).toBe(`is longer than ${limit} characters`)
  })
})

describe('textLine', () => {
  it('a line of text comes out storable, on one line and trimmed', () => {
    expect(v.parse(textLine(10), ' a\u0003\n\tb ')).toBe('a b')
  })

  it('a line of text is measured after it was tidied', () => {
    expect(v.parse(textLine(3), '  a  b  ')).toBe('a b')
    expect(messageOf(textLine(3), 'abcd')).toBe('is longer than 3 characters; shorten it')
  })

  it('a line of text is refused where nothing is left, or where it is a number', () => {
    expect(messageOf(textLine(3), ' \u0000 ')).toBe('is empty; fill it in or leave the field out')
    expect(messageOf(textLine(3), 2022)).toBe('is not text; put it in quotes')
  })
})

describe('textBlock', () => {
  it('a block of text keeps its lines', () => {
    expect(v.parse(textBlock(20), '\n a\uFFFE\n\n b\n')).toBe('a\n\n b')
  })
})

describe('moment', () => {
  it('a date-time is read as its instant and its offset', () => {
    expect(v.parse(moment, '1970-01-01T07:00:00+07:00')).toEqual({ instant: 0, offset: 420 })
  })

  it('a date-time without its offset is refused, with an example', () => {
    expect(messageOf(moment, '2022-09-20T12:32:00')).toMatch(
      /offset; write it such as 2022-09-20T12:32:00\+07:00$/,
    )
    expect(messageOf(moment, new Date(0))).toMatch(/^is not a date/)
  })
})

describe('webUrl', () => {
  it('a web URL is normalised', () => {
    expect(v.parse(webUrl, 'HTTPS://Example.org:443/a b?q=ü')).toBe('https://example.org/a%20b?q=%C3%BC')
  })

  it.each([
    'www.example.org',
    '/path',
    'ftp://example.org/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user@example.org/',
    'https://user:secret@example.org/',
    'https://',
  ])('%s is no web URL', (text) => {
    expect(messageOf(webUrl, text)).toMatch(/whole http\(s\) URL/)
  })
})

describe('uri', () => {
  it.each([
    'tag:warta.example,2022-09-20:contoh',
    'urn:uuid:1',
    'urn:x:%C3%a9',
    'https://example.org/?a=1#b',
  ])('%s is a URI', (text) => {
    expect(v.parse(uri, text)).toBe(text)
  })

  it.each(['contoh', 'tag:', 'tag:a b', 'tag:é', 'tag:100%', 'tag:%a', '1a:b', 'tag:<b>', 'tag:a\n'])(
    '%j is no URI',
    (text) => {
      expect(messageOf(uri, text)).toMatch(/^is not a URI/)
    },
  )
})

describe('languageTag', () => {
  it('a language tag comes out in its canonical form', () => {
    expect(['ID', 'en-gb', 'zh-hans-cn'].map((tag) => v.parse(languageTag, tag))).toEqual([
      'id',
      'en-GB',
      'zh-Hans-CN',
    ])
  })

  it.each(['', 'indonesian language', 'en_GB', 'i'])('%j is no language tag', (tag) => {
    expect(messageOf(languageTag, tag)).toMatch(/BCP 47/)
  })
})

describe('slugText', () => {
  it.each(['republika', 'kantor-berita', '習近平'])('%s is a slug', (slug) => {
    expect(v.parse(slugText, slug)).toBe(slug)
  })

  it.each(['', 'Republika', 'a--b', '-a', 'a/b', 'a b', '../a', 'e\u0301'])('%j is no slug', (slug) => {
    expect(messageOf(slugText, slug)).toMatch(/^is not a slug/)
  })
})
