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

/** What stands between the tags of the first item. */
function itemOf(document: string): string {
  return /<item>(.*?)<\/item>/s.exec(document)?.[1] ?? ''
}

function rssItem(fields: Partial<Entry> = {}): string {
  const feed = new SyndicationFeed({ title: 'Warta', link: 'https://news.example/' })
  feed.addItem({ title: 'Contoh', link: 'https://news.example/a', date: new Date(0), ...fields })
  return itemOf(feed.rss2())
}

describe('an RSS item', () => {
  it('has the elements of the mapping, in its order', () => {
    expect(itemOf(feedOf(fullArticle()).rss2())).toBe(
      [
        '<title>Contoh</title>',
        '<link>https://news.example/articles/contoh</link>',
        '<guid isPermaLink="false">tag:warta.example,2022-09-20:contoh</guid>',
        '<pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate>',
        '<atom:updated>2022-09-20T12:58:11+07:00</atom:updated>',
        '<dcterms:modified>2022-09-20T12:58:11+07:00</dcterms:modified>',
        '<dc:creator>Lintar Satria (Reuters)</dc:creator>',
        '<dc:contributor schema:roleName="reporter">Lintar Satria</dc:contributor>',
        '<dc:contributor schema:roleName="editor">Friska Yolandha</dc:contributor>',
        '<dc:contributor schema:roleName="digest">Warta</dc:contributor>',
        '<dc:publisher>Republika</dc:publisher>',
        '<dc:language>id</dc:language>',
        '<dc:rights>© 2022 Republika; bahan dari Reuters</dc:rights>',
        '<source url="https://www.republika.co.id/">Republika</source>',
        '<category>Luar Negeri</category>',
        `<description>Ringkasan. ${CREDIT}</description>`,
        '<content:encoded><![CDATA[<figure><img src="https://img.example/contoh.jpg" alt="Dua orang" ',
        'width="1200" height="800"/><figcaption>Dua orang bersalaman ',
        '<small>Foto: Alexandr Demyanchuk, Sputnik</small></figcaption></figure><p>Isi.</p>',
        `<p><small>${CREDIT}</small></p>]]></content:encoded>`,
        '<atom:link rel="via" href="https://www.reuters.com/" title="Reuters"/>',
        '<atom:link rel="related" href="https://www.republika.co.id/berita/contoh" title="Republika"/>',
        '<atom:link rel="related" href="https://www.republika.co.id/berita/terkait" title="Terkait"/>',
        '<media:content url="https://img.example/contoh.jpg" medium="image" type="image/jpeg" ',
        'width="1200" height="800"><media:description type="plain">Dua orang bersalaman</media:description>',
        '<media:credit role="photographer" scheme="urn:ebu">Alexandr Demyanchuk, Sputnik</media:credit>',
        '</media:content>',
        `<schema:creditText>${CREDIT}</schema:creditText><schema:dateline>Moskow</schema:dateline>`,
      ].join(''),
    )
  })

  it('has one dc:creator, however many reporters there are', () => {
    const authors = [REPORTER, EDITOR, { name: 'Kamran Dikarma', role: 'reporter' } as const]
    const item = itemOf(feedOf(plainArticle({ authors })).rss2())
    expect(item.match(/<dc:creator>.*?<\/dc:creator>/g)).toEqual([
      '<dc:creator>Lintar Satria dan Kamran Dikarma (Reuters)</dc:creator>',
    ])
    expect(item).not.toContain('<author>')
  })

  it('joins the names of an item that has no byline', () => {
    expect(rssItem({ author: [{ name: 'A' }, { email: 'b@b.example' }, { name: 'C' }] })).toContain(
      '<dc:creator>A, C</dc:creator>',
    )
  })

  it('leaves out what it would have to guess: the page of the original, the picture, a source without a URL', () => {
    const item = itemOf(feedOf(plainArticle({ publisher: ANTARA, sources: [ANTARA] })).rss2())
    expect(item).not.toMatch(/<source|<atom:link|<media:/)
    expect(item).toContain('<dc:publisher>Antara</dc:publisher>')
  })

  it('links every source that has a URL, nearest first', () => {
    const afp = { id: 'afp', name: 'AFP', feed: 'https://afp.example/rss', home: 'https://afp.example/' }
    const item = itemOf(feedOf(plainArticle({ sources: [afp, ANTARA, REUTERS] })).rss2())
    expect(item.match(/rel="via" href="[^"]+"/g)).toEqual([
      'rel="via" href="https://afp.example/rss"',
      'rel="via" href="https://www.reuters.com/"',
    ])
  })

  it('has the credit alone where it came without its picture', () => {
    const image = { caption: 'Dua orang', credit: 'Sputnik' }
    const item = itemOf(feedOf(plainArticle({ image })).rss2())
    expect(item).toMatch(
      /<media:credit role="photographer" scheme="urn:ebu">Sputnik<\/media:credit><schema:creditText>/,
    )
    expect(item).not.toMatch(/media:content|media:description/)
  })

  it('has its summary and no body where the body was not asked for', () => {
    const item = itemOf(feedOf(withoutBody(fullArticle())).rss2())
    expect(item).toContain(`<description>Ringkasan. ${CREDIT}</description>`)
    expect(item).not.toContain('content:encoded')
  })

  it('writes < and & of a title as the profile asks', () => {
    expect(rssItem({ title: 'A & B <judul>' })).toContain('<title>A &#x26; B &#x3C;judul&#x3E;</title>')
  })

  it('takes a summary for text and a description for HTML', () => {
    expect(rssItem({ summary: 'a < b' })).toContain('<description>a &#x26;lt; b</description>')
    expect(rssItem({ description: '<i>a</i>' })).toContain('<description><![CDATA[<i>a</i>]]></description>')
  })

  it('splits the CDATA of a body at ]]>', () => {
    expect(rssItem({ content: 'a]]>b' })).toContain(
      '<content:encoded><![CDATA[a]]]]><![CDATA[>b]]></content:encoded>',
    )
  })

  it('has its link for a permanent guid where it has no id', () => {
    expect(rssItem()).toContain('<guid isPermaLink="true">https://news.example/a</guid>')
    expect(rssItem({ id: 'tag:a', guid: 'tag:b' })).toContain('<guid isPermaLink="false">tag:b</guid>')
  })

  it('dates an item that was never published apart by its date, once', () => {
    expect(rssItem()).toMatch(/<pubDate>Thu, 01 Jan 1970 00:00:00 \+0000<\/pubDate>/)
    expect(rssItem()).not.toMatch(/atom:updated|dcterms:modified/)
  })
})
