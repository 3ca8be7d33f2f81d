import { describe, expect, it } from 'vitest'
import { httpDate, isNotModified, type Validators } from '../../../src/http/conditional.ts'

// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110, 5.6.7.
const MODIFIED = 784_111_777
const CURRENT: Validators = { etag: '"1a-rss30f-b7"', modified: MODIFIED }

const NOW = (MODIFIED + 3600) * 1000

const asked = (headers: Record<string, string>, validators = CURRENT) =>
  isNotModified(new Headers(headers), validators, NOW)

describe('If-None-Match', () => {
  it.each([
    '"1a-rss30f-b7"',
    'W/"1a-rss30f-b7"',
    '"old", "1a-rss30f-b7"',
    '"old","1a-rss30f-b7","older"',
    'W/"old" ,  W/"1a-rss30f-b7"',
    '"with, comma", "1a-rss30f-b7"',
    '"", "1a-rss30f-b7"',
    '*',
    ' * ',
  ])('%s holds the current tag', (tags) => {
    expect(asked({ 'If-None-Match': tags })).toBe(true)
  })

  it.each([
    '"old"',
    '"1a-rss30f-b"',
    '"1A-RSS30F-B7"',
    '"old,1a-rss30f-b7,older"',
    '1a-rss30f-b7',
    '"1a-rss30f-b7',
    '1a-rss30f-b7"',
    "'1a-rss30f-b7'",
    '"*"',
    '**',
    '*, "old"',
    ',,,',
    '""',
    '',
  ])('%s does not', (tags) => {
    expect(asked({ 'If-None-Match': tags })).toBe(false)
  })

  it('compares a tag that holds commas as a whole', () => {
    const comma = { ...CURRENT, etag: '"a,b"' }
    expect(asked({ 'If-None-Match': '"x", "a,b"' }, comma)).toBe(true)
    expect(asked({ 'If-None-Match': '"a", "b"' }, comma)).toBe(false)
  })

  it('is found at the end of a list of thousands', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `"${n}"`).join(', ')
    expect(asked({ 'If-None-Match': `${many}, ${CURRENT.etag}` })).toBe(true)
  })

  it('beats If-Modified-Since, whatever the two say', () => {
    const same = httpDate(MODIFIED)
    const other = httpDate(MODIFIED - 1)
    expect(asked({ 'If-None-Match': '"old"', 'If-Modified-Since': same })).toBe(false)
    expect(asked({ 'If-None-Match': 'nonsense', 'If-Modified-Since': same })).toBe(false)
    expect(asked({ 'If-None-Match': CURRENT.etag, 'If-Modified-Since': other })).toBe(true)
  })
})

describe('If-Modified-Since', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'is understood in the form %s',
    (date) => {
      expect(asked({ 'If-Modified-Since': date })).toBe(true)
      expect(asked({ 'If-Modified-Since': date }, { ...CURRENT, modified: MODIFIED + 1 })).toBe(false)
    },
  )

  it('is believed only from when on it is certain that nothing changed, where that is later', () => {
    const validators = { ...CURRENT, unchangedSince: MODIFIED + 10 }
    const since = (seconds: number) => asked({ 'If-Modified-Since': httpDate(seconds) }, validators)
    expect([MODIFIED, MODIFIED + 9].map(since)).toEqual([false, false])
    expect([MODIFIED + 10, MODIFIED + 11].map(since)).toEqual([true, true])
  })

  it('may name the time that was sent or a later one up to now, and none before or in the future', () => {
    const since = (seconds: number, validators?: Validators) =>
      asked({ 'If-Modified-Since': httpDate(seconds) }, validators)
    expect(since(MODIFIED)).toBe(true)
    expect(since(MODIFIED - 1)).toBe(false)
    expect(since(MODIFIED + 1)).toBe(true)
    expect(since(MODIFIED + 3600)).toBe(true)
    expect(since(MODIFIED + 3601)).toBe(false)
    // Where several writes came within a second the time of the last one is ahead of the clock.
    const ahead = { ...CURRENT, modified: MODIFIED + 3602 }
    expect(since(MODIFIED + 3602, ahead)).toBe(true)
    expect(since(MODIFIED + 3603, ahead)).toBe(false)
  })

  it.each([
    '1994-11-06T08:49:37Z',
    '784111777',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'Sun, 06 Nov 1994 08:49:37 EST',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 99 Nov 1994 99:49:37 GMT',
    'yesterday',
    '0',
    '',
  ])('is ignored where it is no HTTP-date: %s', (text) => {
    expect(asked({ 'If-Modified-Since': text })).toBe(false)
  })
})

describe('a request without conditions', () => {
  it('always gets the document', () => {
    expect(asked({})).toBe(false)
    expect(asked({ 'If-Match': CURRENT.etag })).toBe(false)
  })
})

describe('an HTTP-date', () => {
  it('is written in the preferred form', () => {
    expect(httpDate(MODIFIED)).toBe('Sun, 06 Nov 1994 08:49:37 GMT')
    expect(httpDate(0)).toBe('Thu, 01 Jan 1970 00:00:00 GMT')
  })
})
