import type { FC } from 'hono/jsx'
import { FORMATS, type FormatName, feedPath } from '../formats/index.ts'
import type { ChannelKey } from '../model/channel.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../model/listing.ts'
import type { Words } from '../words/vocabulary.ts'

/** The feeds that a page leads to: their title, and the whole URL in each format. */
export interface Feeds {
  readonly title: string
  readonly addresses: Readonly<Record<FormatName, string>>
}

/** The feeds of a channel. */
export function channelFeeds(channel: ChannelKey, title: string, origin: string): Feeds {
  return { title, addresses: addressesOf((name) => origin + feedPath(channel, name)) }
}

/** The feeds of a listing. They are the same on each of its pages, because who subscribes wants what is new. */
export function listingFeeds(listing: ListingQuery, title: string, origin: string): Feeds {
  const { after: _, isBestFirst: __, ...query } = listing
  const address = (name: FormatName) =>
    `${origin}${listingPath(query)}/${FORMATS[name].file}${canonicalQuery(query)}`
  return { title, addresses: addressesOf(address) }
}

function addressesOf(address: (name: FormatName) => string): Feeds['addresses'] {
  return { rss: address('rss'), atom: address('atom'), json: address('json') }
}

interface HubLinksProps {
  /** The WebSub hub; missing where there is none. */
  hubUrl?: string | undefined
  /** The whole URL of the feed that it pushes. */
  feed: string
}

/** Leads a subscriber that reads pages to the hub, and to the feed to ask it for (WebSub, 4). */
export const HubLinks: FC<HubLinksProps> = ({ hubUrl, feed }) =>
  hubUrl === undefined ? null : (
    <>
      <link rel="hub" href={hubUrl} />
      <link rel="self" href={feed} />
    </>
  )

interface FeedAddressProps {
  name: FormatName
  url: string
  say: Words
  /** Whether the page itself is at this address. Then there is no link to it. */
  isHere?: boolean
}

/** The address of one feed, to follow, to select or to copy. */
export const FeedAddress: FC<FeedAddressProps> = ({ name, url, say: { page }, isHere = false }) => {
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
      <BrokenAddress url={url} />{' '}
      <button type="button" class="copy" data-copy={url} data-copied={page.copied}>
        <span class="does">{page.copy}</span> <span class="unseen">{page.address(label)}</span>
      </button>
    </>
  )
}

/** An address that may be broken behind its slashes. */
export const BrokenAddress: FC<{ url: string }> = ({ url }) => (
  <code dir="ltr">
    {url.split(/(?<=[^/]\/)(?!\/)/).map((part, index) => (
      <>
        {index > 0 && <wbr />}
        {part}
      </>
    ))}
  </code>
)
