import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { channelsOf } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { partIn } from '../words/index.ts'
import { channelName } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import { Headlines } from './headlines.tsx'
import { ChannelList } from './linked-channels.tsx'
import type { Listed } from './listed-article.tsx'

/** The articles around one: those that are related to it, and the ones before and after it. */
export interface Around {
  /** The same article in other languages. */
  readonly translations: readonly Listed[]
  readonly related: readonly Listed[]
  readonly older?: Listed
  readonly newer?: Listed
}

interface AroundProps {
  around: Around
  /** The language of the page, and its words. */
  language: string
  say: Words
}

/** Where to read on at the end of an article. */
export const AroundArticle: FC<AroundProps> = ({ around: { related, older, newer }, language, say }) => (
  <>
    {related.length > 0 && (
      <section class="more" aria-labelledby="more-title">
        <h2 id="more-title">{say.page.moreOnThis}</h2>
        <Headlines articles={related} around={language} />
      </section>
    )}
    {(older || newer) && (
      <nav class="neighbours" aria-label={say.page.beforeAndAfter}>
        {older && <Neighbour article={older} rel="prev" label={say.page.before} language={language} />}
        {newer && <Neighbour article={newer} rel="next" label={say.page.after} language={language} />}
      </nav>
    )}
  </>
)

interface TranslationsProps {
  translations: readonly Listed[]
  language: string
  say: Words
  site: Site
}

/** The same article in other languages: a link to each, in its own. */
export const Translations: FC<TranslationsProps> = ({ translations, language, say, site }) => {
  if (translations.length === 0) return null
  return (
    <p class="translations">
      {say.page.inOtherLanguages}{' '}
      {translations.map(({ slug, title, language: own }, nth) => (
        <>
          {nth > 0 && ', '}
          <a href={articlePath(slug)} hreflang={own} rel="alternate" title={title} {...partIn(own, language)}>
            {channelName({ kind: 'languages', slug: own, title: own }, site)}
          </a>
        </>
      ))}
    </p>
  )
}

interface NeighbourProps {
  article: Listed
  rel: 'prev' | 'next'
  label: string
  language: string
}

const Neighbour: FC<NeighbourProps> = ({ article, rel, label, language }) => (
  <a href={articlePath(article.slug)} rel={rel}>
    <span class="label">{label}</span>{' '}
    <span class="title" {...partIn(article.language, language)}>
      {article.title}
    </span>
  </a>
)

interface OwnProps {
  article: Article
  language: string
  say: Words
  site: Site
}

/** The channels that an article is in, each with its feed: to follow a subject, a person or a publisher alone. */
export const OwnChannels: FC<OwnProps> = ({ article, language, say, site }) => {
  const channels = channelsOf(article).filter(({ kind }) => kind !== 'all')
  return (
    <section class="follow">
      <h2>{say.page.follow}</h2>
      <ChannelList {...{ channels: channels.slice(0, MOST), language, say, site }} />
    </section>
  )
}

/** The most channels that stand beside an article. */
const MOST = 14
