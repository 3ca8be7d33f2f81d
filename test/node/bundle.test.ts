import { Feed } from 'feed'
import { beforeAll, describe, expect, it } from 'vitest'
import { cleanHtml } from '../../src/ingest/clean-html.ts'
import { feedImporter } from '../../src/ingest/import/feed/import.ts'
import { aliases, type Bundled, bundled } from '../support/bundled.ts'
import { FEED_EXAMPLES, useBuilder } from '../support/feed-examples.ts'
import { wordPressFeed } from '../support/wordpress-feed.ts'

const CONTENTS = `
export { app } from './src/app.ts'
export { cleanHtml } from './src/ingest/clean-html.ts'
export { feedImporter } from './src/ingest/import/feed/import.ts'
`

const PACKAGES = [
  ...['dom-serializer', 'domelementtype', 'domhandler', 'domutils', 'entities'],
  ...['feedsmith', 'hono', 'htmlparser2', 'sanitize-html', 'valibot'],
]

interface Module {
  readonly app: { readonly router: { readonly name: string } }
  readonly cleanHtml: typeof cleanHtml
  readonly feedImporter: typeof feedImporter
}

let small: Bundled<Module>

beforeAll(async () => {
  small = await bundled<Module>(CONTENTS)
}, 120_000)

// Elements of namespaces that are read, of others, and of those under prefixes of their own.
const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/dc/elements/1.1/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:p="http://prismstandard.org/namespaces/basic/2.0/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:a="http://www.w3.org/2005/Atom">
<channel><title>Kabar &amp; <![CDATA[<b>]]></title><link>https://kabar.example/</link><language>id</language>
<podcast:locked>yes</podcast:locked><a:link rel="self" href="/rss.xml"/>
<item><title>Caf&eacute; &NotEqualTilde; &copy;2022 &notit;</title><link>/satu</link><guid isPermaLink="false">1</guid>
<c:creator>Lintar Satria</c:creator><dcterms:issued>2022-09-20T12:32:00+07:00</dcterms:issued><p:title>x</p:title>
<podcast:transcript url="https://a.example/" type="text/vtt"/><slash:comments>5</slash:comments>
<media:content url="https://img.example/a.jpg" type="image/jpeg" width="800"><media:credit>Antara</media:credit></media:content>
<content:encoded><![CDATA[<p>Isi &amp; &hellip; <img srcset="a 2x" src="/b.png"></p>]]></content:encoded></item>
<item><itunes:title>Tanpa judul</itunes:title></item></channel></rss>`

const ATOM = `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="id" xmlns:georss="http://www.georss.org/georss">
<a:title>Kabar</a:title><a:id>urn:x:f</a:id><a:link href="https://kabar.example/"/><a:updated>2022-09-20T12:32:00Z</a:updated>
<a:entry><a:title type="html">Ini &amp;lt;b&amp;gt; judul</a:title><a:id>urn:x:1</a:id><a:link href="https://kabar.example/1"/>
<georss:point>1 2</georss:point><a:published>2022-09-20T12:32:00Z</a:published><a:author><a:name>Reza</a:name></a:author>
<a:content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml" xml:base="/x/"><h:p>Isi <h:a href="y">z</h:a></h:p></h:div></a:content>
</a:entry></a:feed>`

const FEEDS = [
  ['RSS with elements of many namespaces', RSS],
  ['Atom with a prefix and XHTML', ATOM],
  ['RSS that is cut off', RSS.slice(0, -200)],
  ['RSS with a tag that does not end', RSS.replace('<c:creator>', '<c:creator ')],
  [
    'a feed of WordPress',
    wordPressFeed('https://ledger.example', [
      { number: 1, slug: 'a', title: 'A &#8217; b', content: '<p>Isi</p>' },
    ]),
  ],
  ...Object.entries(FEED_EXAMPLES).flatMap(([name, example]) => {
    const feed = useBuilder(Feed, example)
    return [
      [`RSS, ${name}`, feed.rss2()],
      [`Atom, ${name}`, feed.atom1()],
      [`JSON Feed, ${name}`, feed.json1()],
    ] as const
  }),
] as const

describe("the Worker's bundle", () => {
  it.each(FEEDS)('reads what the whole packages read: %s', (_, text) => {
    const document = { text, name: 'feed', url: 'https://kabar.example/feed' }
    expect(feedImporter.detect(document)).toBe(true)
    expect(small.module.feedImporter.read(document)).toEqual(feedImporter.read(document))
  })

  it('cleans HTML as the whole packages do', () => {
    const html =
      '<div style="color:red" class="a"><p>&lt;b&gt; &notin; &amp;amp; &#1; &#x1F600;<script>x()</script></p>' +
      '<a href="java&#10;script:x()">a</a><a href="HTTP://a.example/?b=1&copy=2&para=3&lang=4">b</a>' +
      '<svg viewBox="0 0 1 1"/><img srcset="a.png 2x" src="c.png"><textarea><i></textarea><ul><li>1<li>2</ul></div>'
    const resolve = (url: string) => URL.parse(url, 'https://kabar.example/')?.href
    expect(small.module.cleanHtml(html, resolve)).toBe(cleanHtml(html, resolve))
    expect(small.module.cleanHtml(html, resolve)).toContain('href="http://a.example/?b=1&amp;copy=2')
  })

  it('has the router that hono would take at the first request', () => {
    expect(small.module.app.router.name).toBe('TrieRouter')
  })

  it('has of packages only these, and one copy of each', () => {
    const files = Object.keys(small.metafile.inputs)
    const packages = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])
    expect([...new Set(packages)].sort()).toEqual(PACKAGES)
    expect(
      files.filter((file) => file.lastIndexOf('node_modules/') > 0 && !file.includes('feedsmith')),
    ).toEqual([])
  })

  it('has something in place of every module that wrangler.toml replaces, and of no other', () => {
    const imports = Object.entries(small.metafile.inputs).flatMap(([file, input]) =>
      /^(?:src|dist)\/bundle\//.test(file)
        ? []
        : input.imports.map(({ original, path }) => ({ original, path })),
    )
    const replaced = imports
      .filter(({ path }) => /^(?:src|dist)\/bundle\//.test(path))
      .map(({ original }) => original)
    expect([...new Set(replaced)].sort()).toEqual(
      Object.keys(aliases())
        .filter((name) => name !== 'entities')
        .sort(),
    )
  })
})
