import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedImporter } from '../../../../../src/ingest/import/feed/import.ts'
import { feedOf, fullArticle } from '../../../../support/article.ts'
import { processorTime } from '../../../../support/processor-time.ts'
import { read, withTitle } from '../../../../support/upstream-feed.ts'

describe('hostile feeds', () => {
  it.each([
    [
      'entity bomb',
      `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(99)}"><!ENTITY b "&a;&a;&a;">]>${withTitle('<description>&b;</description>')}`,
    ],
    ['deep elements', withTitle('<a>'.repeat(50_000))],
    ['deep HTML', withTitle(`<description><![CDATA[${'<div>'.repeat(50_000)}]]></description>`)],
    ['long person', withTitle(`<author>${'('.repeat(500_000)}</author>`)],
    [
      'deep JSON',
      `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ],
    ['open comments', withTitle(`<description>${'<!--'.repeat(50_000)}</description>`)],
  ])('hostile feeds with an %s are over soon', (_what, text) => {
    expect(processorTime(() => read(text.replace(/^<\?xml.*?\?>/, '')))).toBeLessThan(3000)
  })

  it('hostile feeds never throw, whatever is cut, repeated or put in', () => {
    const documents = [
      feedOf(fullArticle()).rss2(),
      feedOf(fullArticle()).atom1(),
      feedOf(fullArticle()).json1(),
    ]
    const mutated = fc.tuple(fc.constantFrom(...documents), fc.nat(4000), fc.nat(400), fc.string(), fc.nat(3))
    fc.assert(
      fc.property(mutated, ([text, at, length, noise, times]) => {
        const piece = text.slice(at, at + length)
        const hurt = text.slice(0, at) + piece.repeat(times) + noise + text.slice(at + length)
        feedImporter.detect({ text: hurt, name: 'x' })
        read(hurt)
        read(text.slice(0, at))
      }),
      { numRuns: 200 },
    )
  })
})
