import type { FC } from 'hono/jsx'
import { articlePath, FORMAT_NAMES, FORMATS, type FormatName, feedPath } from '../formats/index.ts'
import { type Channel, channelPath } from '../model/channel.ts'
import { byline } from '../model/credit.ts'
import { channelHeading, channelLanguage, channelText } from '../words/channel-title.ts'
import { wordsOf } from '../words/vocabulary.ts'
import { interfaceLanguage, partIn } from './language.ts'
import { Layout } from './layout.tsx'
import type { Listed } from './listed-article.tsx'
import { channelFeeds, FeedAddress, Readers } from './subscribe.tsx'
import { Time } from './time.tsx'

interface PreviewPageProps {
  channel: Channel
  articles: readonly Listed[]
  format: FormatName
  /** The feed's own query string with its `?`, or ''. */
  query: string
  origin: string
  siteName: string
}

/** A feed as a person sees it who was led to its address: what it is, how to take it, what is in it. */
export const PreviewPage: FC<PreviewPageProps> = (props) => {
  const { channel, articles, format, query, origin, siteName } = props
  const language = interfaceLanguage(channelLanguage(channel))
  const say = wordsOf(language)
  const { title, description } = channelText(channel, siteName)
  const { label } = FORMATS[format]
  const frame = { language, title: `${title} – ${say.feedOf(label)}`, siteName, description }
  return (
    <Layout
      {...frame}
      kind="feed"
      feeds={channelFeeds(channel, title, origin)}
      head={<meta name="robots" content="noindex" />}
      aside={<OtherFormats {...props} language={language} />}
    >
      <h1>{channelHeading(channel) || title}</h1>
      <section class="preview" id="subscribe" aria-label={say.feedOf(label)}>
        <p>
          <strong>{say.feedOf(label)}.</strong> {say.whatIsAFeed}
        </p>
        <Address {...{ channel, format, query, origin, language }} />
      </section>
      <h2>{say.inThisFeed}</h2>
      {articles.length === 0 && <p>{say.nothing}</p>}
      <ul class="headlines">
        {articles.map((article) => (
          <Headline article={article} language={language} />
        ))}
      </ul>
    </Layout>
  )
}

const Address: FC<
  Pick<PreviewPageProps, 'channel' | 'format' | 'query' | 'origin'> & { language: string }
> = (props) => {
  const { channel, format, query, origin, language } = props
  const say = wordsOf(language)
  const path = feedPath(channel, format) + query
  return (
    <>
      <ul class="addresses">
        <li>
          <FeedAddress name={format} url={origin + path} language={language} isHere />
        </li>
      </ul>
      <Readers feed={origin + path} language={language} />
      <p>
        <a href={channelPath(channel) || '/'}>{say.readAsPage}</a>
        {' · '}
        <a href={`${path}${query ? '&' : '?'}raw`}>{say.raw(FORMATS[format].label)}</a>
      </p>
    </>
  )
}

const OtherFormats: FC<PreviewPageProps & { language: string }> = (props) => {
  const { channel, format, query, origin, language } = props
  const say = wordsOf(language)
  return (
    <section class="subscribe">
      <h2>{say.otherFormats}</h2>
      <ul class="addresses">
        {FORMAT_NAMES.filter((name) => name !== format).map((name) => (
          <li>
            <FeedAddress name={name} url={origin + feedPath(channel, name) + query} language={language} />
          </li>
        ))}
      </ul>
      <p>
        <a href="/opml.xml">{say.allChannels}</a>
      </p>
    </section>
  )
}

const Headline: FC<{ article: Listed; language: string }> = ({ article, language }) => (
  <li>
    <a href={articlePath(article.slug)} {...partIn(article.language, language)}>
      {article.title}
    </a>
    <p class="byline">
      {byline(article)} · <Time moment={article.published} language={language} weekday={false} />
    </p>
  </li>
)
