import type { MemoryContent } from './memory-content.ts'
import type { Recorder } from './recorder.ts'
import { BROWSER_ACCEPT } from './site.ts'

const FILES = ['rss.xml', 'atom.xml', 'feed.json']

/** Who comes to the address of an article: anybody, a browser, and who wants one format. */
const ARTICLE_ACCEPTS = [
  ...['*/*', BROWSER_ACCEPT, 'application/ld+json'],
  ...['application/rss+xml', 'application/atom+xml', 'application/feed+json'],
]

/** How many articles share a line, where they do: few enough to look at each. */
const ARTICLES_A_LINE = 50

/** What is read of /feeds.json. */
interface FeedList {
  readonly feeds: readonly { readonly kind: string; readonly page: string }[]
  readonly next?: string
}

/** Asks for all that each channel has: its page and those after it, its feeds, their previews, its archives. */
export async function askChannels(recorder: Recorder): Promise<void> {
  for (const [kind, channels] of Map.groupBy(await listedChannels(recorder), (channel) => channel.kind)) {
    const paths = channels.map(({ page }) => new URL(page).pathname)
    const firstPages = await recorder.askFamily(
      `pages of ${kind}`,
      paths.map((path) => ({ path })),
    )
    const older = await recorder.askOnwards(`older pages of ${kind}`, firstPages, 'next')
    await recorder.askOnwards(`pages of ${kind} on the way back`, older, 'prev')
    for (const file of FILES) {
      await askFeeds(
        recorder,
        kind,
        paths.map((path) => (path === '/' ? `/${file}` : `${path}/${file}`)),
      )
    }
  }
}

async function askFeeds(recorder: Recorder, kind: string, paths: readonly string[]): Promise<void> {
  const file = paths[0]?.split('/').at(-1)
  for (const query of ['', '?limit=5', '?limit=100', '?content=summary']) {
    const name = `${file}${query} of ${kind}`
    const feeds = await recorder.askFamily(
      name,
      paths.map((path) => ({ path: path + query })),
    )
    // The archives are the same for every limit: the shortest feeds lead to the most of them.
    if (query === '?limit=5' || query === '?content=summary')
      await recorder.askOnwards(`archives behind ${name}`, feeds, 'prev-archive')
  }
  const headers = { Accept: BROWSER_ACCEPT }
  await recorder.askFamily(
    `previews of ${file} of ${kind}`,
    paths.map((path) => ({ path, headers })),
  )
}

/** Asks for every article in every way. */
export async function askArticles(recorder: Recorder, slugs: readonly string[]): Promise<void> {
  for (const accept of ARTICLE_ACCEPTS) {
    for (let at = 0; at < slugs.length; at += ARTICLES_A_LINE) {
      const some = slugs.slice(at, at + ARTICLES_A_LINE)
      const questions = some.map((slug) => ({
        path: `/articles/${encodeURIComponent(slug)}`,
        headers: { Accept: accept },
      }))
      await recorder.askFamily(`articles ${some[0]} to ${some.at(-1)} [Accept: ${accept}]`, questions)
    }
  }
}

/** The slugs of all articles of a folder, sorted. */
export function slugsOf({ files }: MemoryContent): string[] {
  return [...files.keys()].flatMap((path) => /([^/]+)\.md$/.exec(path)?.[1] ?? []).sort()
}

async function listedChannels(recorder: Recorder): Promise<FeedList['feeds']> {
  const feeds: FeedList['feeds'][number][] = []
  for (let path: string | undefined = '/feeds.json'; path; ) {
    const { text } = await recorder.ask({ path })
    const list = JSON.parse(text) as FeedList
    feeds.push(...list.feeds)
    path = list.next
  }
  return feeds
}
