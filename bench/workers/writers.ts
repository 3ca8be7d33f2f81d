import { writeAtom } from '../../src/formats/atom.ts'
import { jsonFeed, writeJson } from '../../src/formats/json.ts'
import { writeRss } from '../../src/formats/rss.ts'
import { DEFAULT_SITE } from '../../src/model/site.ts'
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
  site: DEFAULT_SITE,
  authority: 'news.example',
  query: '',
  ttl: 5,
}
const compose = () =>
  composeFeed(
    channel,
    articles.map((article) => ({ ...article })),
    setting,
  )

// Everybody's input is made before anything is timed.
const ours = compose()
// Copies, of which no markup is kept.
const entries = ours.items.map((item) => ({ ...item }))
const plain = { ...ours, items: entries }

// Those named `articles` begin with the stored articles, as a first answer after a write does: one of the fifty is new
// each time, and the entries of the others are kept. Those named `cold` begin with fifty that are new.
const stored = articles.map((article) => ({ ...article }))
let writes = 0
function composeAfterWrite() {
  const nth = ++writes % stored.length
  const changed = stored[nth]
  if (changed) stored[nth] = { ...changed }
  return composeFeed(channel, stored, setting)
}
const feed = feedPeer(ours)
const feedsmith = feedsmithPeer(ours)
const jsx = jsxPeer(ours)
const object = jsonFeed(ours)

type Writer = () => string | Promise<string>

const WRITERS: Readonly<Record<string, Writer>> = {
  '/rss/warta': () => writeRss(plain),
  '/rss/articles': () => writeRss(composeAfterWrite()),
  '/rss/cold': () => writeRss(compose()),
  '/rss/feed': () => feed.rss2(),
  '/rss/feedsmith': feedsmith.rss,
  '/rss/jsx': jsx.rss,
  '/atom/warta': () => writeAtom(plain),
  '/atom/articles': () => writeAtom(composeAfterWrite()),
  '/atom/cold': () => writeAtom(compose()),
  '/atom/feed': () => feed.atom1(),
  '/atom/feedsmith': feedsmith.atom,
  '/atom/jsx': jsx.atom,
  '/json/warta': () => writeJson(plain),
  '/json/articles': () => writeJson(composeAfterWrite()),
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
