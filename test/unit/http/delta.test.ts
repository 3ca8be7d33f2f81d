import { describe, expect, it } from 'vitest'
import { takesChanges } from '../../../src/http/delta.ts'

const takes = (accepted: string, agent?: string) =>
  takesChanges(new Headers({ 'A-IM': accepted, ...(agent && { 'User-Agent': agent }) }))

describe('changes alone', () => {
  it.each([
    ...[
      'feed',
      'FEED',
      ' feed ',
      'feed;q=1',
      'feed;q=0.001',
      'feed ; q = 0.5',
      'vcdiff;q=1, feed',
      'feed,gzip',
    ],
    ...['gzip, diffe;q=0.2,feed;q=0.1', 'feed;q=0, feed'],
  ])('are taken by A-IM: %s', (accepted) => {
    expect(takes(accepted)).toBe(true)
  })

  it.each([
    ...[
      '',
      ' ',
      ',',
      'vcdiff',
      'feeds',
      'xfeed',
      'feed;q=0',
      'feed;q=0.000',
      'feed;q=high',
      'feed;q=0.0.1',
      '*',
    ],
    ...['feed;range', 'a feed', 'identity;q=0'],
  ])('are not taken by A-IM: %j', (accepted) => {
    expect(takes(accepted)).toBe(false)
  })

  it('are not taken where nothing is said', () => {
    expect(takesChanges(new Headers())).toBe(false)
  })

  it.each([
    ['feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/', false],
    ['FeedParser/5.2.1', false],
    ['newsboat/2.21.0 (Linux x86_64)', true],
    ['Mozilla/5.0 (uses feedparser/6)', true],
    ['', true],
  ])('are taken or not by %s: %s', (agent, taken) => {
    expect(takes('feed', agent)).toBe(taken)
  })

  it('are looked for in the first twenty words of a header of any length', () => {
    expect(takes(`${'x,'.repeat(19)}feed`)).toBe(true)
    expect(takes(`${'x,'.repeat(100_000)}feed`)).toBe(false)
    expect(takes(`feed;q=${' '.repeat(100_000)}x`)).toBe(false)
  })
})
