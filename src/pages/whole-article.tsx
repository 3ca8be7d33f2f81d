import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import { type Article, onSite } from '../model/article.ts'
import { ALL } from '../model/channel.ts'
import { rightsOf } from '../model/credit.ts'
import { creditSentence } from '../words/credit-sentence.ts'
import { partIn, spokenLanguage, wordsOf } from '../words/index.ts'
import { correctionText } from '../words/notices.ts'
import type { PageWords } from '../words/vocabulary.ts'
import { ArticleHead } from './article-head.tsx'
import { ArticleLinks } from './article-links.tsx'
import { Credits } from './credits.tsx'
import { channelFeeds } from './feed-addresses.tsx'
import { Figure } from './figure.tsx'
import { Layout } from './layout.tsx'
import { Time } from './time.tsx'

interface ArticlePageProps {
  article: Article
  origin: string
  siteName: string
}

/** An article with its whole credit. */
export const ArticlePage: FC<ArticlePageProps> = ({ article, origin, siteName }) => {
  const { title, summary, dateline } = article
  const language = spokenLanguage(article.language)
  const say = wordsOf(language)
  const part = partIn(article.language, language)
  const feeds = channelFeeds(ALL, siteName, origin)
  const url = origin + articlePath(article.slug)
  const head = <ArticleHead {...{ article, url, origin, siteName }} />
  const frame = {
    language,
    say,
    title: `${title} – ${siteName}`,
    siteName,
    description: summary,
    feeds,
    head,
  }
  return (
    <Layout {...frame} kind="article">
      <article>
        <header>
          <h1 {...part}>{title}</h1>
          <p class="deck" {...part}>
            {summary}
          </p>
          <Credits article={article} say={say.page} />
          <Times {...{ article, language, say: say.page }} />
        </header>
        {!article.image?.inBody && <Figure {...{ article, origin }} around={language} first />}
        {article.corrections?.toReversed().map((one) => (
          <p class="correction" {...part}>
            <strong>{correctionText(one, article.language)}</strong>
          </p>
        ))}
        <div class="body" {...part}>
          {dateline && <p class="dateline">{dateline}</p>}
          {raw(reachable(onSite(article.body, origin)))}
        </div>
        <Closing article={article} />
        <ArticleLinks {...{ article, language, say: say.page }} />
      </article>
    </Layout>
  )
}

// A wide table scrolls, so the keyboard has to be able to reach it. In sanitised HTML every `<` begins a tag.
function reachable(html: string): string {
  return html.replaceAll('<table', '<table tabindex="0"')
}

interface TimesProps {
  article: Article
  language: string
  say: PageWords
}

const Times: FC<TimesProps> = ({ article: { published, updated }, language, say }) => (
  <p class="times">
    <span>
      <span class="unseen">{say.published}</span> <Time moment={published} around={language} />
    </span>
    {updated.instant - published.instant >= 60_000 && (
      <span>
        {' '}
        {say.updated} <Time moment={updated} around={language} />
      </span>
    )}
  </p>
)

const Closing: FC<{ article: Article }> = ({ article }) => {
  const rights = rightsOf(article)
  return (
    <footer class="closing">
      <p class="credit">{creditSentence(article)}</p>
      {rights && <p class="rights">{rights}</p>}
    </footer>
  )
}
