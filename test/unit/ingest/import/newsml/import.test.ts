import { describe, expect, it } from 'vitest'
import { newsmlImporter } from '../../../../../src/ingest/import/newsml/import.ts'
import { formatOffset } from '../../../../../src/model/moment.ts'
import {
  article,
  document,
  HEADLINE,
  NITF,
  PROVIDED,
  read,
  refusals,
} from '../../../../support/newsml-item.ts'

describe('detecting NewsML-G2', () => {
  it('NewsML-G2 is known by its root element, behind declaration, comments and document type', () => {
    const detected = (text: string) => newsmlImporter.detect({ text, name: 'x.json' })
    expect(detected(document())).toBe(true)
    expect(detected('\uFEFF<!DOCTYPE newsMessage><n:newsMessage xmlns:n="x"/>')).toBe(true)
    expect(detected('<planningItem guid="x"/>')).toBe(true)
    expect(detected('<!-- <newsItem> --><rss/>')).toBe(false)
    expect(detected('<NewsML/>')).toBe(false)
    expect(detected('<!-- <newsItem>')).toBe(false)
    expect(detected('teks biasa')).toBe(false)
  })
})

describe('a NewsML-G2 text item', () => {
  it('a NewsML-G2 text item gives id, title, language and time with its offset', () => {
    const { id, title, language, published, updated, guesses } = article()
    expect({ id, title, language, updated, guesses }).toEqual({
      id: 'urn:newsml:antara.example:1',
      title: 'Judul',
      language: 'id',
      updated: undefined,
      guesses: [],
    })
    expect(new Date(published.instant).toISOString() + formatOffset(published.offset)).toBe(
      '2024-05-01T05:30:00.000Z+07:00',
    )
  })

  it('a NewsML-G2 text item was published when it was first created and updated with its version', () => {
    const { published, updated } = article({
      meta: `${PROVIDED}<firstCreated>2024-05-01T12:00:00+07:00</firstCreated>`,
    })
    expect(published.instant).toBe(Date.parse('2024-05-01T05:00:00Z'))
    expect(updated?.instant).toBe(Date.parse('2024-05-01T05:30:00Z'))
  })

  it('a NewsML-G2 text item keeps a guid only where it is a URI', () => {
    const text = document().replace('urn:newsml:antara.example:1', 'nomor 1')
    expect(read(text).articles[0]).not.toHaveProperty('id')
  })

  it('a NewsML-G2 text item takes the main headline in the language of the content, not the subtitle', () => {
    const content = `<language tag="en-GB"/><headline role="hlt:subtitle">Sub</headline>
      <headline xml:lang="de">Titel</headline><headline xml:lang="en">Title</headline>`
    expect(article({ content })).toMatchObject({ title: 'Title', language: 'en-GB', summary: 'Sub' })
  })

  it('a NewsML-G2 text item falls back to the title of its text', () => {
    expect(article({ content: '' })).toMatchObject({ title: 'Judul NITF', summary: 'Dek NITF' })
  })

  it('a NewsML-G2 text item takes dateline from the metadata, then the text, then the place', () => {
    expect(article().dateline).toBe('Ambon')
    expect(article({ content: `${HEADLINE}<dateline>MOSKOW, Senin (Reuters) -- </dateline>` }).dateline).toBe(
      'MOSKOW, Senin (Reuters)',
    )
    const set = '<inlineData contenttype="text/plain">Isi.</inlineData>'
    expect(
      article({ content: `${HEADLINE}<located><name>Kota, Negeri</name></located>`, set }).dateline,
    ).toBe('Kota, Negeri')
  })

  it('a NewsML-G2 text item sums up with the description for that', () => {
    const content = `${HEADLINE}<description role="drol:caption">Gambar</description><description role="drol:summary">Ringkas</description>`
    expect(article({ content }).summary).toBe('Ringkas')
  })

  it('a NewsML-G2 text item turns each subject into a tag, by name or literal, without commas, pipes or bare codes', () => {
    const content = `${HEADLINE}<subject qcode="medtop:04000000"><name xml:lang="en">economy</name><name xml:lang="id">ekonomi, bisnis|uang</name></subject>
      <subject literal="Bank"/><subject qcode="x:9"/><subject qcode="x:8"/><subject literal="BANK"/>`
    const after = '<assert qcode="x:8"><name>Jakarta</name></assert>'
    expect(article({ content, after }).tags).toEqual(['ekonomi/bisnis/uang', 'Bank', 'Jakarta'])
  })

  it('a NewsML-G2 text item keeps rights whole, with their link, and never shortens them', () => {
    const terms = `Tidak untuk ${'sangat '.repeat(200)}umum`
    const rights = `<rightsInfo><copyrightHolder><name>PT Antara</name></copyrightHolder>
      <copyrightNotice href="https://antara.example/hak">Hak cipta 2024</copyrightNotice><usageTerms>${terms}</usageTerms></rightsInfo>`
    expect(article({ rights }).rights).toBe(
      `© PT Antara\nHak cipta 2024 https://antara.example/hak\n${terms}`,
    )
  })

  it('a NewsML-G2 text item links to what it names with a title, and to its own page', () => {
    const meta = `${PROVIDED}<link rel="irel:seeAlso" href="https://a.example/1"><title>Lain</title></link>
      <link href="https://a.example/2"/><link href="https://a.example/3.jpg"><itemClass qcode="ninat:picture"/><title>Foto</title></link>`
    const set = `${NITF}<remoteContent contenttype="text/html" href="https://antara.example/berita/1"/>`
    expect(article({ meta, set })).toMatchObject({
      related: [{ title: 'Lain', url: 'https://a.example/1' }],
      original: 'https://antara.example/berita/1',
    })
  })

  it('a NewsML-G2 text item says what it guessed', () => {
    const meta = '<provider qcode="nprov:TT"/><versionCreated>2024-05-01T12:30:00</versionCreated>'
    expect(article({ meta }).guesses).toEqual([
      'The time zone was not given and was taken to be WIB.',
      'The provider has no name; the publisher was taken to be TT, after its code nprov:TT.',
    ])
  })

  it('a NewsML-G2 text item never lets an edNote into what readers see', () => {
    const meta = `${PROVIDED}<edNote role="x:y">CATATAN <p>RAHASIA</p></edNote>`
    expect(JSON.stringify(article({ meta }))).not.toMatch(/CATATAN|RAHASIA/)
  })
})

describe('the text of a NewsML-G2 item', () => {
  it('the text of a NewsML-G2 item is made from NITF with blocks, headings, entities and the end', () => {
    expect(article().body).toBe(
      '<div><div><p>Satu &amp; dua.</p><h2>Antara</h2><p>Tiga &lt;b&gt;.</p></div></div> <div><p>(Disunting Rini)</p></div>',
    )
  })

  it('the text of a NewsML-G2 item is made from XHTML, with or without prefixes, without its head and the title said again', () => {
    const set = `<inlineXML contenttype="application/xhtml+xml"><x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:head><x:title>T</x:title></x:head>
      <x:body><x:header><x:h1>Judul</x:h1><x:p>1 Mei</x:p></x:header><x:p>Isi <x:br/>ini</x:p><x:script>alert(1)</x:script><x:p class="ednote">RAHASIA</x:p></x:body></x:html></inlineXML>`
    expect(article({ set }).body).toBe('<p>Isi <br>ini</p>')
  })

  it('the text of a NewsML-G2 item is made from plain text, paragraph by paragraph', () => {
    const set = '<inlineData contenttype="text/plain">Satu &lt;a&gt;\n\nDua\ntiga</inlineData>'
    expect(article({ set }).body).toBe('<p>Satu &lt;a&gt;</p><p>Dua<br>tiga</p>')
    expect(article({ set: '<inlineData>Satu\nDua</inlineData>' }).body).toBe('<p>Satu</p><p>Dua</p>')
  })

  it('the text of a NewsML-G2 item is made from HTML in CDATA', () => {
    const set = '<inlineData contenttype="text/html"><![CDATA[<p>Satu &amp; dua<br>]]></inlineData>'
    expect(article({ set }).body).toBe('<p>Satu &amp; dua<br></p>')
  })

  it('the text of a NewsML-G2 item is the richest of several forms', () => {
    const plain = '<inlineData contenttype="text/plain">Polos</inlineData>'
    expect(article({ set: plain + NITF }).body).toContain('Antara')
  })

  it('the text of a NewsML-G2 item may be missing where a description stands for it', () => {
    const content = `${HEADLINE}<description>Singkat.</description>`
    expect(article({ content, set: '' })).toMatchObject({ body: '<p>Singkat.</p>', summary: 'Singkat.' })
    expect(refusals({ set: '' })[0]?.reason).toMatch(/^It has no text: no inlineXML/)
  })

  it('the text of a NewsML-G2 item is refused in a form that is not read', () => {
    const set =
      '<inlineXML contenttype="application/sportsml+xml"><sports-content><p/></sports-content></inlineXML>'
    expect(refusals({ set })[0]?.reason).toBe('Its content is application/sportsml+xml, no text to read.')
  })
})
