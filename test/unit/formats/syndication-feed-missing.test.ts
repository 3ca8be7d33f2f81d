import { describe, expect, it } from 'vitest'
import type { Entry, SyndicationOptions } from '../../../src/formats/document.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

/** A feed of almost nothing. */
function feedWith(options: Partial<SyndicationOptions>, item?: Partial<Entry>): SyndicationFeed {
  const feed = new SyndicationFeed({ title: 'T', ...options })
  if (item) feed.addItem({ title: 'Item', link: 'https://a.example/1', date: new Date(0), ...item })
  return feed
}

function jsonItem(item: Partial<Entry>) {
  return JSON.parse(feedWith({}, item).json1()).items[0]
}

describe('the home page that RSS requires', () => {
  it.each([
    ['the link', { link: 'https://a.example/', id: 'https://b.example/' }, 'https://a.example/'],
    [
      'the id where it is a page',
      { id: 'https://b.example/', feed: 'https://c.example/' },
      'https://b.example/',
    ],
    ['the address of the feed', { id: 'tag:b', feed: 'https://c.example/rss' }, 'https://c.example/rss'],
    ['the address in any format', { feedLinks: { json: 'https://c.example/j' } }, 'https://c.example/j'],
    ['the site of the first item', {}, 'https://a.example/'],
  ])('is %s', (_, options, expected) => {
    expect(feedWith(options, {}).rss2()).toContain(`<link>${expected}</link><description>T</description>`)
  })

  it('is empty where no address is known at all', () => {
    expect(feedWith({}).rss2()).toContain('<link></link>')
  })
})

describe('the identity that Atom requires of a feed', () => {
  it.each([
    ['its id', { id: 'tag:a', link: 'https://a.example/' }, 'tag:a'],
    [
      'a fragment where the id is no IRI',
      { id: 'my feed', link: 'https://a.example/' },
      'https://a.example/#my%20feed',
    ],
    ['the link', { link: 'https://a.example/' }, 'https://a.example/'],
    ['the address of the feed', { feed: 'https://a.example/rss' }, 'https://a.example/rss'],
    ['its title as a URL', {}, 'data:,T'],
    ['a fragment of that', { id: '7' }, 'data:,T#7'],
  ])('is %s', (_, options, expected) => {
    expect(feedWith(options).atom1()).toContain(`<id>${expected}</id><title>T</title>`)
  })
})

describe('the identity that Atom requires of an entry', () => {
  it.each([
    ['its id', { id: 'tag:a' }, 'tag:a'],
    ['its id before its guid', { guid: 'urn:b', id: 'tag:a' }, 'tag:a'],
    ['its link before its guid', { guid: 'urn:b' }, 'https://a.example/1'],
    ['its guid without id and link', { guid: 'urn:b', link: '' }, 'urn:b'],
    ['the normal form of a URL', { id: 'https://A.example/é' }, 'https://a.example/%C3%A9'],
    ['its link', {}, 'https://a.example/1'],
    ['a fragment where the id is no IRI', { id: 'post 1' }, 'https://a.example/1#post%201'],
    [
      'a longer fragment where the link has one',
      { id: '1', link: 'https://a.example/#a' },
      'https://a.example/#a/1',
    ],
    ['a fragment of the feed without a link', { id: '1', link: '' }, 'data:,T#1'],
  ])('is %s', (_, item, expected) => {
    expect(feedWith({}, item).atom1()).toContain(`<entry><id>${expected}</id>`)
  })
})

describe('an author that Atom requires', () => {
  it('is the feed by its title, where an entry names nobody', () => {
    const head = (item?: Partial<Entry>, options = {}) => feedWith(options, item).atom1().split('<entry>')[0]
    expect(head({})).toContain('<author><name>T</name></author>')
    expect(head({}, { author: { name: 'R' } })).toContain('<author><name>R</name></author>')
    expect(head({ author: [{ name: 'A' }] })).not.toContain('<author>')
    expect(head({ publisher: { name: 'P', url: 'https://p.example/' } })).not.toContain('<author>')
    expect(head()).not.toContain('<author>')
  })

  it('is called by the address where there is no name', () => {
    const atom = feedWith({}, { author: [{ email: 'a@a.example' }, { link: 'https://b.example/' }] }).atom1()
    expect(atom).toContain('<author><name>a@a.example</name><email>a@a.example</email></author>')
    expect(atom).toContain('<author><name>https://b.example/</name><uri>https://b.example/</uri></author>')
  })
})

describe('an item without a title', () => {
  it('has none in RSS and JSON Feed, where it has a description', () => {
    const item = { title: '', description: 'd', content: '<p>c</p>' }
    expect(feedWith({}, item).rss2()).toMatch(/<item><link>.*<description>.*<content:encoded>/)
    expect(jsonItem(item)).not.toHaveProperty('title')
  })

  it('has its body as the description of RSS, which asks for either', () => {
    const rss = feedWith({}, { title: '', content: '<p>c</p>' }).rss2()
    expect(rss).toContain('<description><![CDATA[<p>c</p>]]></description>')
    expect(rss).not.toMatch(/<item>.*<title>|content:encoded>/)
  })

  it('is called by its identity where it has no text at all', () => {
    expect(feedWith({}, { title: '' }).rss2()).toContain('<item><title>https://a.example/1</title>')
  })
})

describe('an item without a link', () => {
  const item = { link: '', id: 'tag:a' }

  it('has none in any format', () => {
    const feed = feedWith({ link: 'https://a.example/' }, item)
    expect(feed.rss2()).toContain('<title>Item</title><guid isPermaLink="false">tag:a</guid>')
    expect(feed.atom1().split('<entry>')[1]).not.toContain('<link')
    expect(jsonItem(item)).not.toHaveProperty('url')
  })

  it.each([
    [{ content: '<p>c</p>' }, '<content type="html"><![CDATA[<p>c</p>]]></content>'],
    [{ description: '<i>d</i>' }, '<content type="html"><![CDATA[<i>d</i>]]></content>'],
    [{ summary: 's' }, '<content>s</content>'],
    [{}, '<content>Item</content>'],
  ])('has content in Atom, which asks for either (%#)', (fields, expected) => {
    expect(feedWith({}, { ...item, ...fields }).atom1()).toContain(expected)
  })
})

describe('a category', () => {
  it('has a scheme in Atom only where it is an IRI, and any domain in RSS', () => {
    const feed = feedWith(
      {},
      {
        category: [
          { name: 'a', domain: 'free text' },
          { name: 'b', domain: 'urn:x:y' },
        ],
      },
    )
    expect(feed.atom1().match(/<category.*?>/g)).toEqual([
      '<category term="a" label="a"/>',
      '<category term="b" scheme="urn:x:y" label="b"/>',
    ])
    expect(feed.rss2()).toContain('<category domain="free text">a</category>')
  })
})

describe('credit in JSON Feed', () => {
  it('is an object of its own where nobody wrote one', () => {
    const item = jsonItem({
      byline: 'A (R)',
      publisher: { name: 'P', url: 'https://p.example/' },
      sources: [{ name: 'R' }],
      contributor: [{ name: 'E', email: 'e@a.example', link: 'https://e.example/' }, { name: 'F' }],
      copyright: '© P',
      photo: { credit: 'Sputnik' },
    })
    expect(item._attribution).toEqual({
      byline: 'A (R)',
      publisher: { name: 'P', url: 'https://p.example/' },
      sources: [{ name: 'R' }],
      contributors: [{ name: 'E', url: 'https://e.example/' }, { name: 'F' }],
      image: { credit: 'Sputnik' },
      rights: '© P',
    })
  })

  it('is the one that was written, also as an extension', () => {
    expect(jsonItem({ attribution: { credit: 'c' }, copyright: '©' })._attribution).toEqual({ credit: 'c' })
    const extensions = [{ name: '_attribution', objects: { credit: 'c' } }]
    expect(jsonItem({ extensions, copyright: '©' })._attribution).toEqual({ credit: 'c' })
  })
})
