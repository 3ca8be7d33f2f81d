import type { FC } from 'hono/jsx'
import { ALL, CHANNEL_KINDS, type NamedKind } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { wordsOf } from '../words/index.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'
import { ChannelList, type CountedName } from './linked-channels.tsx'
import { type Paging, PagingHead, PagingLinks } from './paging.tsx'
import { type Crumb, kindName } from './trail.tsx'

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
