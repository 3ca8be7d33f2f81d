// Asks a running server for every kind of URL that the README names. Runs on Node 20.
const origin = process.argv[2]
const READER = { Accept: '*/*' }
const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const RSS = 'application/rss+xml; charset=utf-8'
const ATOM = 'application/atom+xml; charset=utf-8'
const JSON_FEED = 'application/feed+json; charset=utf-8'
const XML = 'application/xml; charset=utf-8'
const HTML = 'text/html; charset=utf-8'
const PROBLEM = 'application/problem+json; charset=utf-8'
const CREDIT = 'Lintar Satria'

const channels = ['', '/sources/reuters', '/publishers/republika', '/tags/diplomasi', '/authors/friska-yolandha', '/languages/en']
const feeds = channels.flatMap((channel) => [
  [`${channel}/rss.xml`, 200, RSS, CREDIT],
  [`${channel}/atom.xml`, 200, ATOM, CREDIT],
  [`${channel}/feed.json`, 200, JSON_FEED, CREDIT],
  [channel || '/', 200, HTML, CREDIT, BROWSER],
])
const negotiated = ['/feed', '/rss', '/atom', '/index.xml', '/feed.xml'].map((path) => [
  path,
  200,
  JSON_FEED,
  CREDIT,
  { Accept: 'application/feed+json' },
])
const others = [
  ['/rss.xml?limit=2&content=summary', 200, RSS, CREDIT],
  ['/rss.xml?limit=0', 400, PROBLEM, 'limit'],
  ['/tags/nothing/rss.xml', 404, PROBLEM, 'channel'],
  ['/nothing', 404, HTML, 'Halaman ini tidak ada', BROWSER],
  ['/articles/rusia-china-sepakat-perluas-hubungan-keamanan', 200, HTML, 'Alexandr Demyanchuk', BROWSER],
  ['/articles/nothing', 404, PROBLEM, 'article'],
  ['/attribution', 200, HTML, '_attribution', BROWSER],
  ['/tags/diplomasi/rss.xml', 200, HTML, CREDIT, BROWSER],
  ['/tags/diplomasi/rss.xml?raw', 200, RSS, CREDIT, BROWSER],
  ['/?before=zzzzzzzz.1', 200, HTML, CREDIT, BROWSER],
  ['/style.css', 200, 'text/css; charset=utf-8', 'body'],
  ['/feed.css', 200, 'text/css; charset=utf-8', 'item'],
  ['/page.js', 200, 'text/javascript; charset=utf-8', 'clipboard'],
  ['/media/nothing.jpg', 404, PROBLEM, 'page'],
  ['/articles/rusia-china-sepakat-perluas-hubungan-keamanan', 200, JSON_FEED, CREDIT, { Accept: 'application/feed+json' }],
  ['/articles/rusia-china-sepakat-perluas-hubungan-keamanan', 200, 'application/ld+json', CREDIT, { Accept: 'application/ld+json' }],
  ['/opml.xml', 200, 'text/x-opml; charset=utf-8', '/sources/reuters/rss.xml'],
  ['/feeds.json', 200, 'application/json; charset=utf-8', '/sources/reuters/rss.xml'],
  ['/.well-known/feeds', 200, 'application/json; charset=utf-8', '/sources/reuters/rss.xml'],
  ['/sitemap.xml', 200, XML, '/articles/rusia-china-sepakat-perluas-hubungan-keamanan'],
  ['/sitemap-1.xml', 200, XML, '/articles/rusia-china-sepakat-perluas-hubungan-keamanan'],
  ['/sitemap-channels-1.xml', 200, XML, '/sources/reuters'],
  ['/sitemap-news.xml', 200, XML, 'urlset'],
  ['/robots.txt', 200, 'text/plain; charset=utf-8', '/sitemap.xml'],
  ['/site.webmanifest', 200, 'application/manifest+json', '-512.png'],
  ['/favicon.ico', 200, 'image/', 'PNG'],
  ['/icon.svg', 200, 'image/svg+xml', '<svg'],
  ...['icon-144', 'icon-192', 'icon-512', 'apple-touch-icon'].map((name) => [`/${name}.png`, 200, 'image/png', 'PNG']),
  ['/healthz', 200, 'application/json', 'revision'],
]

await untilReady()
const checks = [...feeds, ...negotiated, ...others]
for (const check of checks) await ask(...check)
await askAgain('/rss.xml')
console.log(`${checks.length + 1} URLs answered as they should.`)

async function untilReady() {
  for (let attempt = 0; attempt < 240; attempt++) {
    const health = await fetch(`${origin}/healthz`).then((response) => response.json()).catch(() => undefined)
    if (health?.revision > 0) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`No server with articles at ${origin} within a minute`)
}

async function ask(path, status, type, text, headers = READER) {
  const response = await fetch(origin + path, { headers })
  const body = await response.text()
  const said = response.headers.get('Content-Type')
  if (response.status !== status || !said?.startsWith(type) || !body.includes(text)) {
    throw new Error(`${path}: ${response.status} ${said}, expected ${status} ${type} with "${text}"\n${body.slice(0, 500)}`)
  }
}

async function askAgain(path) {
  const first = await fetch(origin + path)
  const again = await fetch(origin + path, { headers: { 'If-None-Match': first.headers.get('ETag') } })
  if (again.status !== 304) throw new Error(`${path}: ${again.status} to its own ETag, expected 304`)
}
