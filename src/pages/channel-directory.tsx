import type { FC } from 'hono/jsx'
import { FORMATS, feedPath, MAIN_FORMAT } from '../formats/index.ts'
import { ALL, CHANNEL_KINDS, type ChannelName, channelPath, type NamedKind } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { partIn, wordsOf } from '../words/index.ts'
import { channelName } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'
import { type Paging, PagingHead, PagingLinks } from './paging.tsx'
import { type Crumb, kindName } from './trail.tsx'

/** A channel of a list, and how many articles it has. */
export type CountedName = ChannelName & { readonly entries: number }

interface DirectoryProps {
  channels: readonly CountedName[]
  /** The language of the page: one that Warta speaks. */
  language: string
  origin: string
  site: Site
}

/** The largest channels of each kind, and the way to all of them. */
export const ChannelsPage: FC<DirectoryProps> = ({ channels, language, origin, site }) => {
  const say = wordsOf(language)
  const { page } = say
  return (
    <Layout
      origin={origin}
      {...{ language, say, site }}
      title={`${page.channels} – ${site.name}`}
      description={page.aboutChannels}
      feeds={channelFeeds(ALL, site.name, origin)}
      kind="channel"
      trail={[{ name: page.home, path: '/' }]}
      head={<link rel="canonical" href={`${origin}/channels`} />}
    >
      <header class="about">
        <h1>{page.channels}</h1>
        <p>{page.aboutChannels}</p>
      </header>
      {CHANNEL_KINDS.map((kind) => {
        const ofKind = channels.filter((channel) => channel.kind === kind)
        if (ofKind.length === 0) return null
        return (
          <section class="directory">
            <h2>
              <a href={`/${kind}`}>{kindName(kind, say)}</a>
            </h2>
            <ChannelList {...{ channels: ofKind, language, say, site }} />
          </section>
        )
      })}
    </Layout>
  )
}

interface KindPageProps extends DirectoryProps {
  kind: NamedKind
  paging: Paging
}

/** All channels of a kind in the order of their addresses, a part at a time. */
export const KindPage: FC<KindPageProps> = ({ kind, channels, language, paging, origin, site }) => {
  const say = wordsOf(language)
  const title = kindName(kind, say)
  const trail: Crumb[] = [
    { name: say.page.home, path: '/' },
    { name: say.page.channels, path: '/channels' },
  ]
  return (
    <Layout
      origin={origin}
      {...{ language, say, site, trail }}
      title={`${title} – ${site.name}`}
      feeds={channelFeeds(ALL, site.name, origin)}
      kind="channel"
      head={<PagingHead paging={paging} origin={origin} />}
    >
      <header class="about">
        <h1>{title}</h1>
      </header>
      {channels.length === 0 && <p>{say.page.nothingYet}</p>}
      <ChannelList {...{ channels, language, say, site }} />
      <PagingLinks paging={paging} say={say} labels={{ newer: say.page.previous, older: say.page.next }} />
    </Layout>
  )
}

interface ListProps {
  channels: readonly CountedName[]
  language: string
  say: Words
  site: Site
}

const ChannelList: FC<ListProps> = ({ channels, language, say, site }) => {
  const { label, mediaType } = FORMATS[MAIN_FORMAT]
  return (
    <ul class="channels">
      {channels.map((channel) => {
        const name = channelName(channel, site)
        return (
          <li>
            <a href={channelPath(channel)} {...partIn(channel.language ?? language, language)}>
              {name}
            </a>{' '}
            <span class="count">{say.page.articles(channel.entries)}</span>{' '}
            <a class="feed-link" href={feedPath(channel, MAIN_FORMAT)} type={mediaType}>
              {label}
              <span class="unseen"> {name}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
