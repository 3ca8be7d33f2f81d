import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'
import { runs } from '../../support/runs.ts'

const feedOf = (ttl?: number) =>
  new SyndicationFeed({
    id: 'https://a.example/',
    title: 'A',
    link: 'https://a.example/',
    updated: new Date(0),
    copyright: '',
    ...(ttl !== undefined && { ttl }),
  })

const saidBy = (xml: string) =>
  /<sy:updatePeriod>(\w+)<\/sy:updatePeriod>\s*<sy:updateFrequency>(\d+)</.exec(xml)?.slice(1)

describe('the update period of a feed', () => {
  it.each([
    [5, ['hourly', '12']],
    [60, ['hourly', '1']],
    [360, ['daily', '4']],
    [1440, ['daily', '1']],
    [10_080, ['weekly', '1']],
    [7, ['weekly', '1440']],
  ])('of a ttl of %i minutes is %s', (ttl, expected) => {
    expect([feedOf(ttl).rss2(), feedOf(ttl).atom1()].map(saidBy)).toEqual([expected, expected])
  })

  it('is the ttl in other words, or is not said', () => {
    const minutes: Record<string, number> = { hourly: 60, daily: 1440, weekly: 10_080 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), (ttl) => {
        const [period = '', frequency] = saidBy(feedOf(ttl).rss2()) ?? []
        if (frequency === undefined) expect(10_080 % ttl).not.toBe(0)
        else expect(ttl * Number(frequency)).toBe(minutes[period])
      }),
      { numRuns: runs(200) },
    )
  })

  it('declares no namespace where it is not said', () => {
    for (const feed of [feedOf(), feedOf(50_000)]) {
      expect(feed.rss2()).not.toContain('sy:')
      expect(feed.atom1()).not.toContain('sy:')
    }
  })

  it('is left to an extension that says it', () => {
    const feed = feedOf(5)
    feed.addExtension({ name: 'sy:updatePeriod', objects: { _text: 'daily' } })
    expect(feed.rss2().match(/<sy:updatePeriod/g)).toHaveLength(1)
    expect(feed.atom1()).not.toContain('hourly')
  })
})
