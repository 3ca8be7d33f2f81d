import { describe, expect, it } from 'vitest'
import { feedImporter } from '../../../../../src/ingest/import/feed/import.ts'
import { atom, json, only, read, rss, TIME, withTitle } from '../../../../support/upstream-feed.ts'

describe('what is a feed', () => {
  it.each([
    ['RSS 2.0', rss('')],
    ['RDF', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'],
    ['Atom behind a comment and a DOCTYPE', `<!-- <html> --><!DOCTYPE feed [<!ENTITY a "b">]>${atom('')}`],
    ['JSON Feed', json({})],
    ['a feed with a byte order mark', `\uFEFF${rss('')}`],
  ])('a document is taken for a feed: %s', (_name, text) => {
    expect(feedImporter.detect({ text, name: 'x' })).toBe(true)
  })

  it.each([
    ['a page that shows a feed', '<html><body><rss version="2.0"></rss></body></html>'],
    ['NewsML-G2', '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"></newsItem>'],
    ['ninjs', '{"uri":"x","headline":"a"}'],
    ['text', 'rss feed'],
    ['nothing', ''],
  ])('a document is not taken for a feed: %s', (_name, text) => {
    expect(feedImporter.detect({ text, name: 'x' })).toBe(false)
  })
})

describe('an item of RSS', () => {
  it('an item of RSS gives its text, time, place and language', () => {
    const article = only(
      withTitle(`<link>/a/1</link><guid isPermaLink="false">tag:kabar.example,2022:1</guid>
        <description>Ringkas &amp;amp; &lt;b&gt;padat&lt;/b&gt;.</description>
        <content:encoded><![CDATA[<p>Isi <a href="lain">lain</a>.</p>]]></content:encoded>
        <category>Dunia, Asia</category><category>Asia</category><dc:rights>© Kabar</dc:rights>
        <dc:language>en</dc:language>`),
    )
    expect(article).toMatchObject({
      id: 'tag:kabar.example,2022:1',
      title: 'Judul',
      language: 'en',
      published: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
      original: 'https://kabar.example/a/1',
      summary: 'Ringkas & padat.',
      body: '<p>Isi <a href="https://kabar.example/a/lain">lain</a>.</p>',
      tags: ['Dunia', 'Asia'],
      rights: '© Kabar',
      publisher: { name: 'Kabar', home: 'https://kabar.example/' },
      guesses: [],
    })
  })

  it('an item of RSS splits reporters and agency of a byline', () => {
    const { authors, sources } = only(
      withTitle('<dc:creator>Lintar Satria dan Budi, S.Pd (Reuters)</dc:creator>'),
    )
    expect(authors.map(({ name }) => name)).toEqual(['Lintar Satria', 'Budi, S.Pd'])
    expect(sources).toEqual([{ name: 'Reuters' }])
  })

  it('an item of RSS names the publisher by its source and the chain by via', () => {
    const { publisher, sources, related } = only(
      withTitle(`<source url="https://www.republika.co.id/rss/">Republika</source>
        <atom:link rel="via" href="https://www.reuters.com/" title="Reuters"/>
        <atom:link rel="related" href="https://x.example/2" title="Dua"/>`),
    )
    expect(publisher).toEqual({ name: 'Republika', feed: 'https://www.republika.co.id/rss/' })
    expect(sources).toEqual([{ name: 'Reuters', home: 'https://www.reuters.com/' }])
    expect(related).toEqual([{ title: 'Dua', url: 'https://x.example/2' }])
  })

  it('an item of RSS takes the widest picture of a group with its caption and credit', () => {
    const { image } = only(
      withTitle(`<media:group><media:content url="/s.jpg" medium="image" width="10"/>
        <media:content url="/l.jpg" medium="image" width="900" height="600"/>
        <media:description>Dua orang</media:description><media:credit>A. Foto</media:credit></media:group>`),
    )
    expect(image).toEqual({
      url: 'https://kabar.example/l.jpg',
      width: 900,
      height: 600,
      caption: 'Dua orang',
      credit: 'A. Foto',
    })
  })

  it('an item of RSS takes an enclosed image, but no enclosed sound', () => {
    const enclosed = '<enclosure url="https://k.example/a.mp3" type="audio/mpeg" length="1"/>'
    expect(only(withTitle(enclosed)).image).toBeUndefined()
    const both = `${enclosed}<enclosure url="https://k.example/a.jpg" type="image/jpeg" length="1"/>`
    expect(only(withTitle(both)).image).toEqual({ url: 'https://k.example/a.jpg' })
  })

  it('an item of RSS keeps words in angle brackets that are no HTML in its title', () => {
    const title = (text: string) => only(rss(`<title>${text}</title>${TIME}`)).title
    expect(title('Contoh &lt;judul&gt; &lt;b&gt;tebal&lt;/b&gt; &amp;#8217;')).toBe('Contoh <judul> tebal ’')
  })

  it('an item of RSS has xml:base before its link', () => {
    const text = withTitle(
      '<description>&lt;a href="b">c&lt;/a></description><link>https://l.example/x/</link>',
    )
    expect(only(text.replace('<item>', '<item xml:base="https://b.example/y/">')).body).toContain(
      'https://b.example/y/b',
    )
  })
})

describe('what is missing in an item', () => {
  it.each([
    ['title', rss(TIME), /no title.*dc:title/],
    ['time', rss('<title>T</title>'), /no time.*pubDate.*dc:date/],
    ['readable time', rss('<title>T</title><pubDate>kemarin</pubDate>'), /"kemarin" is in no form/],
    ['publisher', rss(`<title>T</title>${TIME}`, ''), /no publisher.*source.*dc:publisher/],
    ['end', withTitle('').slice(0, -12), /cut off/],
    ['item', '<rss version="2.0"><channel><title>x</title></channel></rss>', /no items/],
  ])('a feed item without its %s is refused with the reason', (_what, text, reason) => {
    expect(read(text)).toMatchObject({ articles: [], refused: [{ reason: expect.stringMatching(reason) }] })
  })

  it('a feed item that is refused costs no other item', () => {
    const text = withTitle('').replace('<item>', '<item><title>Lain</title></item><item>')
    expect(read(text)).toMatchObject({ articles: [{ title: 'Judul' }], refused: [{ item: 'Lain' }] })
  })

  it('what is guessed of a feed item is told', () => {
    const text = rss('<title>The house of the people</title><dc:date>2022-09-20</dc:date>').replace(
      '<language>id</language>',
      '',
    )
    expect(only(text).guesses).toEqual([
      'The language was not given and was taken to be English.',
      'The time of day was not given and was taken to be midnight.',
      'The time zone was not given and was taken to be UTC.',
    ])
  })
})

describe('an item of RSS 1.0', () => {
  it('an item of RSS 1.0 gives its address as id and dc:date as time', () => {
    const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://k.example/"><title>Kabar</title>
      <link>https://k.example/</link></channel><item rdf:about="https://k.example/1"><title>Judul</title>
      <link>https://k.example/1</link><dc:date>2022-09-20T12:32+07:00</dc:date></item></rdf:RDF>`
    expect(only(text)).toMatchObject({
      id: 'https://k.example/1',
      published: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
    })
  })
})

describe('an entry of Atom', () => {
  const TIMES = '<published>2022-09-20T12:32:00+07:00</published><updated>2022-09-20T13:00:00+07:00</updated>'

  it('an entry of Atom gives authors, contributors and its source', () => {
    const article = only(
      atom(`<id>urn:uuid:1</id>${TIMES}<author><name>Lintar</name></author>
        <author><name>Reuters</name></author><contributor><name>Friska</name></contributor>
        <link rel="via" href="https://www.reuters.com/" title="Reuters"/>
        <source><title>Republika</title><link href="https://www.republika.co.id/"/></source>`),
    )
    expect(article).toMatchObject({
      id: 'urn:uuid:1',
      updated: { instant: Date.UTC(2022, 8, 20, 6) },
      authors: [
        { name: 'Lintar', role: 'reporter' },
        { name: 'Friska', role: 'editor' },
      ],
      publisher: { name: 'Republika', home: 'https://www.republika.co.id/' },
      sources: [{ name: 'Reuters', home: 'https://www.reuters.com/' }],
      guesses: ['Friska was taken to be an editor.'],
    })
  })

  it.each([
    ['text', '<content>a &lt;b&gt;</content>', '<p>a &lt;b&gt;</p>'],
    ['html', '<content type="html">&lt;p&gt;a&lt;/p&gt;</content>', '<p>a</p>'],
    [
      'xhtml',
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></content>',
      '<p>a</p>',
    ],
    ['no text', '<content type="image/png">iVBORw0KGgo=</content>', ''],
  ])('an entry of Atom has content of type %s', (_type, content, body) => {
    expect(only(atom(TIMES + content)).body).toBe(body)
  })

  it('an entry of Atom is read in version 0.3 too', () => {
    const text = atom('<issued>2003-12-13T08:29:29-04:00</issued>', '', 'version="0.3" xml:lang="en"')
    expect(only(text.replace('2005/Atom', '0.3')).published.offset).toBe(-240)
  })

  it('an entry of Atom resolves links against every xml:base around them', () => {
    const text = atom(`${TIMES}<link href="c"/>`, '', 'xml:base="https://a.example/x/"')
    expect(only(text.replace('<entry>', '<entry xml:base="b/">')).original).toBe('https://a.example/x/b/c')
  })
})

describe('an item of JSON Feed', () => {
  it('an item of JSON Feed gives all its fields', () => {
    const article = only(
      json(
        {
          id: 'tag:k.example,2022:1',
          url: '/1',
          title: 'Judul',
          content_text: 'Satu.\n\nDua & tiga.',
          date_published: '2022-09-20T12:32:00+07:00',
          authors: [{ name: 'Lintar (Reuters)' }],
          tags: ['a'],
          image: '/i.jpg',
          external_url: 'https://lain.example/',
        },
        { home_page_url: 'https://k.example/' },
      ),
    )
    expect(article).toMatchObject({
      original: 'https://k.example/1',
      body: '<p>Satu.</p><p>Dua &amp; tiga.</p>',
      authors: [{ name: 'Lintar', role: 'reporter' }],
      sources: [{ name: 'Reuters' }],
      image: { url: 'https://k.example/i.jpg' },
      related: [{ title: 'lain.example', url: 'https://lain.example/' }],
    })
  })
})

describe('the head of a feed', () => {
  const headOf = (text: string) => read(text).head
  const channel = (head: string) => rss(`<title>x</title>${TIME}`, head)

  it.each([
    ['RSS', channel('<title>Kabar &amp;amp; Berita</title>')],
    ['RSS with CDATA', channel('<title><![CDATA[ Kabar & Berita ]]></title>')],
    ['Atom', atom('<updated>2022-09-20</updated>').replace('>Kabar<', ' type="text">Kabar &amp; Berita<')],
    ['JSON Feed', json({ title: 'x', date_published: '2022-09-20' }, { title: 'Kabar & Berita' })],
  ])('the head of a feed has its title as plain text: %s', (_format, text) => {
    expect(headOf(text).title).toBe('Kabar & Berita')
  })

  it('the head of a feed without a title has the name of its host, whatever its items are called', () => {
    expect(headOf(channel('<link>https://kabar.example/</link>'))).toEqual({ title: 'kabar.example' })
  })

  it('the ttl of an RSS channel is given in minutes and told in milliseconds', () => {
    expect(headOf(channel('<title>Kabar</title><ttl> 60 </ttl>')).ttl).toBe(3_600_000)
    expect(headOf(channel('<title>Kabar</title><ttl>soon</ttl>'))).toEqual({ title: 'Kabar' })
    expect(headOf(withTitle('<ttl>60</ttl>'))).toEqual({ title: 'Kabar' })
  })
})

describe('texts that stand elsewhere', () => {
  const TIME_OF_ATOM = '<updated>2022-09-20T12:32:00+07:00</updated>'

  it('an entry whose only text is that of its media:group has it as summary and body', () => {
    const group = '<media:group><media:description>Satu &amp; dua</media:description></media:group>'
    const text = atom(TIME_OF_ATOM + group, '', 'xml:lang="id" xmlns:media="http://search.yahoo.com/mrss/"')
    expect(only(text)).toMatchObject({ summary: 'Satu & dua', body: '<p>Satu &amp; dua</p>' })
  })

  it('an item without a title has that of its media, and without a description that of its podcast', () => {
    const item = `${TIME}<media:title>Judul media</media:title><itunes:summary>Ringkas.</itunes:summary>`
    const text = rss(item).replace('<rss ', '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ')
    expect(only(text)).toMatchObject({ title: 'Judul media', summary: 'Ringkas.' })
  })

  it('content of Atom that is neither text nor XML is read from base64, and left out where it is none', () => {
    const content = (type: string, value: string) =>
      only(atom(`${TIME_OF_ATOM}<summary>Ringkas.</summary><content type="${type}">${value}</content>`)).body
    expect(content('application/octet-stream', btoa('<p>Isi</p>'))).toBe('<p>Isi</p>')
    expect(content('image/png', btoa('\u00ff\u00fe\u0000'))).toBe('<p>Ringkas.</p>')
    expect(content('application/xml', '<a>x</a>')).toBe('<p>Ringkas.</p>')
  })

  it('a feed that does not say its language has the one that its server says', () => {
    const text = atom(`${TIME_OF_ATOM}<summary>Das ist ein Text und kein anderer.</summary>`, '', '')
    const languageOf = (language: string, feed = text) =>
      feedImporter.read({ text: feed, name: 'x', language }).articles.map((article) => article.language)
    expect(languageOf('nl')).toEqual(['nl'])
    expect(languageOf('en, id')).toEqual(['de'])
    expect(languageOf('nl', atom(`${TIME_OF_ATOM}<summary>x</summary>`))).toEqual(['id'])
  })
})
