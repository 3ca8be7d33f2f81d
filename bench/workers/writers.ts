import { jsonFeed } from '../../src/formats/json.ts'
import { composeFeed } from '../../src/site/feeds/compose.ts'
import { benchArticles } from '../articles.ts'
import { feedPeer, feedsmithPeer } from '../peers.ts'
import { jsxPeer } from './jsx-peer.ts'

// The writers and their peers in one Worker, the same fifty full-text articles in its memory. workerd's clock
// stands still while it computes, so a request says how often to write, and whoever asks has the clock:
// /rss/warta?n=100 answers with the number of characters that were written.

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

// Everybody's input is made before anything is timed. Those named `articles` begin with the stored articles.
const ours = compose()
const feed = feedPeer(ours)
const feedsmith = feedsmithPeer(ours)
const jsx = jsxPeer(ours)
const object = jsonFeed(ours)

type Writer = () => string | Promise<string>

const WRITERS: Readonly<Record<string, Writer>> = {
  '/rss/warta': () => ours.rss2(),
  '/rss/articles': () => compose().rss2(),
  '/rss/feed': () => feed.rss2(),
  '/rss/feedsmith': feedsmith.rss,
  '/rss/jsx': jsx.rss,
  '/atom/warta': () => ours.atom1(),
  '/atom/articles': () => compose().atom1(),
  '/atom/feed': () => feed.atom1(),
  '/atom/feedsmith': feedsmith.atom,
  '/atom/jsx': jsx.atom,
  '/json/warta': () => ours.json1(),
  '/json/articles': () => compose().json1(),
  '/json/stringify': () => JSON.stringify(object),
  '/json/feed': () => feed.json1(),
  '/json/feedsmith': feedsmith.json,
}

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    const write = WRITERS[pathname]
    if (!write) return new Response(null, { status: 404 })
    let characters = 0
    for (let left = Number(searchParams.get('n') ?? 1); left > 0; left--) {
      const text = await write()
      // Reading a character makes an engine put the pieces of a text together that it only noted so far.
      if (!(text.charCodeAt(text.length - 1) > 0)) return new Response(null, { status: 500 })
      characters += text.length
    }
    return new Response(String(characters))
  },
} satisfies ExportedHandler
