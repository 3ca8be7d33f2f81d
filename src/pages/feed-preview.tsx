import type { FC } from 'hono/jsx'
import { FORMAT_NAMES, FORMATS, type FormatName, feedPath } from '../formats/index.ts'
import { type Channel, channelPath } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { spokenLanguage, wordsOf } from '../words/index.ts'
import { channelHeading, channelLanguage, channelText } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import { channelFeeds, FeedAddress, HubLinks } from './feed-addresses.tsx'
import { Headlines } from './headlines.tsx'
import { Layout } from './layout.tsx'
import type { Listed } from './listed-article.tsx'
import { Readers } from './subscribe.tsx'

/** Which feed it is. */
interface FeedProps {
  channel: Channel
  format: FormatName
  /** The feed's own query string with its `?`, or ''. */
  query: string
  origin: string
}

interface PreviewPageProps extends FeedProps {
  articles: readonly Listed[]
  site: Site
  hubUrl?: string | undefined
}

/** The page for a person who was led to the address of a feed: what a feed is, how to take it, what is in it. */
export const PreviewPage: FC<PreviewPageProps> = ({ articles, site, hubUrl, ...feed }) => {
  const { channel, format, origin, query } = feed
  const language = spokenLanguage(channelLanguage(channel, site))
  const say = wordsOf(language)
  const { title, description } = channelText(channel, site)
  const feedName = say.page.feedOf(FORMATS[format].label)
  const frame = { language, say, title: `${title} – ${feedName}`, site, description }
  return (
    <Layout
      origin={origin}
      {...frame}
      kind="feed"
      feeds={channelFeeds(channel, title, origin)}
      head={
        <>
          <meta name="robots" content="noindex" />
          {query === '' && <HubLinks hubUrl={hubUrl} feed={origin + feedPath(channel, format)} />}
        </>
      }
      aside={<OtherFormats {...feed} say={say} />}
    >
      <h1>{channelHeading(channel, site) || title}</h1>
      <section class="preview" id="subscribe" aria-label={feedName}>
        <p>
          <strong>{feedName}.</strong> {say.page.whatIsAFeed}
        </p>
        <Address {...feed} say={say} />
      </section>
      <h2>{say.page.inThisFeed}</h2>
      {articles.length === 0 && <p>{say.page.nothingYet}</p>}
      <Headlines articles={articles} around={language} />
    </Layout>
  )
}

const Address: FC<FeedProps & { say: Words }> = ({ channel, format, query, origin, say }) => {
  const path = feedPath(channel, format) + query
  return (
    <>
      <ul class="addresses">
        <li>
          <FeedAddress name={format} url={origin + path} say={say} isHere />
        </li>
      </ul>
      <Readers feed={origin + path} say={say} />
      <p>
        <a href={channelPath(channel) || '/'}>{say.page.readAsPage}</a>
        {' · '}
        <a href={`${path}${query ? '&' : '?'}raw`}>{say.page.raw(FORMATS[format].label)}</a>
      </p>
    </>
  )
}

const OtherFormats: FC<FeedProps & { say: Words }> = ({ channel, format, query, origin, say }) => (
  <section class="subscribe">
    <h2>{say.page.otherFormats}</h2>
    <ul class="addresses">
      {FORMAT_NAMES.filter((name) => name !== format).map((name) => (
        <li>
          <FeedAddress name={name} url={origin + feedPath(channel, name) + query} say={say} />
        </li>
      ))}
    </ul>
    <p>
      <a href="/opml.xml">{say.page.allChannels}</a>
    </p>
  </section>
)
