import { describe, expect, it } from 'vitest'
import { extensionElements } from '../../../src/formats/extension.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

const EXTENSIBLE = {
  declared: new Map([
    ['dc', 'http://purl.org/dc/elements/1.1/'],
    ['media', 'http://search.yahoo.com/mrss/'],
  ]),
  plain: new Set(['comments']),
}

function write(name: string, objects: Record<string, unknown>): string {
  return extensionElements([{ name, objects }], EXTENSIBLE)
}

function feedWith(name: string, objects: Record<string, unknown>, options = {}): SyndicationFeed {
  const feed = new SyndicationFeed({ title: 'T', link: 'https://a.example/', ...options })
  const extensions = [{ name, objects }]
  feed.addItem({ title: 'T', link: 'https://a.example/1', date: new Date(0), copyright: 'C', extensions })
  feed.addExtension({ name, objects })
  return feed
}

describe('an extension', () => {
  it('is an element in the compact form of xml-js', () => {
    expect(write('dc:x', { _attributes: { a: 1, 'media:b': '"' }, _text: 'a & b' })).toBe(
      '<dc:x a="1" media:b="&quot;">a &#x26; b</dc:x>',
    )
    expect(write('dc:x', { _cdata: '<b>', child: ['1', 2, { _text: true }], 'dc:none': null })).toBe(
      '<dc:x>&#x3C;b&#x3E;<child>1</child><child>2</child><child>true</child></dc:x>',
    )
  })

  it('is left out where nobody declares its prefix, for the document would not be well-formed', () => {
    expect(write('mine:x', { _text: 'a' })).toBe('')
    expect(write('dc:x', { 'mine:y': 'a', _attributes: { 'mine:z': 'a' }, y: 'b' })).toBe(
      '<dc:x><y>b</y></dc:x>',
    )
  })

  it('may declare its own prefix, also for what is in it', () => {
    const declared = { 'xmlns:mine': 'https://mine.example/ns' }
    expect(write('mine:x', { _attributes: { ...declared, 'mine:a': 1 }, 'mine:y': 'b' })).toBe(
      '<mine:x mine:a="1" xmlns:mine="https://mine.example/ns"><mine:y>b</mine:y></mine:x>',
    )
  })

  it.each(['', 'not a URI', 'urn:a|b', 'http://www.w3.org/XML/1998/namespace'])(
    'cannot declare its prefix as %j, which is no namespace',
    (uri) => {
      expect(write('mine:x', { _attributes: { 'xmlns:mine': uri }, _text: 'a' })).toBe('')
    },
  )

  it('declares the prefix of a known module where the document does not', () => {
    expect(write('itunes:explicit', { _text: 'false' })).toBe(
      '<itunes:explicit xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">false</itunes:explicit>',
    )
    expect(write('dc:x', { 'podcast:y': { 'podcast:z': 'a' } })).toBe(
      '<dc:x><podcast:y xmlns:podcast="https://podcastindex.org/namespace/1.0"><podcast:z>a</podcast:z></podcast:y></dc:x>',
    )
  })

  it('cannot say of a declared prefix that it means something else, which would rename what is in it', () => {
    const attributes = { xmlns: 'urn:a', 'xmlns:dc': 'urn:b', 'xmlns:xml': 'urn:c', 'a b': '1' }
    expect(write('dc:x', { _attributes: attributes })).toBe('<dc:x></dc:x>')
  })

  it('has no attribute twice, by whichever prefix', () => {
    const attributes = {
      'xmlns:m': 'http://search.yahoo.com/mrss/',
      'm:a': 1,
      'media:a': 2,
      'xml:lang': 'id',
    }
    expect(write('dc:x', { _attributes: attributes })).toBe(
      '<dc:x m:a="1" xml:lang="id" xmlns:m="http://search.yahoo.com/mrss/"></dc:x>',
    )
  })

  it.each([
    '',
    'a b',
    '1a',
    'a:b:c',
    ':a',
    'dc:',
    'dc:1',
    '<a',
    'a>',
    'é',
    'dc:x onload',
    'xmlns:x',
    'xml:x',
  ])('is left out where its name is %j', (name) => {
    expect(write(name, { _text: 'a' })).toBe('')
  })

  it('has no prefix only where the format has such an element and we do not write it', () => {
    expect(write('comments', { _text: 'https://a.example/#comments' })).toContain('<comments>')
    expect(write('_note', { _text: 'a' })).toBe('')
    expect(feedWith('managingEditor', { _text: 'a@a.example (A)' }).rss2()).toMatch(
      /<managingEditor>a@a\.example \(A\)<\/managingEditor><item>(?!.*<managingEditor>)/,
    )
    expect(feedWith('title', { _text: 'another' }).rss2()).not.toContain('another')
  })
})

describe('the extensions of a feed', () => {
  it('stand last in their item, and in the channel before the items', () => {
    const rss = feedWith('dc:x', { _text: 'a' }).rss2()
    expect(rss).toContain('<dc:x>a</dc:x><item>')
    expect(rss).toContain('<dc:x>a</dc:x></item>')
  })

  it('stand in Atom too, but for modules that only RSS needs', () => {
    const declared = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    const atom = feedWith('dc:x', { _text: 'a' }).atom1()
    expect(atom).toContain(`<dc:x ${declared}>a</dc:x><entry>`)
    expect(atom).toContain(`<dc:x ${declared}>a</dc:x></entry>`)
    expect(feedWith('atom:updated', { _text: 'a' }).atom1()).not.toContain('atom:updated')
    expect(feedWith('content:encoded', { _text: 'a' }).atom1()).not.toContain('content:encoded')
    expect(feedWith('itunes:explicit', { _text: 'false' }).atom1()).not.toContain('itunes')
    expect(feedWith('comments', { _text: 'a' }).atom1()).not.toContain('comments')
  })

  it('take the place of the same element that we would write', () => {
    const rss = feedWith('dc:rights', { _text: 'theirs' }).rss2()
    expect(rss.match(/<dc:rights>.*?<\/dc:rights>/g)).toEqual([
      '<dc:rights>theirs</dc:rights>',
      '<dc:rights>theirs</dc:rights>',
    ])
    const podcast = { podcast: true, image: 'https://a.example/i.png' }
    const image = { _attributes: { href: 'https://a.example/large.png' } }
    const [channel = ''] = feedWith('itunes:image', image, podcast).rss2().split('<item>')
    expect(channel.match(/<itunes:image.*?>/g)).toEqual(['<itunes:image href="https://a.example/large.png">'])
  })
})
