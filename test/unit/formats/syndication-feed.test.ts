import { Feed } from 'feed'
import { describe, expect, it } from 'vitest'
import type { Entry, SyndicationOptions } from '../../../src/formats/document.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

const OPTIONS: SyndicationOptions = { title: 'T', link: 'https://a.example/', podcast: true }

function item(fields: Partial<Entry> = {}): Entry {
  return { title: 'T', link: 'https://a.example/1', date: new Date(0), ...fields }
}

function feedWith(fields: Partial<Entry>, options: Partial<SyndicationOptions> = {}): SyndicationFeed {
  const feed = new SyndicationFeed({ ...OPTIONS, ...options })
  feed.addItem(item(fields))
  return feed
}

describe('a syndication feed', () => {
  it('is a Feed, with its builder', () => {
    const feed = new SyndicationFeed(OPTIONS)
    feed.addItem(item())
    feed.addCategory('berita\u0000')
    feed.addContributor({ name: 'A\uFFFF' })
    expect(feed).toBeInstanceOf(Feed)
    expect(feed.items).toHaveLength(1)
    expect(feed.categories).toEqual(['berita'])
    expect(feed.contributors).toEqual([{ name: 'A' }])
  })

  it.each([
    ['its own link', () => new SyndicationFeed({ ...OPTIONS, link: '/' })],
    ['the link of an item', () => feedWith({ link: 'a.example/1' })],
    ['the link of an author', () => feedWith({ author: [{ name: 'A', link: 'x y' }] })],
    ['the URL of an enclosure', () => feedWith({ enclosure: { url: 'i.jpg' } })],
    ['a picture given as a text', () => feedWith({ image: 'i.jpg' })],
    ['the URL of a source', () => feedWith({ sources: [{ name: 'A', url: 'a.example' }] })],
    ['the URL of an object', () => feedWith({ video: { url: '' }, image: { url: 'b' } })],
    ['a feed link', () => new SyndicationFeed({ ...OPTIONS, feedLinks: { atom: 'atom.xml' } })],
  ])('refuses %s that is no absolute URL', (_, build) => {
    expect(build).toThrow(TypeError)
    expect(build).toThrow(/is not an absolute URL$/)
  })

  it('refuses an item with neither link nor id, which no format can name', () => {
    expect(() => feedWith({ link: '' })).toThrow(new TypeError('link: an item needs a link or an id'))
  })

  it('refuses a date that is a text', () => {
    const text = '2022-09-20' as unknown as Date
    expect(() => feedWith({ date: text })).toThrow(new TypeError('date is not a Date'))
    expect(() => feedWith({ published: text })).toThrow(new TypeError('published is not a Date'))
  })

  it.each([
    ['date', () => feedWith({ date: new Date(Number.NaN) })],
    ['published', () => feedWith({ published: new Date('0000-01-01') })],
    ['updated', () => feedWith({}, { updated: new Date('+010000-01-01') })],
  ])('refuses a %s that no format can write', (field, build) => {
    expect(build).toThrow(new RangeError(`${field} is not a valid date`))
  })

  it.each(['0001-01-01T00:00:00Z', '9998-12-31T23:59:59Z'])(
    'accepts %s, which every format can write',
    (text) => {
      expect(feedWith({ date: new Date(text) }).atom1()).toContain(`<updated>${text}</updated>`)
    },
  )

  it('normalises links, and drops what XML cannot hold from every text', () => {
    const feed = feedWith({
      title: 'a\u0003\uD800b',
      link: 'HTTPS://A.example/a b\uFFFF',
      image: 'https://b.example',
    })
    expect(feed.items[0]).toMatchObject({
      title: 'ab',
      link: 'https://a.example/a%20b',
      image: 'https://b.example/',
    })
  })

  it('takes the members of an extension or an attribution for data, whatever their names', () => {
    const objects = { link: 'no URL', url: { _text: 'nor this\u0000' }, _attributes: { rss: 'x' } }
    const feed = feedWith({ extensions: [{ name: '_x', objects }], attribution: { feed: 'Umpan\uFFFE' } })
    feed.addExtension({ name: '_y', objects })
    const expected = { link: 'no URL', url: { _text: 'nor this' }, _attributes: { rss: 'x' } }
    expect(feed.items[0]).toMatchObject({
      extensions: [{ name: '_x', objects: expected }],
      attribution: { feed: 'Umpan' },
    })
    expect(feed.extensions).toEqual([{ name: '_y', objects: expected }])
  })

  it('copies what it is given, so that later changes do not reach it', () => {
    const date = new Date(0)
    const author = { name: 'A' }
    const feed = feedWith({ date, author: [author] })
    date.setTime(1)
    author.name = 'B'
    expect(feed.items[0]).toMatchObject({ date: new Date(0), author: [{ name: 'A' }] })
  })

  it('is plain data, which may be changed after it was added and is made safe when it is written', () => {
    const feed = feedWith({ title: 'before' })
    feed.options.title = 'Feed\u0003'
    Object.assign(feed.items[0] ?? {}, { title: 'after\uFFFF' })
    feed.items.push(item({ title: 'pushed\uD800', content: ']]\u0003>' }))
    feed.categories.push('news\u0000')
    expect(feed.rss2()).toMatch(
      /<title>Feed<.*<category>news<.*<title>after<.*<title>pushed<.*<!\[CDATA\[]]]]><!\[CDATA\[>]]>/,
    )
    feed.items.push(item({ link: '/1' }))
    expect(() => feed.rss2()).toThrow(new TypeError('link: "/1" is not an absolute URL'))
  })

  it('keeps what a program adds to its items for itself, and writes nothing of it', () => {
    const feed = new SyndicationFeed(OPTIONS)
    feed.addItem({ ...item(), pinned: true } as Entry)
    expect(feed.items[0]).toMatchObject({ pinned: true })
    expect(feed.rss2() + feed.atom1() + feed.json1()).not.toContain('pinned')
  })

  it('gives the same bytes each time and changes nothing it is given', () => {
    const audio = Object.freeze({ url: 'https://a.example/a.mp3', length: 5, duration: 3661 })
    const feed = feedWith(
      { audio, category: [{ name: 'A' }], author: [{ name: 'A' }] },
      { image: 'https://a.example/i' },
    )
    const before = structuredClone(feed.items)
    const first = [feed.rss2(), feed.atom1(), feed.json1()]
    expect([feed.rss2(), feed.atom1(), feed.json1()]).toEqual(first)
    expect(feed.items).toEqual(before)
    expect(first[0]).toContain('<itunes:duration>1:01:01</itunes:duration>')
  })
})
