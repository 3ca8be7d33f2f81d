import { FORMATS } from '../../src/formats/index.ts'
import { importDocument } from '../../src/ingest/import/index.ts'
import { DEFAULT_SITE } from '../../src/model/site.ts'
import { composeFeed } from '../../src/site/feeds/compose.ts'
import { benchArticles } from '../articles.ts'
import type { Context } from '../context.ts'
import { MEASURED, number, type Row } from '../table.ts'

const SECONDS = 1
const COUNT = 50

const feed = composeFeed(
  { kind: 'all', slug: '', title: '', revision: 1, modified: 1_663_633_920 },
  benchArticles(COUNT),
  { origin: 'https://news.example', site: DEFAULT_SITE, authority: 'news.example', query: '', ttl: 5 },
)
const [entry] = feed.items
const paragraphs = (entry?.content ?? '').replace(/<[^>]+>/g, '').split('\n')
const text = paragraphs.join('\n\n')

// One document for each importer, of the same text.
const DOCUMENTS: Readonly<Record<string, string>> = {
  'RSS 2.0': FORMATS.rss.write(feed),
  'Atom 1.0': FORMATS.atom.write(feed),
  'JSON Feed 1.1': FORMATS.json.write(feed),
  ninjs: JSON.stringify({
    uri: 'tag:bench.example,2022:1',
    type: 'text',
    pubstatus: 'usable',
    headline: 'Contoh',
    language: 'id',
    versioncreated: '2022-09-20T12:32:00+07:00',
    byline: 'Reporter Contoh',
    source: 'Agensi',
    body_html: entry?.content,
  }),
  'NewsML-G2': `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:bench.example,2022:1" version="1"
    standard="NewsML-G2" standardversion="2.34"><itemMeta><itemClass qcode="ninat:text"/><provider literal="agensi">
    <name>Agensi</name></provider><versionCreated>2022-09-20T12:32:00+07:00</versionCreated>
    <pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Contoh</headline><language tag="id"/></contentMeta>
    <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
    ${paragraphs.map((one) => `<p>${one}</p>`).join('')}</body></html></inlineXML></contentSet></newsItem>`,
  'HTML page': `<!DOCTYPE html><html lang="id"><head><title>Contoh</title><script type="application/ld+json">
    ${JSON.stringify({
      '@type': 'NewsArticle',
      headline: 'Contoh',
      datePublished: '2022-09-20T12:32:00+07:00',
      author: { '@type': 'Person', name: 'Reporter Contoh' },
      publisher: { '@type': 'Organization', name: 'Penerbit' },
    })}</script></head><body><article>${entry?.content}</article></body></html>`,
  'Republika page text': `Selasa 20 Sep 2022 12:32 WIB\n\nContoh\n\nSatu kalimat.\n\nRep: Reporter Contoh/ Red: Editor Contoh
REPUBLIKA.CO.ID, JAKARTA -- ${text}\n\nsumber : Agensi\n`,
}

/** What the importers read, in articles a second, in Node. */
export async function importers({ quick }: Context): Promise<Row[]> {
  return Object.entries(DOCUMENTS).map(([format, document]) => ({
    what: `importing ${format}`,
    against: '',
    measured: `${number(rateOf(format, document, quick ? 0.2 : SECONDS))} articles/s`,
    ...MEASURED,
  }))
}

function rateOf(format: string, document: string, seconds: number): number {
  let articles = 0
  const begin = performance.now()
  do {
    const read = importDocument({ text: document, name: 'bench', url: 'https://news.example/' })
    if (read.articles.length === 0) throw new Error(`${format}: ${read.refused[0]?.reason}`)
    articles += read.articles.length
  } while (performance.now() - begin < seconds * 1000)
  return articles / ((performance.now() - begin) / 1000)
}
