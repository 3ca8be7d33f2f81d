import { describe, expect, it } from 'vitest'
import { withKnownTexts } from '../../../../../src/ingest/import/feed/older-texts.ts'
import { only, withTitle } from '../../../../support/upstream-feed.ts'

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

const atom03 = (texts: string) =>
  `<?xml version="1.0"?><feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="de"><title>Kurier</title>
  <entry><id>tag:k.example,2004:1</id><issued>2004-01-01T12:00:00+01:00</issued>${texts}</entry></feed>`

describe('texts of Atom 0.3', () => {
  it.each([
    ['base64', `<content mode="base64" type="text/html">${base64('<p>Grüße <b>an</b> alle</p>')}</content>`],
    [
      'base64 without a type',
      `<content mode="base64">\n ${base64('<p>Grüße <b>an</b> alle</p>')}\n</content>`,
    ],
    ['escaped', '<content mode="escaped" type="text/html">&lt;p>Grüße &lt;b>an&lt;/b> alle&lt;/p></content>'],
    ['CDATA', '<content mode="escaped" type="text/html"><![CDATA[<p>Grüße <b>an</b> alle</p>]]></content>'],
    [
      'inline XHTML',
      '<content type="application/xhtml+xml"><p xmlns="http://www.w3.org/1999/xhtml">Grüße <b>an</b> alle</p></content>',
    ],
    [
      'inline XHTML with a prefix',
      '<content type="text/html" xmlns:h="http://www.w3.org/1999/xhtml"><h:p>Grüße <h:b>an</h:b> alle</h:p></content>',
    ],
  ])('a body of Atom 0.3 is read where it is %s', (_form, content) => {
    const article = only(atom03(`<title>Eins</title>${content}`))
    expect(article.body).toBe('<p>Grüße <b>an</b> alle</p>')
    expect(article).toMatchObject({ title: 'Eins', language: 'de' })
  })

  it('a title of Atom 0.3 is read as text or HTML, by its type', () => {
    const title = (written: string) => only(atom03(`${written}<content>Isi</content>`)).title
    expect(title(`<title mode="base64">${base64('Grüße & Küsse')}</title>`)).toBe('Grüße & Küsse')
    expect(title('<title mode="escaped" type="text/html">Eins &lt;b>zwei&lt;/b></title>')).toBe('Eins zwei')
    expect(title('<title type="text/plain">1 &lt; 2</title>')).toBe('1 < 2')
  })

  it('a text of Atom 0.3 that says to be base64 and is none is left as it is', () => {
    const content = '<content mode="base64">***</content>'
    expect(withKnownTexts(atom03(content), 'feed')).toContain(content)
  })

  it('a feed whose texts are all known comes back as it is', () => {
    const atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">a</title></feed>'
    const rss =
      '<rss><channel><item><description><![CDATA[<body>x</body>]]></description></item></channel></rss>'
    expect(withKnownTexts(atom, 'feed')).toBe(atom)
    expect(withKnownTexts(rss, 'rss')).toBe(rss)
  })
})

describe('XHTML in the items of RSS', () => {
  const PLAIN = '<p>Satu &amp; <b>dua</b></p>'

  it.each([
    ['body with its namespace', `<body xmlns="http://www.w3.org/1999/xhtml">${PLAIN}</body>`],
    [
      'body with a prefix',
      '<h:body xmlns:h="http://www.w3.org/1999/xhtml"><h:p>Satu &amp; <h:b>dua</h:b></h:p></h:body>',
    ],
    ['div', `<div xmlns="http://www.w3.org/1999/xhtml">${PLAIN}</div>`],
    ['body without a namespace', `<body>${PLAIN}</body>`],
    ['fullitem, escaped', '<fullitem>&lt;p>Satu &amp;amp; &lt;b>dua&lt;/b>&lt;/p></fullitem>'],
  ])('an item of RSS has its text in XHTML: %s', (_form, element) => {
    expect(only(withTitle(`<description>Ringkas.</description>${element}`))).toMatchObject({
      body: PLAIN,
      summary: 'Ringkas.',
    })
  })

  it('XHTML that stands in CDATA, empty or elsewhere than in an item is no text of its own', () => {
    const text = '<![CDATA[<body xmlns="http://www.w3.org/1999/xhtml">x</body>]]>'
    expect(only(withTitle(`<description>${text}</description>`)).body).toBe('x')
    expect(
      only(withTitle('<description>Isi.</description><body xmlns="http://www.w3.org/1999/xhtml"/>')).body,
    ).toBe('Isi.')
  })

  it('a language of the text alone is that of the item', () => {
    const language = (element: string) => {
      const text = withTitle(element).replace('<language>id</language>', '')
      return only(text).language
    }
    expect(language('<content:encoded xml:lang="en">Isi itu yang dan</content:encoded>')).toBe('en')
    expect(language('<body xml:lang="en">Isi itu yang dan</body>')).toBe('en')
    expect(language('<content:encoded>Isi itu yang dan tidak karena</content:encoded>')).toBe('id')
  })

  it('elements without end in one another are not walked in quadratic time', () => {
    const open = '<div xmlns="http://www.w3.org/1999/xhtml">'.repeat(100_000)
    const xml = `<rss><channel><item>${open}${'</x>'.repeat(100_000)}`
    expect(withKnownTexts(xml, 'rss')).toBe(xml)
  })
})

describe('names that RSS does not have', () => {
  it('RSS in a namespace of its own is read, and dc:author is taken for dc:creator', () => {
    const text = `<r:rss version="2.0" xmlns:r="http://backend.userland.com/rss2" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <r:channel><r:title>Kabar</r:title><r:language>id</r:language><r:item><r:title>Judul</r:title><dc:author>Sari Dewi</dc:author>
      <r:pubDate>Tue, 20 Sep 2022 12:32:00 +0700</r:pubDate><r:description>Isi.</r:description></r:item></r:channel></r:rss>`
    expect(only(text)).toMatchObject({
      title: 'Judul',
      body: 'Isi.',
      authors: [{ name: 'Sari Dewi', role: 'reporter' }],
    })
  })
})
