import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import type { Channel } from '../model/channel.ts'
import { channelLanguage, channelText } from '../model/channel-text.ts'
import { byline, creditSentence, isIndonesian } from '../model/credit.ts'
import { Layout } from './layout.tsx'
import { Time } from './time.tsx'

interface ChannelPageProps {
  channel: Channel
  articles: readonly Omit<Article, 'body'>[]
  origin: string
  siteName: string
}

/** The newest articles of a channel. */
export const ChannelPage: FC<ChannelPageProps> = ({ channel, articles, origin, siteName }) => {
  const language = channelLanguage(channel)
  const { title, description } = channelText(channel, siteName)
  return (
    <Layout {...{ language, title, siteName, description, feeds: { channel, title, origin } }}>
      <h1>{title}</h1>
      <p>{description}</p>
      {articles.length === 0 && (
        <p>{isIndonesian(language) ? 'Belum ada artikel di sini.' : 'There are no articles here yet.'}</p>
      )}
      {articles.map((article) => (
        <ListedArticle article={article} />
      ))}
    </Layout>
  )
}

/** An article in a list: title, byline, time, summary and credit. */
export const ListedArticle: FC<{ article: Omit<Article, 'body'> }> = ({ article }) => (
  <article lang={article.language}>
    <h2>
      <a href={articlePath(article.slug)}>{article.title}</a>
    </h2>
    <p>
      {byline(article)} · <Time moment={article.published} language={article.language} />
    </p>
    <p>
      {article.summary} <small>{creditSentence(article)}</small>
    </p>
  </article>
)
