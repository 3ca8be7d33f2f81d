import type { Asked } from './bursts.ts'

const FILES = ['rss.xml', 'atom.xml', 'feed.json']
const CHANNELS = [
  ...['', '/tags/dunia', '/tags/ekonomi', '/tags/luar-negeri', '/languages/id', '/languages/en'],
  ...['/sources/reuters', '/sources/antara', '/publishers/republika', '/publishers/echo'],
  ...['/authors/lintar-satria', '/authors/friska-yolandha', '/languages/ar', '/tags/nothing'],
]
const WORDS = ['kabar', 'report', 'wilayah', 'pertemuan', 'menteri', 'harga', 'warga', 'kota']
const SINGLE = [
  '/opml.xml',
  '/feeds.json',
  '/sitemap.xml',
  '/sitemap-news.xml',
  '/sitemap-1.xml',
  '/robots.txt',
]
const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const HEADERS = [
  {},
  { 'Accept-Encoding': 'gzip' },
  { 'If-None-Match': '"0-x-y"' },
  { 'If-Modified-Since': 'Tue, 20 Sep 2022 05:32:00 GMT' },
  { 'A-IM': 'feed', 'If-None-Match': '"0-rss30f-0"' },
]

/** So many requests, no two with the same URL: documents of every kind, in turn, asked for in every way. */
export function* everyUrl(count: number, articles: number): Generator<Asked> {
  for (let n = 0; n < count; n++) {
    const path = urlOf(n, articles)
    const headers = path.includes('preview=') ? BROWSER : (HEADERS[n % HEADERS.length] ?? {})
    yield { path, headers }
  }
}

// Of ten requests five are for feeds. Parameters that are not ours make URLs different and documents not.
function urlOf(n: number, articles: number): string {
  const at = <Item>(list: readonly Item[], index: number) => list[index % list.length]
  const turn = Math.floor(n / 10)
  const channel = at(CHANNELS, turn) ?? ''
  const round = Math.floor(turn / CHANNELS.length)
  const file = at(FILES, n + turn)
  const limit = 1 + ((n * 7) % 30)
  switch (n % 10) {
    case 0:
      return `${channel || '/'}?before=${(1_700_000_000_000 + n * 1000).toString(36)}.1`
    case 1:
      return `/articles/generated-${turn % articles}?n=${n}`
    case 2:
      return `/search${n % 20 === 2 ? '' : `/${file}`}?q=${at(WORDS, n)}+-${at(WORDS, turn)}x${n}`
    case 3:
      return `${channel}/${file}?tag=-t${n}&limit=${limit}`
    case 4:
      return `${channel}/archives/${1 + (round % 3)}/${file}?n=${n}`
    case 5:
      return n % 60 === 5 ? `${at(SINGLE, round)}?n=${n}` : `${channel}/${file}?preview=${n}`
    default:
      return `${channel}/${file}?limit=${limit}&content=${n % 2 ? 'summary' : ''}&n=${n}`.replace(
        '&content=&',
        '&',
      )
  }
}
