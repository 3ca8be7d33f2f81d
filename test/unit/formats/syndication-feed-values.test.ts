import { describe, expect, it } from 'vitest'
import type { Entry, SyndicationOptions } from '../../../src/formats/document.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

const LINK = 'https://a.example/1'

/** A feed with one item. Programs in JavaScript pass what the types forbid, so any value may stand in any field. */
function feedWith(item: Record<string, unknown>, options: Record<string, unknown> = {}): SyndicationFeed {
  const feed = new SyndicationFeed({
    title: 'Feed',
    link: 'https://a.example/',
    ...options,
  } as SyndicationOptions)
  feed.addItem({ title: 'Item', link: LINK, date: new Date(0), ...item } as Entry)
  return feed
}

function jsonOf(feed: SyndicationFeed) {
  return JSON.parse(feed.json1())
}

const BLANK = ['', ' \n', '\u0003', null, undefined]

describe('a value that says nothing', () => {
  it.each(['description', 'content', 'copyright', 'byline', 'summary', 'language'])(
    'is not written as the %s of an item',
    (field) => {
      const without = feedWith({})
      for (const blank of BLANK) {
        const feed = feedWith({ [field]: blank })
        expect([feed.rss2(), feed.atom1(), feed.json1()]).toEqual([
          without.rss2(),
          without.atom1(),
          without.json1(),
        ])
      }
    },
  )

  it.each(['description', 'copyright', 'docs', 'hub', 'image', 'favicon', 'feed', 'language', 'stylesheet'])(
    'is not written as the %s of a feed',
    (field) => {
      const without = feedWith({})
      for (const blank of BLANK) {
        const feed = feedWith({}, { [field]: blank })
        expect([feed.rss2(), feed.atom1(), feed.json1()]).toEqual([
          without.rss2(),
          without.atom1(),
          without.json1(),
        ])
      }
    },
  )

  it('is no generator at all', () => {
    expect(feedWith({}, { generator: '' }).rss2()).not.toContain('generator')
  })

  it('names nobody and nothing', () => {
    const feed = feedWith({ author: [{}, { name: ' ' }], category: [{ name: '' }], publisher: { name: '' } })
    expect(feed.rss2()).not.toMatch(/creator|publisher|category/)
    expect(jsonOf(feed).items[0]).not.toHaveProperty('authors')
    expect(jsonOf(feed).items[0]).not.toHaveProperty('_attribution')
  })

  it('loses no credit where an address is known', () => {
    const url = 'https://b.example/'
    const feed = feedWith({ publisher: { name: '', url }, original: { title: '', url } })
    expect(feed.rss2()).toContain(`<source url="${url}">${url}</source>`)
    expect(feed.atom1()).toContain(`<link rel="related" href="${url}" title="${url}"/>`)
  })
})

describe('a value of another type', () => {
  it('is text where it is a number, as identities often are', () => {
    const feed = feedWith({ id: 42, title: 1984 })
    expect(feed.rss2()).toContain(
      '<title>1984</title><link>https://a.example/1</link><guid isPermaLink="false">42<',
    )
    expect(jsonOf(feed).items[0]).toMatchObject({ id: '42', title: '1984' })
  })

  it('is a link where it is a URL', () => {
    const feed = feedWith({ link: new URL(LINK), image: new URL('https://a.example/i.png') })
    expect(jsonOf(feed).items[0]).toMatchObject({ url: LINK, image: 'https://a.example/i.png' })
  })

  it('is a list where it is one author or category alone', () => {
    const feed = feedWith({ author: { name: 'A' }, category: { name: 'c' } })
    expect(jsonOf(feed).items[0]).toMatchObject({ authors: [{ name: 'A' }], tags: ['c'] })
  })

  it('is read through a getter', () => {
    class Post {
      link = LINK
      date = new Date(0)
      get title() {
        return 'got'
      }
    }
    const feed = new SyndicationFeed({ title: 'Feed' })
    feed.addItem(new Post())
    expect(jsonOf(feed).items[0].title).toBe('got')
  })

  it.each([
    ['a number as a text', '123', 123],
    ['nothing', 0, undefined],
    ['less than nothing', -1, undefined],
    ['not a number', Number.NaN, undefined],
    ['without end', Number.POSITIVE_INFINITY, undefined],
    ['half a byte', 1.5, undefined],
  ])('is the length of a file unless it is %s', (_, length, expected) => {
    const feed = feedWith({ enclosure: { url: 'https://a.example/a.mp3', length } })
    expect(jsonOf(feed).items[0].attachments[0].size_in_bytes).toBe(expected)
    expect(feed.rss2().includes('<enclosure ')).toBe(expected !== undefined)
  })

  it('is left out where its field has a form', () => {
    const feed = feedWith(
      {
        language: 'not a language',
        author: { name: 'A', email: 'not an address' },
        offsets: { published: 1 },
      },
      { language: 'en_US', ttl: 0, docs: 'not a URL', author: { name: 'R', email: 'r@a.example' } },
    )
    expect(feed.atom1()).toContain('xml:lang="en-US"')
    expect(feed.atom1()).not.toContain('not a')
    expect(feed.atom1()).toContain('<email>r@a.example</email>')
    expect(feed.rss2()).not.toMatch(/<ttl>|not a/)
  })

  it('is a media type, or is guessed from the name of the file', () => {
    const types = ['audio/ogg; codecs=opus', 'mp3', ''].map(
      (type) =>
        jsonOf(feedWith({ audio: { url: 'https://a.example/a.mp3', type } })).items[0].attachments[0]
          .mime_type,
    )
    expect(types).toEqual(['audio/ogg; codecs=opus', 'audio/mpeg', 'audio/mpeg'])
  })
})

describe('a link', () => {
  it.each([
    ['https://a.example/a|b[c]^`{d}?e|f#g#h', 'https://a.example/a%7Cb%5Bc%5D%5E%60%7Bd%7D?e%7Cf#g%23h'],
    ['https://a.example/100%', 'https://a.example/100%25'],
    ['https://[::1]:8080/ä ö', 'https://[::1]:8080/%C3%A4%20%C3%B6'],
    ['HTTP://A.example:80/../b', 'http://a.example/b'],
    ['mailto:a b@a.example', 'mailto:a%20b@a.example'],
  ])('%s is written in the characters of RFC 3986, as %s', (link, expected) => {
    expect(jsonOf(feedWith({ link })).items[0].url).toBe(expected)
    expect(jsonOf(feedWith({ link: expected })).items[0].url).toBe(expected)
  })

  it('may be relative where `feed` takes it as it is: it is resolved against the home page', () => {
    const author = { name: 'R', avatar: '/r.png' }
    const feed = feedWith({}, { image: '/i.png', favicon: 'f.ico', feedLinks: { json: 'feed.json' }, author })
    expect(jsonOf(feed)).toMatchObject({
      icon: 'https://a.example/i.png',
      favicon: 'https://a.example/f.ico',
      feed_url: 'https://a.example/feed.json',
      authors: [{ avatar: 'https://a.example/r.png' }],
    })
    expect(() => new SyndicationFeed({ title: 'T', image: '/i.png' })).toThrow(
      /^image: "\/i.png" is not an absolute/,
    )
  })
})

describe('the data of an extension', () => {
  const hostile: Record<string, unknown> = {
    big: 1n,
    date: new Date(0),
    url: new URL('https://a.example'),
    n: null,
  }
  hostile.itself = hostile
  hostile.call = () => 1
  hostile.symbol = Symbol('s')
  hostile.none = Number.NaN
  hostile.invalid = new Date(Number.NaN)
  hostile['a.b'] = 'no dot'
  hostile.about = 5
  hostile.toJSON = () => 'not this'
  hostile.text = 'a\u0003\uD800b'

  it('may be anything: what JSON Feed can not hold is left out', () => {
    const feed = feedWith({ extensions: [{ name: '_x', objects: hostile }], attribution: hostile })
    const expected = {
      big: '1',
      date: '1970-01-01T00:00:00.000Z',
      url: 'https://a.example/',
      n: null,
      text: 'ab',
    }
    expect(jsonOf(feed).items[0]._x).toEqual(expected)
    expect(jsonOf(feed).items[0]._attribution).toEqual(expected)
  })

  it('may be anything: what XML can not hold is left out', () => {
    const rss = feedWith({ extensions: [{ name: 'dc:x', objects: hostile }] }).rss2()
    expect(rss).toContain(
      '<dc:x><big>1</big><date>1970-01-01T00:00:00.000Z</date><url>https://a.example/</url>' +
        '<a.b>no dot</a.b><about>5</about><text>ab</text></dc:x>',
    )
  })

  it('is cut where it is too deep for parsers', () => {
    let deep: Record<string, unknown> = { _text: 'bottom' }
    for (let level = 0; level < 10_000; level++) deep = { 'dc:x': deep }
    const rss = feedWith({ extensions: [{ name: 'dc:x', objects: deep }] }).rss2()
    expect(rss).not.toContain('bottom')
    expect(rss.match(/<dc:x>/g)).toHaveLength(64)
  })

  it.each(['dc:x', '_a.b', '_1', '__x', 'title', 'x'])(
    'is no member of JSON Feed where its name is %s',
    (name) => {
      const feed = feedWith({ extensions: [{ name, objects: { a: 'theirs' } }] })
      expect(feed.json1()).not.toContain('theirs')
    },
  )

  it('is no member of JSON Feed where it has no members', () => {
    for (const objects of ['text', ['list'], {}, { _text: 'xml' }]) {
      const feed = feedWith({ extensions: [{ name: '_x', objects }] })
      expect(feed.json1()).not.toContain('_x')
    }
  })
})
