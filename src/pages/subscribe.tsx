import type { FC } from 'hono/jsx'
import {
  FORMAT_NAMES,
  FORMATS,
  type FormatLinks,
  type FormatName,
  feedPath,
  formatLinks,
  MAIN_FORMAT,
} from '../formats/index.ts'
import type { ChannelKey } from '../model/channel.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../model/listing.ts'
import { wordsOf } from '../words/vocabulary.ts'
import { appAddress, READERS } from './readers.ts'

/** The feeds that a page leads to: their title, and the whole URL in each format. */
export interface Feeds {
  readonly title: string
  readonly addresses: FormatLinks
}

/** The feeds of a channel. */
export function channelFeeds(channel: ChannelKey, title: string, origin: string): Feeds {
  return { title, addresses: formatLinks((name) => origin + feedPath(channel, name)) }
}

/** The feeds of a listing, whichever page of it is shown: a subscription is to what is new. */
export function listingFeeds({ after: _, ...query }: ListingQuery, title: string, origin: string): Feeds {
  const address = (name: FormatName) =>
    `${origin}${listingPath(query)}/${FORMATS[name].file}${canonicalQuery(query)}`
  return { title, addresses: formatLinks(address) }
}

/** Every way to take the feeds of what the page shows. */
export const Subscribe: FC<{ feeds: Feeds; language: string }> = ({ feeds, language }) => {
  const say = wordsOf(language)
  return (
    <section class="subscribe" id="subscribe" aria-labelledby="subscribe-title">
      <h2 id="subscribe-title">{say.subscribe}</h2>
      <p class="feed-title">{feeds.title}</p>
      <p>{say.whatIsAFeed}</p>
      <ul class="addresses" aria-label={say.addresses}>
        {FORMAT_NAMES.map((name) => (
          <li>
            <FeedAddress {...{ name, language }} url={feeds.addresses[name]} />
          </li>
        ))}
      </ul>
      <Readers feed={feeds.addresses[MAIN_FORMAT]} language={language} />
      <p>
        <a href="/opml.xml">{say.allChannels}</a>
      </p>
    </section>
  )
}

interface FeedAddressProps {
  name: FormatName
  url: string
  language: string
  /** The page is the one at this address. */
  isHere?: boolean
}

/** The address of a feed, to be followed, selected or copied. */
export const FeedAddress: FC<FeedAddressProps> = ({ name, url, language, isHere = false }) => {
  const say = wordsOf(language)
  const { label, mediaType } = FORMATS[name]
  return (
    <>
      {isHere ? (
        <b class="format">{label}</b>
      ) : (
        <a class="format" href={url} type={mediaType}>
          {label}
        </a>
      )}{' '}
      <code dir="ltr">
        {url.split(/(?<=[^/]\/)(?!\/)/).map((part, index) => (
          <>
            {index > 0 && <wbr />}
            {part}
          </>
        ))}
      </code>{' '}
      <button type="button" class="copy" data-copy={url} data-copied={say.copied}>
        <span class="does">{say.copy}</span> <span class="unseen">{say.address(label)}</span>
      </button>
    </>
  )
}

/** Links that open well-known readers with a feed. */
export const Readers: FC<{ feed: string; language: string }> = ({ feed, language }) => {
  const say = wordsOf(language)
  return (
    <>
      <p class="open-in" id="open-in">
        {say.openIn}
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
          <a href={appAddress(feed)}>{say.app}</a>
        </li>
      </ul>
    </>
  )
}
