import { describe, expect, it } from 'vitest'
import type { SyndicationOptions } from '../../../src/formats/document.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

const PODCAST: SyndicationOptions = {
  title: 'Siniar',
  podcast: true,
  category: 'News',
  author: { name: 'Redaksi', email: 'redaksi@a.example' },
  image: 'https://a.example/i.png',
}

function podcast(options: SyndicationOptions, duration?: number): string {
  const feed = new SyndicationFeed(options)
  const audio = { url: 'https://a.example/a.mp3', length: 5, ...(duration !== undefined && { duration }) }
  feed.addItem({ title: 'T', link: 'https://a.example/', date: new Date(0), audio })
  return feed.rss2()
}

describe('a podcast', () => {
  it('names its category, owner, author and picture in both modules', () => {
    const rss = podcast(PODCAST)
    expect(rss.slice(rss.indexOf('<googleplay:category'), rss.indexOf('<item>'))).toBe(
      [
        '<googleplay:category>News</googleplay:category>',
        '<itunes:category text="News"/>',
        '<googleplay:owner>redaksi@a.example</googleplay:owner>',
        '<itunes:owner><itunes:email>redaksi@a.example</itunes:email></itunes:owner>',
        '<googleplay:author>Redaksi</googleplay:author>',
        '<itunes:author>Redaksi</itunes:author>',
        '<googleplay:image href="https://a.example/i.png"/>',
        '<itunes:image href="https://a.example/i.png"/>',
      ].join(''),
    )
  })

  it.each([
    [5, '00:05'],
    [65, '01:05'],
    [3599.9, '59:59'],
    [3600, '1:00:00'],
    [3661, '1:01:01'],
    [360_000, '100:00:00'],
  ])('of %d seconds lasts %s', (seconds, expected) => {
    expect(podcast(PODCAST, seconds)).toContain(`<itunes:duration>${expected}</itunes:duration>`)
  })

  it('says no length that it does not know', () => {
    expect(podcast(PODCAST)).not.toContain('itunes:duration')
    expect(podcast(PODCAST, 0)).not.toContain('itunes:duration')
  })

  it('says nothing of what it was not told', () => {
    expect(podcast({ title: 'Siniar', podcast: true })).not.toMatch(/<(itunes|googleplay):/)
  })

  it('is not in a feed that is none', () => {
    expect(podcast({ ...PODCAST, podcast: false }, 5)).not.toMatch(/itunes|googleplay/)
  })
})
