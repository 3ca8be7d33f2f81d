import type { FC } from 'hono/jsx'
import { FORMAT_NAMES, MAIN_FORMAT } from '../formats/index.ts'
import type { Words } from '../words/vocabulary.ts'
import { BrokenAddress, FeedAddress, type Feeds } from './feed-addresses.tsx'

/** A feed reader on the web that can be told by a link which feed to add. */
interface Reader {
  readonly name: string
  readonly subscribe: (feed: string) => string
}

// By the addresses that the readers' own bookmarklets and buttons lead to.
const READERS: readonly [Reader, ...Reader[]] = [
  { name: 'Feedly', subscribe: (feed) => `https://feedly.com/i/subscription/feed%2F${encoded(feed)}` },
  { name: 'Inoreader', subscribe: (feed) => `https://www.inoreader.com/?add_feed=${encoded(feed)}` },
  { name: 'NewsBlur', subscribe: (feed) => `https://www.newsblur.com/?url=${encoded(feed)}` },
  {
    name: 'The Old Reader',
    subscribe: (feed) => `https://theoldreader.com/feeds/subscribe?url=${encoded(feed)}`,
  },
  { name: 'Feedbin', subscribe: (feed) => `https://feedbin.com/?subscribe=${encoded(feed)}` },
]

/** The feed of what the page shows, to be copied or opened; every other way is folded away below it. */
export const Subscribe: FC<{ feeds: Feeds; say: Words }> = ({ feeds, say }) => {
  const feed = feeds.addresses[MAIN_FORMAT]
  return (
    <section class="subscribe" id="subscribe" aria-labelledby="subscribe-title">
      <h2 id="subscribe-title">{say.page.subscribe}</h2>
      <p class="feed-title">{feeds.title}</p>
      <MainAddress {...{ feed, say }} />
      <details>
        <summary>{say.page.otherWays}</summary>
        <p>{say.page.whatIsAFeed}</p>
        <ul class="addresses" aria-label={say.page.addresses}>
          {FORMAT_NAMES.map((name) => (
            <li>
              <FeedAddress {...{ name, say }} url={feeds.addresses[name]} />
            </li>
          ))}
        </ul>
        <Readers feed={feed} say={say} />
        <p>
          <a href="/opml.xml">{say.page.allChannels}</a>
        </p>
      </details>
    </section>
  )
}

/**
 * The one address that most people need, and a link that opens it in a reader. The link is for the app on the device;
 * where devices usually have none, the script makes it one to a reader on the web.
 */
const MainAddress: FC<{ feed: string; say: Words }> = ({ feed, say: { page } }) => {
  const [web] = READERS
  return (
    <div class="main-address">
      <BrokenAddress url={feed} />
      <button type="button" class="copy action" data-copy={feed} data-copied={page.copied}>
        <span class="does">{page.copyAddress}</span>
      </button>
      <a
        class="open"
        href={`feed:${feed}`}
        data-web={web.subscribe(feed)}
        data-name={page.openWith(web.name)}
      >
        {page.openInApp}
      </a>
    </div>
  )
}

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
