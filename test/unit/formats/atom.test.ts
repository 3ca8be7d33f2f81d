import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../src/formats/document.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'
import {
  ANTARA,
  EDITOR,
  feedOf,
  fullArticle,
  plainArticle,
  REPORTER,
  REUTERS,
  withoutBody,
} from '../../support/article.ts'

const CREDIT =
  'Disarikan oleh Warta dari laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.'

/** The first entry, its tags included. */
function entryOf(document: string): string {
  return /<entry.*?<\/entry>/s.exec(document)?.[0] ?? ''
}

function atomEntry(fields: Partial<Entry>): string {
  const feed = new SyndicationFeed({ title: 'Warta', id: 'tag:a.example,2022:feed', language: 'id' })
  feed.addItem({ title: 'Contoh', link: 'https://news.example/a', date: new Date(0), ...fields })
  return entryOf(feed.atom1())
}

describe('an Atom entry', () => {
  it('has the elements of the mapping, links after the content and source last', () => {
    expect(entryOf(feedOf(fullArticle()).atom1())).toBe(
      [
        '<entry>',
        '<id>tag:warta.example,2022-09-20:contoh</id>',
        '<title>Contoh</title>',
        '<updated>2022-09-20T12:58:11+07:00</updated>',
        '<published>2022-09-20T12:32:00+07:00</published>',
        '<author schema:roleName="reporter"><name>Lintar Satria</name></author>',
        '<author><name>Reuters</name><uri>https://www.reuters.com/</uri></author>',
        '<contributor schema:roleName="editor"><name>Friska Yolandha</name></contributor>',
        '<contributor schema:roleName="digest"><name>Warta</name></contributor>',
        '<category term="luar-negeri" label="Luar Negeri"/>',
        `<summary>Ringkasan. ${CREDIT}</summary>`,
        '<content type="html"><![CDATA[<figure><img src="https://img.example/contoh.jpg" alt="Dua orang" ',
        'width="1200" height="800"/><figcaption>Dua orang bersalaman ',
        '<small>Foto: Alexandr Demyanchuk, Sputnik</small></figcaption></figure><p>Isi.</p>',
        `<p><small>${CREDIT}</small></p>]]></content>`,
        '<link rel="alternate" type="text/html" href="https://news.example/articles/contoh"/>',
        '<link rel="via" href="https://www.reuters.com/" title="Reuters"/>',
        '<link rel="related" href="https://www.republika.co.id/berita/contoh" title="Republika"/>',
        '<link rel="related" href="https://www.republika.co.id/berita/terkait" title="Terkait"/>',
        '<rights>© 2022 Republika; bahan dari Reuters</rights>',
        '<media:content url="https://img.example/contoh.jpg" medium="image" type="image/jpeg" ',
        'width="1200" height="800"><media:description type="plain">Dua orang bersalaman</media:description>',
        '<media:credit role="photographer" scheme="urn:ebu">Alexandr Demyanchuk, Sputnik</media:credit>',
        '</media:content>',
        `<schema:creditText>${CREDIT}</schema:creditText><schema:dateline>Moskow</schema:dateline>`,
        '<source><id>https://www.republika.co.id/</id><title>Republika</title>',
        '<updated>2022-09-20T12:58:11+07:00</updated>',
        '<link rel="alternate" href="https://www.republika.co.id/"/>',
        '<author><name>Republika</name></author></source>',
        '</entry>',
      ].join(''),
    )
  })

  it('an Atom entry names a publisher without a URL in its source, by a tag: URI and without a link', () => {
    expect(entryOf(feedOf(plainArticle({ publisher: ANTARA, sources: [] })).atom1())).toContain(
      [
        '<source><id>tag:warta.example,2022:sources/antara</id><title>Antara</title>',
        '<updated>2022-09-20T12:58:11+07:00</updated><author><name>Antara</name></author></source></entry>',
      ].join(''),
    )
  })

  it('an Atom entry names sources without a URL as contributors of its source, and has no via link for them', () => {
    const atom = entryOf(feedOf(plainArticle({ sources: [REUTERS, ANTARA] })).atom1())
    expect(atom).toContain(
      '<author><name>Republika</name></author><contributor><name>Antara</name></contributor></source>',
    )
    expect(atom.match(/rel="via"[^>]*/g)).toEqual([
      'rel="via" href="https://www.reuters.com/" title="Reuters"/',
    ])
  })

  it('an Atom entry has no source where nothing names the publisher but its name', () => {
    expect(atomEntry({ publisher: { name: 'A' }, sources: [{ name: 'B' }] })).not.toContain('<source>')
  })

  it('says its language where that is not the language of the feed', () => {
    const atom = feedOf(plainArticle({ language: 'en' }), plainArticle()).atom1()
    expect(atom.match(/<entry.*?>/g)).toEqual(['<entry xml:lang="en">', '<entry>'])
  })

  it('has an author each for every reporter and for the nearest agency', () => {
    const authors = [
      REPORTER,
      EDITOR,
      { name: 'Kamran', role: 'reporter', url: 'https://k.example/' } as const,
    ]
    const entry = entryOf(feedOf(plainArticle({ authors, sources: [ANTARA] })).atom1())
    expect(entry.match(/<author.*?<\/author>/g)?.slice(0, 3)).toEqual([
      '<author schema:roleName="reporter"><name>Lintar Satria</name></author>',
      '<author schema:roleName="reporter"><name>Kamran</name><uri>https://k.example/</uri></author>',
      '<author><name>Antara</name></author>',
    ])
  })

  it('has the credit alone where it came without its picture', () => {
    const entry = entryOf(
      feedOf(plainArticle({ image: { caption: 'Dua orang', credit: 'Sputnik' } })).atom1(),
    )
    expect(entry).toContain(
      '</rights><media:credit role="photographer" scheme="urn:ebu">Sputnik</media:credit>',
    )
    expect(entry).not.toMatch(/media:content|media:description/)
  })

  it('has its summary and no content where the body was not asked for', () => {
    const entry = entryOf(feedOf(withoutBody(fullArticle())).atom1())
    expect(entry).toContain(`<summary>Ringkasan. ${CREDIT}</summary>`)
    expect(entry).not.toContain('<content')
  })

  it('has a plain text title, which Miniflux shows as it is', () => {
    expect(atomEntry({ title: 'A & B <i>' })).toContain('<title>A &#x26; B &#x3C;i&#x3E;</title>')
  })

  it('takes a summary for text and a description for HTML', () => {
    expect(atomEntry({ summary: 'a < b' })).toContain('<summary>a &#x3C; b</summary>')
    expect(atomEntry({ description: '<i>a</i>' })).toContain(
      '<summary type="html"><![CDATA[<i>a</i>]]></summary>',
    )
  })

  it('names a category by its term, else by its name, and leaves one without either out', () => {
    const category = [
      { name: 'A', domain: 'https://a.example/' },
      { term: 't' },
      { scheme: 'https://a.example/' },
    ]
    expect(atomEntry({ category }).match(/<category.*?>/g)).toEqual([
      '<category term="A" scheme="https://a.example/" label="A"/>',
      '<category term="t"/>',
    ])
  })
})

describe('an Atom feed', () => {
  it('has its own elements before the entries', () => {
    const atom = feedOf(plainArticle()).atom1()
    expect(atom.slice(0, atom.indexOf('<entry'))).toBe(
      [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        '<?xml-stylesheet href="https://news.example/feed.css" type="text/css"?>\n',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" ',
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:schema="https://schema.org/" xml:lang="id">',
        '<id>tag:warta.example,2022:feed</id>',
        '<title>Warta</title>',
        '<subtitle>Berita dari Warta, tiap artikel dengan kredit lengkap: reporter, editor, penerbit, ',
        'sumber, dan fotografer.</subtitle>',
        '<updated>2022-09-20T06:00:00Z</updated>',
        '<link rel="alternate" type="text/html" href="https://news.example/"/>',
        '<link rel="self" type="application/atom+xml" href="https://news.example/atom.xml"/>',
        '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>',
        '<generator>Warta</generator>',
        '<icon>https://news.example/icon-192.png</icon>',
        '<logo>https://news.example/icon-512.png</logo>',
      ].join(''),
    )
  })

  it('is dated by the epoch where nothing says when it changed', () => {
    expect(new SyndicationFeed({ title: 'T' }).atom1()).toContain('<updated>1970-01-01T00:00:00Z</updated>')
  })

  it('has an id also where nobody gave one', () => {
    const feedLinks = { atom: 'https://a.example/atom.xml' }
    expect(new SyndicationFeed({ title: 'T', feedLinks }).atom1()).toContain(
      '<id>https://a.example/atom.xml</id>',
    )
    expect(new SyndicationFeed({ title: 'T', feedLinks, link: 'https://a.example/' }).atom1()).toContain(
      '<id>https://a.example/</id>',
    )
  })
})
