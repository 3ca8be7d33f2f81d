import type { FC } from 'hono/jsx'
import { ALL, type Channel, channelPath } from '../model/channel.ts'
import { channelHeading, channelLanguage, channelText } from '../words/channel-title.ts'
import { wordsOf } from '../words/vocabulary.ts'
import { interfaceLanguage } from './language.ts'
import { Layout } from './layout.tsx'
import { type Listed, ListedArticle } from './listed-article.tsx'
import { type Paging, PagingHead, PagingLinks } from './paging.tsx'
import { channelFeeds } from './subscribe.tsx'
import { Topics } from './topics.tsx'

interface ChannelPageProps {
  channel: Channel
  articles: readonly Listed[]
  paging: Paging
  origin: string
  siteName: string
}

/** The articles of a channel, the newest first; of everything, the front page. */
export const ChannelPage: FC<ChannelPageProps> = ({ channel, articles, paging, origin, siteName }) => {
  const language = interfaceLanguage(channelLanguage(channel))
  const say = wordsOf(language)
  const { title, description } = channelText(channel, siteName)
  const isFirst = paging.here === (channelPath(channel) || '/')
  const isFront = channel.kind === ALL.kind
  const feeds = channelFeeds(channel, title, origin)
  const frame = {
    language,
    title: isFirst ? title : `${title} – ${say.archive}`,
    siteName,
    description,
    feeds,
  }
  const heading = channelHeading(channel) || say.latest
  return (
    <Layout
      {...frame}
      kind={isFront ? 'front' : 'channel'}
      motto={isFront ? description : ''}
      head={<PagingHead paging={paging} origin={origin} />}
      aside={<Topics articles={articles} language={language} />}
    >
      <header class="about">
        <h1>{isFirst ? heading : `${heading} – ${say.archive}`}</h1>
        {!isFront && <p>{description}</p>}
      </header>
      {articles.length === 0 && <p>{say.nothing}</p>}
      <ul class="list">
        {articles.map((article, index) => (
          <ListedArticle {...{ article, origin }} lead={isFirst && index === 0} />
        ))}
      </ul>
      <PagingLinks paging={paging} language={language} />
    </Layout>
  )
}
