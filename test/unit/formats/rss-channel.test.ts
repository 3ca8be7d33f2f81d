import { describe, expect, it } from 'vitest'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'
import { composeFeed } from '../../../src/site/feeds/compose.ts'
import { EVERYTHING, feedOf, plainArticle, SETTING, writable } from '../../support/article.ts'

/** What stands between the start of the channel and its first item, or its end. */
function headOf(document: string): string {
  return /<channel>(.*?)(?:<item>|<\/channel>)/s.exec(document)?.[1] ?? ''
}

describe('an RSS channel', () => {
  it('has its own elements before the items', () => {
    expect(headOf(feedOf(plainArticle()).rss2())).toBe(
      [
        '<title>Warta</title>',
        '<link>https://news.example/</link>',
        '<description>Berita dari Warta, tiap artikel dengan kredit lengkap: reporter, editor, penerbit, ',
        'sumber, dan fotografer.</description>',
        '<language>id</language>',
        '<pubDate>Tue, 20 Sep 2022 05:32:00 +0000</pubDate>',
        '<lastBuildDate>Tue, 20 Sep 2022 06:00:00 +0000</lastBuildDate>',
        '<generator>Warta</generator>',
        '<docs>https://www.rssboard.org/rss-specification</docs>',
        '<ttl>5</ttl>',
        '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>',
        '<image><url>https://news.example/icon-144.png</url><title>Warta</title>',
        '<link>https://news.example/</link><width>144</width><height>144</height></image>',
        '<atom:link rel="self" href="https://news.example/rss.xml" type="application/rss+xml"/>',
      ].join(''),
    )
  })

  it('repeats the query in its self link', () => {
    const feed = writable(composeFeed(EVERYTHING, [], { ...SETTING, query: '?limit=5&content=summary' }))
    expect(feed.rss2()).toContain('href="https://news.example/rss.xml?limit=5&amp;content=summary"')
    expect(feed.atom1()).toContain('href="https://news.example/atom.xml?limit=5&amp;content=summary"')
  })

  it('declares every prefix that it uses', () => {
    const root = /<rss [^>]*>/.exec(feedOf().rss2())?.[0] ?? ''
    expect(root.match(/xmlns:\w+="[^"]+"/g)).toEqual([
      'xmlns:atom="http://www.w3.org/2005/Atom"',
      'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
      'xmlns:dc="http://purl.org/dc/elements/1.1/"',
      'xmlns:dcterms="http://purl.org/dc/terms/"',
      'xmlns:media="http://search.yahoo.com/mrss/"',
      'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
    ])
  })

  it('is dated by its newest item where nobody says, and by the epoch without one: there is no clock', () => {
    const feed = new SyndicationFeed({ title: 'T', link: 'https://a.example/' })
    expect(feed.rss2()).toContain('<lastBuildDate>Thu, 01 Jan 1970 00:00:00 +0000</lastBuildDate>')
    for (const day of [1, 3, 2]) {
      feed.addItem({ title: 'T', link: 'https://a.example/', date: new Date(Date.UTC(2022, 8, day)) })
    }
    expect(feed.rss2()).toContain('<lastBuildDate>Sat, 03 Sep 2022 00:00:00 +0000</lastBuildDate>')
  })

  it('an RSS channel was published when its newest item was, which SmartNews requires', () => {
    const feed = feedOf(
      plainArticle({ published: { instant: Date.UTC(2022, 8, 19), offset: 420 } }),
      plainArticle({ published: { instant: Date.UTC(2022, 8, 20), offset: 420 } }),
      plainArticle({ published: { instant: Date.UTC(2022, 8, 18), offset: 420 } }),
    )
    expect(headOf(feed.rss2())).toContain('<pubDate>Tue, 20 Sep 2022 00:00:00 +0000</pubDate>')
  })

  it('an RSS channel without items was published when it was last changed', () => {
    expect(headOf(feedOf().rss2())).toContain('<pubDate>Tue, 20 Sep 2022 06:00:00 +0000</pubDate>')
  })

  it('gives its picture its own title and link', () => {
    const feed = new SyndicationFeed({
      title: 'A & B',
      link: 'https://a.example/',
      image: 'https://a.example/i.png',
    })
    expect(feed.rss2()).toContain(
      '<image><url>https://a.example/i.png</url><title>A &#x26; B</title><link>https://a.example/</link></image>',
    )
  })

  it('names us as its generator where nobody else is named', () => {
    const feed = new SyndicationFeed({ title: 'T' })
    expect(feed.rss2()).toContain('<generator>Warta</generator>')
    expect(feed.atom1()).toContain('<generator>Warta</generator>')
  })

  it('names no generator where that is switched off', () => {
    const feed = new SyndicationFeed({ title: 'T', generator: false })
    expect(feed.rss2() + feed.atom1()).not.toContain('generator')
  })
})
