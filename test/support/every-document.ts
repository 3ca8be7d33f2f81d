import { env } from 'cloudflare:test'
import type { Question, Recorder } from './recorder.ts'
import { BROWSER_ACCEPT } from './site.ts'

/** What a site has, of which the questions are made: words that it writes, slugs that it lists. */
export interface Known {
  readonly word: string
  readonly otherWord: string
  readonly phrase: string
  readonly prefix: string
  readonly tag: string
  readonly otherTag: string
  readonly publisher: string
  readonly author: string
  readonly language: string
  readonly article: string
}

const FEEDS = ['/rss.xml', '/atom.xml', '/feed.json']
const DOCUMENTS = [
  ...[
    '/opml.xml',
    '/feeds.json',
    '/feeds.json?after=tags/m',
    '/attribution',
    '/robots.txt',
    '/site.webmanifest',
  ],
  ...[
    '/sitemap.xml',
    '/sitemap-news.xml',
    '/sitemap-1.xml',
    '/sitemap-channels-1.xml',
    '/search',
    '/healthz',
  ],
]
const LANGUAGES = ['id', 'en', 'en-GB,en;q=0.9,id;q=0.1', 'de, ar;q=0.5', '*']
const GUESSES = [
  '/feed',
  '/rss',
  '/atom',
  '/index.xml',
  '/feed.xml',
  '/feed?limit=3&content=summary&utm_source=x',
]
const READERS = [
  ...['*/*', 'application/rss+xml', 'application/atom+xml, application/xml;q=0.9', 'application/feed+json'],
  ...['text/html', BROWSER_ACCEPT, 'image/png'],
]
const FAULTS = [
  ...[
    '/nothing',
    '/tags/nothing',
    '/tags/nothing/rss.xml',
    '/authors/-/atom.xml',
    '/tags/-',
    '/articles/nothing',
  ],
  ...[
    '/articles/%3Cb%3E%26%22',
    '/archives/99/rss.xml',
    '/archives/0/rss.xml',
    '/sitemap-2.xml',
    '/search/x',
  ],
  ...['/rss.xml?limit=0', '/rss.xml?limit=5&limit=6', '/feed.json?limit=101', '/atom.xml?content=all'],
  ...[
    '/?before=x',
    '/?after=1.1&before=1.1',
    '/feeds.json?after=x',
    '/rss.xml?tag=x&after=x',
    '/?tag=-',
    '/?tag=',
  ],
  ...['/?tag=1&tag=2&tag=3&tag=4&tag=5&tag=6&tag=7&tag=8&tag=9', '/search/rss.xml', '/search?q=a&q=b'],
  ...[
    `/search?q=${'a'.repeat(201)}`,
    '/search?q=satu*+duaa*+tiga*',
    '/rss.xml?tag=nothing',
    '/?author=nobody',
  ],
]
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

/** Asks for everything that a site has once. */
export async function askDocuments(recorder: Recorder, known: Known): Promise<void> {
  const listed = `/tags/${known.tag}`
  for (const path of DOCUMENTS) await recorder.ask({ path })
  await askEach(recorder, LANGUAGES, (language) => ({ path: '/', headers: { 'Accept-Language': language } }))
  await recorder.ask({ path: listed, headers: { 'Accept-Language': 'en' } })
  for (const path of GUESSES) await askEach(recorder, READERS, (Accept) => ({ path, headers: { Accept } }))
  await askPreviews(recorder, known)
  await askFaults(recorder, known)
  await askMoved(recorder, known)
  await askOtherwise(recorder, known)
  await askElsewhere(recorder, known)
}

/** Asks for searches and filtered channels, pages and feeds, and what comes after them. */
export async function askListings(recorder: Recorder, known: Known): Promise<void> {
  const { word, otherWord, phrase, prefix, tag, otherTag, publisher, author, language } = known
  const queries = [
    ...[
      word,
      `${word} ${otherWord}`,
      `"${phrase}"`,
      `${prefix}*`,
      `${word} -${otherWord}`,
      'tidakadanya',
      '"<&>"',
    ],
  ].map((q) => `q=${encodeURIComponent(q)}`)
  const searches = [...queries, `q=${word}&tag=${tag}&lang=${language}`, `q=${word}&author=-${author}`]
  for (const search of [...searches, `q=-${word}`]) {
    await askListing(recorder, '/search', `/search`, search)
  }
  const filters = [
    ...[`tag=${tag}`, `tag=-${tag}`, `tag=${tag}&tag=${otherTag}`, `tag=${otherTag}&lang=${language}`],
    ...[
      `author=${author}&publisher=${publisher}`,
      `publisher=-${publisher}&author=-${author}`,
      'source=reuters',
    ],
  ]
  for (const filter of filters) await askListing(recorder, '/', '', filter)
  for (const channel of [`/tags/${otherTag}`, `/languages/${language}`]) {
    for (const filter of filters.slice(0, 4)) await askListing(recorder, channel, channel, filter)
  }
}

async function askListing(recorder: Recorder, page: string, folder: string, query: string): Promise<void> {
  const path = `${page}?${query}`
  await recorder.askOnwards(`pages after ${path}`, [await recorder.ask({ path })], 'next')
  for (const file of FEEDS) {
    const first = await recorder.ask({ path: `${folder}${file}?${query}` })
    await recorder.askOnwards(`${file} after ${path}`, [first], 'next')
  }
  await recorder.ask({ path: `${folder}/rss.xml?${query}&limit=2&content=summary` })
  await recorder.ask({ path: `${folder}/atom.xml?${query}`, headers: { Accept: BROWSER_ACCEPT } })
}

async function askPreviews(recorder: Recorder, { tag }: Known): Promise<void> {
  const browser = { Accept: BROWSER_ACCEPT, 'Accept-Language': 'en' }
  for (const file of FEEDS) {
    await recorder.ask({ path: file, headers: browser })
    await recorder.ask({ path: `/tags/${tag}${file}?limit=3&content=summary`, headers: browser })
    await recorder.ask({ path: `${file}?raw`, headers: browser })
    await recorder.ask({ path: file, headers: { 'Sec-Fetch-Dest': 'document', Accept: '*/*' } })
    await recorder.ask({ path: file, headers: { 'Sec-Fetch-Dest': 'empty', ...browser } })
  }
}

async function askFaults(recorder: Recorder, { article }: Known): Promise<void> {
  for (const path of FAULTS) {
    await recorder.ask({ path })
    await recorder.ask({ path, headers: { Accept: BROWSER_ACCEPT } })
  }
  for (const method of METHODS) await recorder.ask({ path: '/rss.xml', method })
  await recorder.ask({ path: `/articles/${article}`, method: 'POST', headers: { Accept: BROWSER_ACCEPT } })
  const purge = { path: '/purge', method: 'POST' }
  const secured = { bindings: { PURGE_TOKEN: 'secret' }, deployment: 'with a token' }
  await recorder.ask(purge)
  await recorder.ask({ ...purge, ...secured })
  await recorder.ask({ ...purge, ...secured, headers: { Authorization: 'Bearer secret' } })
}

async function askMoved(recorder: Recorder, { tag, article }: Known): Promise<void> {
  const capital = `${tag.slice(0, 1).toUpperCase()}${tag.slice(1)}`
  const moved = [
    ...[`/tags/${capital}`, `/tags/${capital}?before=1.1`, `/tags/${capital}/rss.xml?limit=5`],
    ...[`/tags/${capital}/archives/1/atom.xml?content=summary`, '/rss.xml/', `/articles/${article}/`],
    ...['/.well-known/feeds', '/archives/1/rss.xml', '/archives/1/0/feed.json?content=summary'],
    ...[`/tags/${tag}/archives/1/atom.xml`, `/tags/${tag}/archives/1/zz/rss.xml`],
  ]
  for (const path of moved) await recorder.ask({ path })
}

/** The same documents by HEAD, conditionally, compressed and from pages of other origins. */
async function askOtherwise(recorder: Recorder, { word, tag, article }: Known): Promise<void> {
  const paths = [
    ...[...FEEDS, '/', `/tags/${tag}`, `/tags/${tag}/rss.xml`, `/articles/${article}`, '/feed', '/opml.xml'],
    ...[
      '/feeds.json',
      '/sitemap.xml',
      '/robots.txt',
      `/search?q=${word}`,
      `/search/atom.xml?q=${word}`,
      '/search',
    ],
    ...[`/rss.xml?tag=${tag}`, `/?tag=${tag}`, '/attribution', '/site.webmanifest'],
  ]
  const archive = (await recorder.ask({ path: '/archives/1/rss.xml' })).location
  for (const path of [...paths, archive]) {
    await recorder.ask({ path, method: 'HEAD' })
    const headers = { 'Accept-Encoding': 'gzip' }
    const { etag } = await recorder.ask({ path, headers })
    await recorder.ask({ path, headers: { ...headers, 'If-None-Match': etag } })
    await recorder.ask({ path, headers: { 'If-None-Match': `"other", W/${etag.replace('-gzip', '')}` } })
  }
  await askEach(recorder, ['/', '/rss.xml', '/nothing'], (path) => ({
    path,
    headers: { 'If-Modified-Since': 'Thu, 01 Jan 2026 00:00:00 GMT' },
  }))
  for (const path of ['/nothing', `/tags/${tag}/nothing.xml`]) await recorder.ask({ path, method: 'HEAD' })
  const preflight = { Origin: 'https://other.example', 'Access-Control-Request-Method': 'GET' }
  for (const path of ['/rss.xml', '/nothing', `/articles/${article}`]) {
    await recorder.ask({ path, method: 'OPTIONS' })
    await recorder.ask({ path, method: 'OPTIONS', headers: preflight })
    await recorder.ask({ path, headers: { Origin: 'https://other.example' } })
  }
}

/** The same site at another address, and without its database. */
async function askElsewhere(recorder: Recorder, { tag, article }: Known): Promise<void> {
  const named = { SITE_URL: 'https://elsewhere.example:8443' }
  const broken = { DB: brokenDatabase('D1_ERROR: Network connection lost.') }
  const wrong = { DB: brokenDatabase('no such table') }
  const paths = [
    '/',
    '/rss.xml',
    `/tags/${tag}/atom.xml`,
    '/feed.json',
    `/articles/${article}`,
    '/sitemap.xml',
  ]
  const others = [
    '/opml.xml',
    '/feeds.json',
    '/site.webmanifest',
    '/robots.txt',
    '/nothing',
    '/healthz',
    '/search',
  ]
  for (const path of [...paths, ...others]) {
    await recorder.ask({ path, bindings: named, deployment: 'elsewhere' })
    await recorder.ask({ path, bindings: broken, deployment: 'without a database' })
  }
  for (const Accept of ['*/*', BROWSER_ACCEPT]) {
    await recorder.ask({
      path: '/rss.xml?raw',
      headers: { Accept },
      bindings: broken,
      deployment: 'without a database',
    })
    await recorder.ask({ path: '/opml.xml', headers: { Accept }, bindings: wrong, deployment: 'with a bug' })
  }
}

function brokenDatabase(message: string): D1Database {
  return new Proxy(env.DB, {
    get: () => () => {
      throw new Error(message)
    },
  })
}

async function askEach<Item>(
  recorder: Recorder,
  items: readonly Item[],
  question: (item: Item) => Question,
): Promise<void> {
  for (const item of items) await recorder.ask(question(item))
}
