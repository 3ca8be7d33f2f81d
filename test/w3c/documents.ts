import { channelsOf, followLinks } from '../support/crawl.ts'
import { generatedSlug } from '../support/generated-files.ts'

/** A feed to be validated: its URL, and the Accept where the address serves other things too. */
export interface FeedDocument {
  readonly url: string
  readonly accept?: string
}

const FILES = { 'rss.xml': 'application/rss+xml', 'atom.xml': 'application/atom+xml' } as const

const VARIANTS = ['', '?limit=1', '?content=summary']
const LONGEST = ['?limit=100', '?limit=100&content=summary']

// Each query is written as its feed writes it: self links are to match the address.
const SEARCHES = [
  ...['q=kabar', 'q=kabar+pasar', 'q=%22perdana+menteri%22', 'q=peme*', 'q=kabar+-pasar', 'q=tidakadanya'],
  ...[
    'q=%22at+t%22',
    'q=kabar&lang=id&tag=dunia',
    'q=caf%C3%A9&author=-lintar-satria',
    'q=%E6%9D%B1%E4%BA%AC',
  ],
]
const FILTERS = [
  ...[
    'tag=dunia',
    'tag=-dunia',
    'tag=dunia&tag=ekonomi',
    'lang=ar',
    'author=-lintar-satria&publisher=-republika',
  ],
  ...[
    'author=lintar-satria&publisher=republika',
    'source=reuters',
    'author=-friska-yolandha&lang=de&tag=dunia',
  ],
]

/** How many of the single articles are asked for as feeds. */
const ARTICLES = 20

const MOST_ARCHIVES = 1000

/** Every RSS and Atom document of a running site with generated articles, or one of each kind where there is no end. */
export async function feedDocuments(origin: string): Promise<FeedDocument[]> {
  const paths: string[] = []
  const channels = await channelsOf(origin)
  for (const file of Object.keys(FILES)) {
    for (const channel of channels) {
      const feed = `${channel}/${file}`
      paths.push(...VARIANTS.map((query) => feed + query))
      // The archives are the same for every limit: the shortest feed leads to the most of them.
      paths.push(...(await followLinks(origin, `${feed}?limit=1`, 'prev-archive', MOST_ARCHIVES)))
    }
    paths.push(...LONGEST.map((query) => `/${file}${query}`))
    paths.push(
      ...(await followLinks(origin, `/${file}?limit=1&content=summary`, 'prev-archive', MOST_ARCHIVES)),
    )
    paths.push(...SEARCHES.flatMap((query) => listings(`/search/${file}?${query}`)))
    paths.push(...FILTERS.flatMap((query) => listings(`/${file}?${query}`)))
    for (const channel of ['/tags/ekonomi', '/languages/id']) {
      paths.push(...FILTERS.flatMap((query) => listings(`${channel}/${file}?${query}`)))
    }
  }
  const feeds = [...new Set(paths)].map((path) => ({ url: origin + path }))
  return [...feeds, ...articleDocuments(origin)]
}

function listings(path: string): string[] {
  return [path, `${path}&limit=100`, `${path}&content=summary`]
}

function articleDocuments(origin: string): FeedDocument[] {
  const urls = Array.from({ length: ARTICLES }, (_, n) => `${origin}/articles/${generatedSlug(n)}`)
  return urls.flatMap((url) => Object.values(FILES).map((accept) => ({ url, accept })))
}
