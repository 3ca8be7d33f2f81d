import { describe, expect, it } from 'vitest'
import { wantsPreview } from '../../../src/http/navigation.ts'

const asks = (headers: Record<string, string>) => wantsPreview(new Headers(headers))

const BROWSERS: [browser: string, accept: string][] = [
  [
    'Chromium',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
  ],
  ['Firefox and Safari', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['Internet Explorer', 'text/html, application/xhtml+xml, */*'],
  ['Lynx', 'text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01'],
]

// readers.md, section 2, and what programs of other kinds send.
const READERS: [reader: string, accept: string | undefined][] = [
  [
    'Miniflux',
    'application/xml, application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, text/html, */*;q=0.9',
  ],
  [
    'FreshRSS',
    'application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/html;q=0.7, unknown/unknown;q=0.1, application/unknown;q=0.1, */*;q=0.1',
  ],
  [
    'feedparser',
    'application/atom+xml,application/rdf+xml,application/rss+xml,application/x-netcdf,application/xml;q=0.9,text/xml;q=0.2,*/*;q=0.1',
  ],
  ['NetNewsWire, newsboat, sfeed and curl', '*/*'],
  ['Liferea', 'application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.7'],
  ['nobody who says', undefined],
  ['somebody who says nothing', ''],
  ['a program in Java', 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2'],
  ['one that names HTML alone', 'text/html'],
  ['one that likes XML as much', 'text/html,application/xhtml+xml,application/xml'],
  ['one that likes JSON as much', 'text/html,application/xhtml+xml,application/json'],
  [
    'one that names a feed last',
    'text/html,application/xhtml+xml,application/xml;q=0.9,application/rss+xml;q=0.1',
  ],
  ['one that refuses HTML', 'text/html;q=0,application/xhtml+xml,*/*'],
]

describe('a person who is led to a feed', () => {
  it('is known by Sec-Fetch-Dest, whatever Accept says', () => {
    expect(asks({ 'Sec-Fetch-Dest': 'document' })).toBe(true)
    expect(asks({ 'Sec-Fetch-Dest': 'document', Accept: '*/*' })).toBe(true)
  })

  it.each(['empty', 'iframe', 'image', 'object', '', 'Document, document'])(
    'is not where a browser fetches for something else: Sec-Fetch-Dest "%s"',
    (destination) => {
      expect(asks({ 'Sec-Fetch-Dest': destination, Accept: String(BROWSERS[0]?.[1]) })).toBe(false)
    },
  )

  it.each(BROWSERS)('is known by the Accept of %s, over plain http', (_, accept) => {
    expect(asks({ Accept: accept })).toBe(true)
    expect(asks({ Accept: accept.toUpperCase() })).toBe(true)
  })

  it.each(READERS)('is not %s', (_, accept) => {
    expect(asks(accept === undefined ? {} : { Accept: accept })).toBe(false)
  })

  it('is found out by the first thousand characters of Accept', () => {
    const browser = String(BROWSERS[0]?.[1])
    const reader = ',application/rss+xml'
    expect(asks({ Accept: browser + reader })).toBe(false)
    expect(asks({ Accept: browser + ','.repeat(1000 - browser.length) + reader })).toBe(true)
    expect(asks({ Accept: 'text/html,'.repeat(500_000) })).toBe(false)
  })
})
