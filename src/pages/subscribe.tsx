import type { FC } from 'hono/jsx'
import { FORMAT_NAMES, MAIN_FORMAT } from '../formats/index.ts'
import type { Words } from '../words/vocabulary.ts'
import { FeedAddress, type Feeds } from './feed-addresses.tsx'

/** A feed reader on the web that can be told by a link which feed to add. */
interface Reader {
  readonly name: string
  readonly subscribe: (feed: string) => string
}

// By the addresses that the readers' own bookmarklets and buttons lead to.
const READERS: readonly Reader[] = [
  { name: 'Feedly', subscribe: (feed) => `https://feedly.com/i/subscription/feed%2F${encoded(feed)}` },
  { name: 'Inoreader', subscribe: (feed) => `https://www.inoreader.com/?add_feed=${encoded(feed)}` },
  { name: 'NewsBlur', subscribe: (feed) => `https://www.newsblur.com/?url=${encoded(feed)}` },
  {
    name: 'The Old Reader',
    subscribe: (feed) => `https://theoldreader.com/feeds/subscribe?url=${encoded(feed)}`,
  },
  { name: 'Feedbin', subscribe: (feed) => `https://feedbin.com/?subscribe=${encoded(feed)}` },
]

/** Every way to take the feeds of what the page shows. */
export const Subscribe: FC<{ feeds: Feeds; say: Words }> = ({ feeds, say }) => (
  <section class="subscribe" id="subscribe" aria-labelledby="subscribe-title">
    <h2 id="subscribe-title">{say.page.subscribe}</h2>
    <p class="feed-title">{feeds.title}</p>
    <p>{say.page.whatIsAFeed}</p>
    <ul class="addresses" aria-label={say.page.addresses}>
      {FORMAT_NAMES.map((name) => (
        <li>
          <FeedAddress {...{ name, say }} url={feeds.addresses[name]} />
        </li>
      ))}
    </ul>
    <Readers feed={feeds.addresses[MAIN_FORMAT]} say={say} />
    <p>
      <a href="/opml.xml">{say.page.allChannels}</a>
    </p>
  </section>
)

/** Links that open well-known readers with a feed. `feed:` hands it to the one that is installed on the device. */
export const Readers: FC<{ feed: string; say: Words }> = ({ feed, say }) => (
  <>
    <p class="open-in" id="open-in">
      {say.page.openIn}
    </p>
    <ul class="readers" aria-labelledby="open-in">
      {READERS.map(({ name, subscribe }) => (
        <li>
          <a href={subscribe(feed)} rel="noopener">
            {name}
          </a>
        </li>
      ))}
      <li>
        <a href={`feed:${feed}`}>{say.page.app}</a>
      </li>
    </ul>
  </>
)

function encoded(feed: string): string {
  return encodeURIComponent(feed)
}
