import { describe, expect, it } from 'vitest'
import {
  type Caching,
  MAX_AGE,
  type Payload,
  respondMoved,
  respondNotModified,
  respondWith,
} from '../../../src/http/caching.ts'

const MODIFIED = 784_111_777
const text = (body: string): Payload => ({
  bytes: new TextEncoder().encode(body),
  contentType: 'text/plain; charset=utf-8',
})
const CACHING: Caching = { validators: { etag: '"x"', modified: MODIFIED }, now: (MODIFIED + 60) * 1000 }

describe('a whole document', () => {
  it('says its type, its length in bytes and its validators', async () => {
    const response = respondWith(text('é€😀'), CACHING)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'public, max-age=300, stale-while-revalidate=600, stale-if-error=600',
      'content-length': '9',
      'content-type': 'text/plain; charset=utf-8',
      etag: '"x"',
      'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT',
    })
    expect(await response.text()).toBe('é€😀')
  })

  it('may be bytes, and goes out as they are', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x00, 0xff])
    const response = respondWith({ bytes, contentType: 'application/octet-stream' }, CACHING)
    expect(response.headers.get('Content-Length')).toBe('5')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  })

  it('takes more headers', () => {
    const response = respondWith(text(''), CACHING, { Link: '</x>; rel="self"' })
    expect(response.headers.get('Link')).toBe('</x>; rel="self"')
    expect(response.headers.get('Content-Length')).toBe('0')
  })

  it('goes out compressed as it is, and says so', async () => {
    const bytes = new Uint8Array([0x1f, 0x8b])
    const response = respondWith({ bytes, contentType: 'text/plain', coding: 'gzip' }, CACHING)
    expect(response.headers.get('Content-Encoding')).toBe('gzip')
    expect(response.headers.get('Content-Length')).toBe('2')
  })

  it('may be a part, and be kept for another time', () => {
    const response = respondWith({ ...text('x'), status: 226 }, { ...CACHING, lifetime: 'no-store, im' })
    expect(response.status).toBe(226)
    expect(response.headers.get('Cache-Control')).toBe('no-store, im')
  })

  it('says which header chose it, and where it is to be had alone', () => {
    const { headers } = respondWith(text(''), { ...CACHING, vary: 'Accept', location: '/x' })
    expect(headers.get('Vary')).toBe('Accept')
    expect(headers.get('Content-Location')).toBe('/x')
  })
})

describe('Last-Modified', () => {
  it('is sent from its very second on', () => {
    const now = { ...CACHING, now: MODIFIED * 1000 }
    expect(respondWith(text(''), now).headers.has('Last-Modified')).toBe(true)
  })

  it('is not sent while it is in the future', () => {
    const early = { ...CACHING, now: MODIFIED * 1000 - 1 }
    for (const response of [respondWith(text(''), early), respondNotModified(early)]) {
      expect(response.headers.has('Last-Modified')).toBe(false)
      expect(response.headers.get('ETag')).toBe('"x"')
    }
  })
})

describe('a 304', () => {
  it('has no body and repeats what a 200 says to caches', () => {
    const caching = { ...CACHING, vary: 'Accept', location: '/rss.xml' }
    const response = respondNotModified(caching)
    const whole = respondWith(text('text'), caching)
    expect(response.status).toBe(304)
    expect(response.body).toBeNull()
    for (const name of ['ETag', 'Cache-Control', 'Last-Modified', 'Vary', 'Content-Location']) {
      expect(response.headers.get(name)).toBe(whole.headers.get(name))
      expect(response.headers.get(name)).not.toBeNull()
    }
  })

  it('says nothing about a body', () => {
    const { headers } = respondNotModified(CACHING)
    expect(headers.has('Content-Length')).toBe(false)
    expect(headers.has('Content-Type')).toBe(false)
    expect(headers.has('Vary')).toBe(false)
  })
})

describe('a move', () => {
  it('is permanent, without a body, and kept as long as a document', () => {
    const response = respondMoved('/tags/dunia')
    expect(response.status).toBe(301)
    expect(response.body).toBeNull()
    expect(response.headers.get('Location')).toBe('/tags/dunia')
    expect(response.headers.get('Cache-Control')).toBe(`public, max-age=${MAX_AGE}`)
  })
})

describe('another place for now', () => {
  it('is a 302 without a body', () => {
    const response = respondMoved('/archives/1/x/rss.xml', 302)
    expect(response.status).toBe(302)
    expect(response.headers.get('Location')).toBe('/archives/1/x/rss.xml')
  })
})
