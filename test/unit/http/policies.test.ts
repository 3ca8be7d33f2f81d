import { describe, expect, it } from 'vitest'
import { policiesFor } from '../../../src/http/policies.ts'

const PLAIN = 'http://localhost:8787/rss.xml'
const SECURE = 'https://news.example/rss.xml'

describe('the policies of an answer', () => {
  it('are for every origin, with nothing to be guessed', () => {
    expect(policiesFor(PLAIN, null)).toEqual({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'ETag,Last-Modified,Link,Content-Location,IM',
      'X-Content-Type-Options': 'nosniff',
    })
  })

  it('ask for https where the request came over it', () => {
    expect(policiesFor(SECURE, null)).toHaveProperty('Strict-Transport-Security', 'max-age=15552000')
  })

  it.each([
    'application/json',
    'application/feed+json; charset=utf-8',
    'application/problem+json; charset=utf-8',
    'application/ld+json',
    'application/manifest+json',
    'image/svg+xml',
  ])('let %s load nothing', (type) => {
    expect(policiesFor(PLAIN, type)['Content-Security-Policy']).toMatch(/^default-src 'none'/)
  })

  it.each(['text/html; charset=utf-8', 'application/rss+xml', 'application/xml', 'text/css', 'image/png'])(
    'leave %s alone',
    (type) => {
      expect(policiesFor(PLAIN, type)).not.toHaveProperty('Content-Security-Policy')
    },
  )
})
