import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import { type Article, onSite } from '../model/article.ts'
import { ALL } from '../model/channel.ts'
import { creditSentence, rightsOf } from '../model/credit.ts'
import { wordsOf } from '../words/vocabulary.ts'
import { ArticleHead } from './article-head.tsx'
import { ArticleLinks } from './article-links.tsx'
import { Credits } from './credits.tsx'
import { Figure } from './figure.tsx'
import { interfaceLanguage, partIn } from './language.ts'
import { Layout } from './layout.tsx'
import { channelFeeds } from './subscribe.tsx'
import { Time } from './time.tsx'

interface ArticlePageProps {
  article: Article
  origin: string
  siteName: string
}

/** An article with its whole credit. */
export const ArticlePage: FC<ArticlePageProps> = ({ article, origin, siteName }) => {
  const { title, summary, dateline } = article
  const language = interfaceLanguage(article.language)
  const part = partIn(article.language, language)
  const feeds = channelFeeds(ALL, siteName, origin)
  const url = origin + articlePath(article.slug)
  const head = <ArticleHead {...{ article, url, origin, siteName }} />
  const frame = { language, title: `${title} – ${siteName}`, siteName, description: summary, feeds, head }
  return (
    <Layout {...frame} kind="article">
      <article>
        <header>
          <h1 {...part}>{title}</h1>
          <p class="deck" {...part}>
            {summary}
          </p>
          <Credits article={article} language={language} />
          <Times article={article} language={language} />
        </header>
        <Figure article={article} origin={origin} around={language} first />
        <div class="body" {...part}>
          {dateline && <p class="dateline">{dateline}</p>}
          {raw(reachable(onSite(article.body, origin)))}
        </div>
        <Closing article={article} />
        <ArticleLinks article={article} language={language} />
      </article>
    </Layout>
  )
}

// A wide table scrolls, so that the keyboard has to get there. In sanitised HTML `<` begins nothing but tags.
function reachable(html: string): string {
  return html.replaceAll('<table', '<table tabindex="0"')
}

const Times: FC<{ article: Article; language: string }> = ({ article: { published, updated }, language }) => {
  const say = wordsOf(language)
  return (
    <p class="times">
      <span>
        <span class="unseen">{say.published}</span> <Time moment={published} language={language} />
      </span>
      {updated.instant - published.instant >= 60_000 && (
        <span>
          {' '}
          {say.updated} <Time moment={updated} language={language} />
        </span>
      )}
    </p>
  )
}

const Closing: FC<{ article: Article }> = ({ article }) => {
  const rights = rightsOf(article)
  return (
    <footer class="closing">
      <p class="credit">{creditSentence(article)}</p>
      {rights && <p class="rights">{rights}</p>}
    </footer>
  )
}
