import { readFileSync } from 'node:fs'
import { Feed, type FeedOptions } from 'feed'
import { describe, expect, it, vi } from 'vitest'
import type { Entry } from '../../src/formats/document.ts'
import { SyndicationFeed } from '../../src/formats/syndication-feed.ts'
import { jsonFeedChecker } from '../support/json-feed-schema.ts'
import { readXml } from '../support/xml.ts'

type Builder = typeof Feed

const OPTIONS: FeedOptions = {
  title: 'T',
  id: 'https://a.example/',
  link: 'https://a.example/',
  updated: new Date(0),
}
const faultsOf = jsonFeedChecker((text) => URL.canParse(text))

function feedOf(Builder: Builder, item: Partial<Entry> = {}, options: Partial<FeedOptions> = {}): Feed {
  const feed = new Builder({ ...OPTIONS, ...options })
  feed.addItem({ title: 'A', link: 'https://a.example/1', date: new Date(0), ...item })
  return feed
}

/** What one builder and the other make of the same. */
function both(
  item: Partial<Entry> = {},
  options: Partial<FeedOptions> = {},
): readonly [theirs: Feed, ours: Feed] {
  return [feedOf(Feed, item, options), feedOf(SyndicationFeed, item, options)]
}

function expectBroken(document: string): void {
  expect(() => readXml(document)).toThrow()
}

function jsonOf(feed: Feed) {
  return JSON.parse(feed.json1())
}

/** What `feed` 6 gets wrong, as the first column of the table in docs/library.md says it, and the proof. */
const FAULTS: Readonly<Record<string, () => void>> = {
  'A control character, U+FFFF or half an emoji in any text': () => {
    for (const hostile of ['\u0003', '\uFFFF', '\uD83D']) {
      const [theirs, ours] = both({ title: `a${hostile}b`, content: hostile })
      for (const document of [theirs.rss2(), theirs.atom1()]) expectBroken(document)
      for (const document of [ours.rss2(), ours.atom1()]) expect(readXml(document)).toBeDefined()
      expect(jsonOf(ours).items[0].title).toBe('ab')
    }
  },
  '`<` in the name of a category': () => {
    const [theirs, ours] = both({ category: [{ name: 'a < b', term: 'a' }] })
    expectBroken(theirs.atom1())
    expect(ours.atom1()).toContain('label="a &lt; b"')
  },
  'An extension whose prefix nobody declares': () => {
    const extensions = [{ name: 'podcast:season', objects: { _text: '2' } }]
    const [theirs, ours] = both({ extensions })
    expectBroken(theirs.rss2())
    expect(ours.rss2()).toContain(
      '<podcast:season xmlns:podcast="https://podcastindex.org/namespace/1.0">2</podcast:season>',
    )
    expect(theirs.atom1()).not.toContain('season')
    expect(ours.atom1()).toContain('season')
  },
  'An id that is no URL': () => {
    const [theirs, ours] = both({ id: 'post-7' })
    expect(() => theirs.atom1()).toThrow('Invalid URL')
    expect(ours.atom1()).toContain('<id>https://a.example/1#post-7</id>')
  },
  'A link that is no URL': () => {
    const author = [{ name: 'A', link: 'a.example' }]
    expect(() => feedOf(Feed, { author }).atom1()).toThrow(/^Invalid URL$/)
    expect(() => feedOf(SyndicationFeed, { author })).toThrow(
      /^author\.link: "a\.example" is not an absolute URL$/,
    )
  },
  'A date that is none': () => {
    const date = new Date(Number.NaN)
    expect(feedOf(Feed, { date }).rss2()).toContain('<pubDate>Invalid Date</pubDate>')
    expect(() => feedOf(SyndicationFeed, { date })).toThrow('date is not a valid date')
  },
  'The time of a feed that does not say it': () => {
    const options: FeedOptions = { title: 'T', link: 'https://a.example/' }
    const write = (Builder: Builder) => {
      const feed = new Builder(options)
      return [feed.rss2(), feed.atom1()]
    }
    vi.useFakeTimers({ now: 1e12 })
    const [theirs, ours] = [write(Feed), write(SyndicationFeed)]
    vi.setSystemTime(2e12)
    const [theirsLater, oursLater] = [write(Feed), write(SyndicationFeed)]
    vi.useRealTimers()
    expect(theirsLater[0]).not.toBe(theirs[0])
    expect(theirsLater[1]).not.toBe(theirs[1])
    expect(oursLater).toEqual(ours)
  },
  'Writing a podcast twice': () => {
    const audio = () => ({ url: 'https://a.example/a.mp3', length: 5, duration: 61 })
    const [theirs] = both({ audio: audio() }, { podcast: true })
    const [, ours] = both({ audio: audio() }, { podcast: true })
    expect(theirs.rss2()).toContain('<itunes:duration>01:01</itunes:duration>')
    expect(theirs.rss2()).not.toContain('itunes:duration')
    expect(theirs.items[0]?.audio).toMatchObject({ duration: undefined })
    expect(ours.rss2()).toContain('<itunes:duration>01:01</itunes:duration>')
    expect(ours.rss2()).toContain('<itunes:duration>01:01</itunes:duration>')
  },
  'The media type of a file': () => {
    const [theirs, ours] = both({
      image: 'https://a.example/a.jpg',
      enclosure: { url: 'https://a.example/a.pdf', type: 'application/pdf', length: 5 },
    })
    expect(theirs.atom1()).toContain('type="image/pdf"')
    expect(theirs.atom1()).toContain('type="image/jpg"')
    expect(ours.atom1()).toContain('type="application/pdf"')
    expect(ours.atom1()).toContain('type="image/jpeg"')
  },
  'The length of a file that nobody knows': () => {
    const [theirs, ours] = both({ image: 'https://a.example/a.png' })
    expect(theirs.rss2()).toContain('length="0"')
    expect(ours.rss2()).toContain(
      '<media:content url="https://a.example/a.png" medium="image" type="image/png"/>',
    )
    expect(ours.rss2()).not.toContain('<enclosure')
  },
  'More about a file than RSS asks for': () => {
    const [theirs, ours] = both({
      enclosure: { url: 'https://a.example/a.mp3', length: 5, title: 'A', duration: 6 },
    })
    expect(theirs.rss2()).toMatch(/<enclosure [^>]*title="A" duration="6"/)
    expect(ours.rss2()).toContain('<enclosure url="https://a.example/a.mp3" length="5" type="audio/mpeg"/>')
  },
  'A picture and a sound in one item': () => {
    const [theirs, ours] = both({ image: 'https://a.example/i.png', audio: 'https://a.example/a.mp3' })
    expect(theirs.rss2()).not.toContain('i.png')
    expect(ours.rss2()).toMatch(/a\.mp3.*i\.png/)
    expect(jsonOf(theirs).items[0]).not.toHaveProperty('attachments')
    expect(jsonOf(ours).items[0].attachments).toHaveLength(2)
  },
  'Authors in RSS': () => {
    const [theirs, ours] = both({ author: [{ name: 'Ayu' }, { name: 'Budi', email: 'budi@a.example' }] })
    expect(theirs.rss2().match(/<author>.*<\/author>/g)).toEqual([
      '<author>Ayu</author>',
      '<author>budi@a.example (Budi)</author>',
    ])
    expect(ours.rss2()).toContain('<dc:creator>Ayu, Budi</dc:creator>')
    expect(ours.rss2()).not.toMatch(/<author>|budi@/)
  },
  'Contributors and rights of an item in RSS and JSON Feed': () => {
    const [theirs, ours] = both({ contributor: [{ name: 'Dewi' }], copyright: 'CC BY 4.0' })
    expect(theirs.rss2() + theirs.json1()).not.toMatch(/Dewi|CC BY/)
    expect(ours.rss2()).toContain('<dc:contributor>Dewi</dc:contributor><dc:rights>CC BY 4.0</dc:rights>')
    expect(jsonOf(ours).items[0]._attribution).toEqual({
      contributors: [{ name: 'Dewi' }],
      rights: 'CC BY 4.0',
    })
  },
  'Where an item comes from': () => {
    const publisher = { name: 'Republika', url: 'https://republika.example/' }
    const sources = [{ name: 'Reuters', url: 'https://reuters.example/' }]
    const [theirs, ours] = both({ publisher, sources })
    expect(theirs.rss2() + theirs.atom1() + theirs.json1()).not.toMatch(/Republika|Reuters/)
    expect(ours.rss2()).toContain('<source url="https://republika.example/">Republika</source>')
    expect(ours.rss2()).toContain('<atom:link rel="via" href="https://reuters.example/" title="Reuters"/>')
    expect(ours.atom1()).toMatch(/<link rel="via" href="https:\/\/reuters\.example\/".*<source>.*Republika/)
    expect(jsonOf(ours).items[0]._attribution).toEqual({ publisher, sources })
  },
  '`&` and `<` in a title in Atom': () => {
    const [theirs, ours] = both({ title: 'a <b> c' })
    expect(theirs.atom1()).toContain('<title type="html"><![CDATA[a <b> c]]></title>')
    expect(ours.atom1()).toContain('<title>a &#x3C;b&#x3E; c</title>')
  },
  'An entry of Atom without an author': () => {
    const [theirs, ours] = both()
    expect(theirs.atom1()).not.toContain('<author>')
    expect(ours.atom1()).toContain('<author><name>T</name></author>')
  },
  'A feed without an id': () => {
    const options = { title: 'T', link: 'https://a.example/' }
    expect(new Feed(options).atom1()).toContain('<id/>')
    expect(new SyndicationFeed(options).atom1()).toContain('<id>https://a.example/</id>')
  },
  'The language of a feed': () => {
    const [theirs, ours] = both({}, { language: 'id' })
    expect(theirs.atom1() + theirs.json1()).not.toMatch(/xml:lang|"language"/)
    expect(ours.atom1()).toContain('xml:lang="id"')
    expect(jsonOf(ours).language).toBe('id')
  },
  'A category of only a term': () => {
    const [theirs, ours] = both({ category: [{ term: 'sains' }] })
    expect(theirs.rss2()).toContain('<category>undefined</category>')
    expect(ours.rss2()).toContain('<category>sains</category>')
  },
  'JSON Feed 1.1': () => {
    const [theirs, ours] = both(
      { author: [{ name: 'A' }, { name: 'B' }], description: 'd' },
      { hub: 'https://hub.example/', favicon: 'https://a.example/f.png' },
    )
    expect(jsonOf(theirs).version).toBe('https://jsonfeed.org/version/1')
    expect(jsonOf(theirs).items[0]).not.toHaveProperty('authors')
    expect(jsonOf(theirs)).not.toHaveProperty('favicon')
    expect(faultsOf(jsonOf(ours))).toEqual([])
    expect(jsonOf(ours)).toMatchObject({ favicon: 'https://a.example/f.png', hubs: [{ type: 'WebSub' }] })
    expect(jsonOf(ours).items[0].authors).toEqual([{ name: 'A' }, { name: 'B' }])
  },
  'An item of JSON Feed without id or text': () => {
    const [theirs, ours] = both()
    expect(jsonOf(theirs).items[0]).not.toHaveProperty('id')
    expect(jsonOf(theirs).items[0]).not.toHaveProperty('content_html')
    expect(jsonOf(ours).items[0]).toMatchObject({ id: 'https://a.example/1', content_text: 'A' })
  },
  'An extension with the name of a member': () => {
    const extensions = [{ name: 'url', objects: { a: 1 } }]
    const [theirs, ours] = both({ extensions })
    expect(jsonOf(theirs).items[0].url).toEqual({ a: 1 })
    expect(jsonOf(ours).items[0].url).toBe('https://a.example/1')
  },
  'Two extensions of one name': () => {
    const [theirs, ours] = both({
      extensions: [
        { name: 'dc:subject', objects: { _text: 'a' } },
        { name: 'dc:subject', objects: { _text: 'b' } },
      ],
    })
    expect(theirs.rss2().match(/<dc:subject>/g)).toHaveLength(1)
    expect(ours.rss2().match(/<dc:subject>/g)).toHaveLength(2)
  },
  'The category and picture of a podcast': () => {
    const [theirs, ours] = both({}, { podcast: true, category: 'News', image: 'https://a.example/i.png' })
    expect(theirs.rss2()).toContain('<itunes:category>News</itunes:category>')
    expect(theirs.rss2()).not.toContain('<itunes:image')
    expect(ours.rss2()).toContain('<itunes:category text="News"/>')
    expect(ours.rss2()).toContain('<itunes:image href="https://a.example/i.png"/>')
  },
  'A style sheet of CSS': () => {
    const [theirs, ours] = both({}, { stylesheet: '/feed.css' })
    expect(theirs.rss2()).toContain('href="/feed.css" type="text/xsl"')
    expect(ours.rss2()).toContain('href="/feed.css" type="text/css"')
  },
}

describe('what `feed` 6 gets wrong and the library does not', () => {
  it.each(Object.entries(FAULTS))('%s', (_, prove) => prove())

  it('is what the table in docs/library.md lists', () => {
    const table = readFileSync('docs/library.md', 'utf8').split('## What `feed` 6 gets wrong')[1] ?? ''
    const rows = Array.from(table.matchAll(/^\| ([^|]+) \|/gm), ([, cell = '']) => cell.trim())
    expect(rows.slice(1)).toEqual(Object.keys(FAULTS))
  })
})
