import { availableParallelism } from 'node:os'
import { jsonFeed } from '../src/formats/json.ts'
import { composeFeed } from '../src/publish/compose.ts'
import { benchArticles } from './articles.ts'
import { astroPeer, feedPeer, feedsmithPeer } from './peers.ts'
import { compare, type Timing } from './timing.ts'

// `npm run bench`: our writers against their peers, the same 50 full-text articles, one process, one run.
const articles = benchArticles(50)
const channel = { kind: 'all', slug: '', title: '', revision: 1, modified: 1_663_633_920 } as const
const setting = {
  origin: 'https://news.example',
  siteName: 'Warta',
  authority: 'news.example',
  query: '',
  ttl: 5,
}
const compose = () => composeFeed(channel, articles, setting)
const ours = compose()
const feed = feedPeer(ours)
const feedsmith = feedsmithPeer(ours)
const astro = astroPeer(ours)
const object = jsonFeed(ours)

print('RSS 2.0', 'at least 4x faster than feed and feedsmith', [
  ...(await compare([
    { name: 'Warta', run: () => ours.rss2() },
    { name: 'feed', run: () => feed.rss2() },
    { name: 'feedsmith', run: feedsmith.rss },
    { name: '@astrojs/rss', run: astro },
    { name: 'Warta, articles to bytes', run: () => compose().rss2() },
  ])),
])
print('Atom 1.0', 'at least 4x faster than feed and feedsmith', [
  ...(await compare([
    { name: 'Warta', run: () => ours.atom1() },
    { name: 'feed', run: () => feed.atom1() },
    { name: 'feedsmith', run: feedsmith.atom },
    { name: 'Warta, articles to bytes', run: () => compose().atom1() },
  ])),
])
print('JSON Feed 1.1', 'at most 1.2x the time of JSON.stringify', [
  ...(await compare([
    { name: 'Warta', run: () => ours.json1() },
    { name: 'JSON.stringify of the same object', run: () => JSON.stringify(object) },
    { name: 'feed (JSON Feed 1.0)', run: () => feed.json1() },
    { name: 'feedsmith', run: feedsmith.json },
    { name: 'Warta, articles to bytes', run: () => compose().json1() },
  ])),
])
process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} processors, median of 31 rounds in turn.\n`,
)

function print(title: string, goal: string, timings: readonly Timing[]): void {
  const base = timings[0]?.ms ?? Number.NaN
  process.stdout.write(`${title} (${goal})\n`)
  for (const { name, ms, bytes } of timings) {
    const row = [
      name.padEnd(34),
      `${ms.toFixed(3)} ms`,
      `${(ms / base).toFixed(2)}x`.padStart(7),
      `${bytes} bytes`,
    ]
    process.stdout.write(`  ${row.join('  ')}\n`)
  }
}
