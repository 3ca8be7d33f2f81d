import type { Child, FC } from 'hono/jsx'
import { feedPath, MAIN_FORMAT } from '../formats/index.ts'
import { ALL, type Channel, channelPath } from '../model/channel.ts'
import { type Site, siteLanguage, textIn } from '../model/site.ts'
import { partIn, spokenLanguage, wordsOf } from '../words/index.ts'
import { channelHeading, channelLanguage, channelText } from '../words/titles.ts'
import { channelFeeds, HubLinks } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'
import { type Listed, ListedArticle } from './listed-article.tsx'
import { type Paging, PagingHead, PagingLinks } from './paging.tsx'
import { Topics } from './topics.tsx'
import { trailTo } from './trail.tsx'

interface ChannelPageProps {
  channel: Channel
  articles: readonly Listed[]
  paging: Paging
  origin: string
  hubUrl?: string | undefined
  site: Site
}

/** The articles of a channel, the newest first. The page of everything is the front page. */
export const ChannelPage: FC<ChannelPageProps> = ({ channel, articles, paging, origin, hubUrl, site }) => {
  const language = spokenLanguage(channelLanguage(channel, site))
  const say = wordsOf(language)
  const { title, description } = channelText(channel, site)
  const isFirst = paging.here === (channelPath(channel) || '/')
  const isFront = channel.kind === ALL.kind
  const heading = channelHeading(channel, site) || say.page.latest
  const titled = (text: string) => (isFirst ? text : `${text} – ${say.page.archive}`)
  return (
    <Layout
      origin={origin}
      {...(articles[0]?.image && { picture: articles[0].image })}
      {...{ language, say, site, description }}
      title={titled(title)}
      feeds={channelFeeds(channel, title, origin)}
      kind={isFront ? 'front' : 'channel'}
      {...(channel.kind !== 'all' && { trail: trailTo(channel.kind, say) })}
      motto={isFront && <Motto {...{ site, channel, around: language }}>{description}</Motto>}
      head={
        <>
          <PagingHead paging={paging} origin={origin} />
          {isFirst && <HubLinks hubUrl={hubUrl} feed={origin + feedPath(channel, MAIN_FORMAT)} />}
        </>
      }
      aside={<Topics {...{ articles, language, say: say.page }} />}
    >
      <header class="about">
        <h1>{titled(heading)}</h1>
        {!isFront && <p>{description}</p>}
      </header>
      {articles.length === 0 && <p>{say.page.nothingYet}</p>}
      <ul class="list">
        {articles.map((article, index) => (
          <ListedArticle {...{ article, origin }} lead={isFirst && index === 0} />
        ))}
      </ul>
      <PagingLinks paging={paging} say={say} />
    </Layout>
  )
}

interface MottoProps {
  site: Site
  channel: Channel
  /** The language of the page. */
  around: string
  children?: Child
}

/** What the owner says of the site, which may be in a language that Warta has no words for. */
const Motto: FC<MottoProps> = ({ site, channel, around, children }) => {
  const language = channelLanguage(channel, site)
  const isOwn = textIn(site.description, language) !== undefined
  const said = typeof site.description === 'string' ? siteLanguage(site) : language
  return <span {...(isOwn ? partIn(said, around) : {})}>{children}</span>
}
