import { describe, expect, it } from 'vitest'
import { extensionElements } from '../../../src/formats/extension.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

const PREFIXES = new Set(['dc', 'media'])

function write(name: string, objects: Record<string, unknown>): string {
  return extensionElements([{ name, objects }], PREFIXES)
}

describe('an extension', () => {
  it('is an element in the compact form of xml-js', () => {
    expect(write('dc:x', { _attributes: { a: 1, 'media:b': '"' }, _text: 'a & b' })).toBe(
      '<dc:x a="1" media:b="&quot;">a &#x26; b</dc:x>',
    )
    expect(write('plain', { _cdata: '<b>', child: ['1', 2, { _text: true }], 'dc:none': null })).toBe(
      '<plain>&#x3C;b&#x3E;<child>1</child><child>2</child><child>true</child></plain>',
    )
  })

  it('is left out where its prefix is not declared, for the document would not be well-formed', () => {
    expect(write('itunes:x', { _text: 'a' })).toBe('')
    expect(write('dc:x', { 'itunes:y': 'a', _attributes: { 'itunes:z': 'a' }, y: 'b' })).toBe(
      '<dc:x><y>b</y></dc:x>',
    )
  })

  it.each(['', 'a b', '1a', 'a:b:c', ':a', 'dc:', 'dc:1', '<a', 'a>', 'é', 'dc:x onload'])(
    'is left out where its name is %j',
    (name) => {
      expect(write(name, { _text: 'a' })).toBe('')
    },
  )

  it('cannot declare a namespace, which would rename the elements in it', () => {
    expect(write('x', { _attributes: { xmlns: 'urn:a', 'xmlns:dc': 'urn:b', 'a b': '1' } })).toBe('<x></x>')
  })

  it('stands last in its item, and in the channel before the items', () => {
    const feed = new SyndicationFeed({ title: 'T' })
    const extensions = [{ name: 'dc:x', objects: { _text: 'a' } }]
    feed.addItem({ title: 'T', link: 'https://a.example/', date: new Date(0), extensions })
    feed.addExtension({ name: 'dc:y', objects: { _text: 'b' } })
    expect(feed.rss2()).toContain('<dc:y>b</dc:y><item>')
    expect(feed.rss2()).toContain('<dc:x>a</dc:x></item>')
  })

  it('may have an element of the podcast modules where the feed is a podcast', () => {
    const extension = { name: 'itunes:explicit', objects: { _text: 'false' } }
    for (const podcast of [true, false]) {
      const feed = new SyndicationFeed({ title: 'T', podcast })
      feed.addExtension(extension)
      expect(feed.rss2().includes('<itunes:explicit>false</itunes:explicit>')).toBe(podcast)
    }
  })
})
