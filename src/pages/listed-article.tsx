import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { directionOf } from '../model/language-tag.ts'
import { excerpt } from '../model/text.ts'
import { byline, creditSentence } from '../words/credit-sentence.ts'
import { wordsIn } from '../words/index.ts'
import { Figure } from './figure.tsx'
import { Time } from './time.tsx'

/** An article as storage lists it. */
export type Listed = Omit<Article, 'body'>

/** The most characters of a summary in a list. A page has twenty of them, and each may be long. */
const SUMMARY = 320

/** An article in a list, in its own language. `lead` is the one at the top. */
export const ListedArticle: FC<{ article: Listed; origin: string; lead?: boolean }> = (props) => {
  const { article, origin, lead = false } = props
  const { language, title, summary, slug } = article
  return (
    // Not an article element: Liferea takes a page with three of them for a feed, beside the feed that it finds here.
    <li class={lead ? 'lead' : 'item'} lang={language} dir={directionOf(language)}>
      <h2>
        <a href={articlePath(slug)}>{title}</a>
      </h2>
      <Figure {...{ article, origin, around: language }} first={lead} place={lead ? 'lead' : 'item'} />
      <p class="summary">{excerpt(summary, SUMMARY)}</p>
      <ListedCredit article={article} />
    </li>
  )
}

/**
 * Who reported it and when, and the whole credit, under an article in a list. Names and credit are in words around the
 * article, which may be in another language and direction.
 */
export const ListedCredit: FC<{ article: Listed }> = ({ article }) => (
  <>
    <p class="byline">
      <b {...wordsIn(article.language)}>{byline(article)}</b>
      <span class="dot"> · </span>
      <Time moment={article.published} around={article.language} weekday={false} />
    </p>
    <p class="credit">
      <small {...wordsIn(article.language)}>{creditSentence(article)}</small>
    </p>
  </>
)
