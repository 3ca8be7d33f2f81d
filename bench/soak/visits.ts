import { type Dice, generatedSlug } from '../../test/support/generated-files.ts'
import type { SoakSite } from './site.ts'

/** One request of a client. */
export interface Visit {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

const FILES = ['rss.xml', 'atom.xml', 'feed.json']
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const ACCEPTS = [
  ...['*/*', BROWSER, 'application/ld+json'],
  ...['application/rss+xml', 'application/atom+xml', 'application/feed+json'],
]
const GUESSES = ['/feed', '/rss', '/atom', '/index.xml', '/feed.xml', '/feed?limit=3&content=summary']
const SITE_FILES = [
  ...['/opml.xml', '/feeds.json', '/sitemap.xml', '/sitemap-news.xml', '/sitemap-1.xml', '/robots.txt'],
  ...['/sitemap-channels-1.xml', '/attribution', '/site.webmanifest', '/search', '/healthz'],
]
const REFUSED = [
  ...['/rss.xml?limit=0', '/atom.xml?content=all', '/?before=x', '/?tag=-', '/search/rss.xml'],
  ...['/feeds.json?after=x', `/search?q=${'a'.repeat(201)}`, '/search?q=a&q=b'],
]
const WORDS = ['kabar', 'ekonomi', 'pasar', 'warga', 'report', 'weather', 'election', 'café', 'اليوم', '東京']
const ABSENT: ((n: number) => string)[] = [
  (n) => `/nothing-${n}`,
  (n) => `/tags/nothing-${n}`,
  (n) => `/tags/nothing-${n}/rss.xml`,
  (n) => `/authors/nobody-${n}/atom.xml?limit=5`,
  (n) => `/articles/nothing-${n}`,
  (n) => `/archives/${1000 + n}/feed.json`,
]

/** The kinds of what is asked, and how a request of each is drawn. */
export type Kinds = Readonly<Record<string, (dice: Dice) => Visit>>

/** Every kind of URL that a site has. */
export function kindsOf(site: SoakSite): Kinds {
  const channel = (dice: Dice) => dice.pick(site.channels)
  const feed = (dice: Dice) => `${channel(dice)}/${dice.pick(FILES)}`
  return {
    feed: (dice) => plain(feed(dice)),
    'feed with a limit': (dice) => plain(`${feed(dice)}?limit=${1 + dice.below(100)}`),
    'feed of summaries': (dice) => plain(`${feed(dice)}?content=summary&limit=${1 + dice.below(100)}`),
    'feed in a browser': (dice) => accepting(feed(dice), BROWSER),
    'feed at a guessed address': (dice) => accepting(dice.pick(GUESSES), dice.pick(ACCEPTS)),
    archive: (dice) => plain(dice.pick(site.archives)),
    page: (dice) => accepting(channel(dice) || '/', BROWSER),
    'older page': (dice) => accepting(dice.pick(site.olderPages), BROWSER),
    'search page': (dice) => accepting(`/search?${search(dice)}`, BROWSER),
    'search feed': (dice) => plain(`/search/${dice.pick(FILES)}?${search(dice)}`),
    'filtered page': (dice) => accepting(`${channel(dice) || '/'}?${filter(dice, site)}`, BROWSER),
    'filtered feed': (dice) => plain(`${feed(dice)}?${filter(dice, site)}`),
    article: (dice) => accepting(articlePath(dice.below(site.articles)), dice.pick(ACCEPTS)),
    'file of the site': (dice) => plain(dice.pick(SITE_FILES)),
    redirect: (dice) => plain(`${articlePath(dice.below(site.articles))}/`),
    '400': (dice) => accepting(dice.pick(REFUSED), dice.pick(ACCEPTS)),
    // Never the same one twice: what is kept for a URL would grow.
    '404': (dice) => accepting(dice.pick(ABSENT)(dice.below(100_000_000)), dice.pick(ACCEPTS)),
  }
}

/** The address of a generated article's page. */
export function articlePath(n: number): string {
  return `/articles/${generatedSlug(n)}`
}

function search(dice: Dice): string {
  const [word, other] = [dice.pick(WORDS), dice.pick(WORDS)]
  const queries = [
    word,
    `${word} ${other}`,
    `"${word} ${other}"`,
    `${word.slice(0, 3)}*`,
    `${word} -${other}`,
  ]
  return new URLSearchParams({ q: dice.pick(queries) }).toString()
}

function filter(dice: Dice, { filters }: SoakSite): string {
  const some = Array.from({ length: 1 + dice.below(3) }, () => dice.pick(filters))
  return some
    .map(([name, slug]) => `${name}=${dice.below(4) ? '' : '-'}${encodeURIComponent(slug)}`)
    .join('&')
}

function plain(path: string): Visit {
  return { path, headers: {} }
}

function accepting(path: string, Accept: string): Visit {
  return { path, headers: { Accept } }
}
