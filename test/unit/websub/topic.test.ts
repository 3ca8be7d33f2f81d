import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topicOf } from '../../../src/websub/topic.ts'
import { runs } from '../../support/runs.ts'

const ORIGIN = 'https://news.example'
const urlOf = (path: string) => topicOf(ORIGIN + path, ORIGIN)?.url
const escapedByte = (code: number) => `%${code.toString(16).padStart(2, '0')}`

describe('the address of a topic', () => {
  it('Unreserved characters are the same topic whether they are percent-encoded or not (WebSub, 5.1.1)', () => {
    expect(urlOf('/tags/%7Edunia/rss.xml')).toBe(urlOf('/tags/~dunia/rss.xml'))
    const unreserved = 'ABCXYZabcxyz019-._~'
    for (const letter of unreserved) {
      const encoded = escapedByte(letter.charCodeAt(0))
      for (const spelling of [encoded, encoded.toUpperCase()]) {
        expect(urlOf(`/tags/a${spelling}b/rss.xml`)).toBe(urlOf(`/tags/a${letter}b/rss.xml`))
        expect(urlOf(`/tags/a${spelling}b/rss.xml`)).toBeDefined()
      }
    }
  })

  it('A slug in another script is one topic, in letters or in bytes, and has one spelling', () => {
    const spelled = [
      '/tags/قمة/rss.xml',
      '/tags/%d9%82%d9%85%d8%a9/rss.xml',
      '/tags/%D9%82%D9%85%D8%A9/rss.xml',
    ]
    expect(new Set(spelled.map(urlOf)).size).toBe(1)
    expect(urlOf(spelled[0] ?? '')).toBe(`${ORIGIN}/tags/%D9%82%D9%85%D8%A9/rss.xml`)
  })

  it('Escapes that are no UTF-8, and those of slashes, are no topic', () => {
    for (const path of ['/tags/%ff/rss.xml', '/tags/%/rss.xml', '/tags%2Fdunia/rss.xml', '/tags/']) {
      expect(urlOf(path)).toBeUndefined()
    }
  })

  it('The address of a topic is its own, and any text at all gives one at the site or none', () => {
    const part = fc.constantFrom(
      'tags',
      'sources',
      'dunia',
      'rss.xml',
      '%7E',
      '..',
      '',
      'a b',
      '?',
      '#',
      '%2e',
      'é',
      '\0',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 6 }).map((parts) => `${ORIGIN}/${parts.join('/')}`),
    )
    fc.assert(
      fc.property(text, (one) => {
        const topic = topicOf(one, ORIGIN)
        if (!topic) return
        expect(topic.url.startsWith(`${ORIGIN}/`)).toBe(true)
        expect(topicOf(topic.url, ORIGIN)).toEqual(topic)
      }),
      { numRuns: runs(100) },
    )
  })
})
