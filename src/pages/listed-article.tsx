import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { byline, creditSentence } from '../model/credit.ts'
import { excerpt } from '../model/text.ts'
import { Figure } from './figure.tsx'
import { directionOf, interfaceLanguage } from './language.ts'
import { Time } from './time.tsx'

/** An article as storage lists it. */
export type Listed = Omit<Article, 'body'>

/** The characters of a summary in a list: a page has twenty of them, and each may be long. */
const SUMMARY = 320

/** An article in a list, in its own language; `lead` for the one at the top, with its picture. */
export const ListedArticle: FC<{ article: Listed; origin: string; lead?: boolean }> = (props) => {
  const { article, origin, lead = false } = props
  const { language, title, summary, slug } = article
  return (
    // Liferea takes a page with three article elements for a feed of its own, beside the feed that it finds here.
    <li class={lead ? 'lead' : 'item'} lang={language} dir={directionOf(language)}>
      <h2>
        <a href={articlePath(slug)}>{title}</a>
      </h2>
      {lead && article.image?.url && <Figure {...{ article, origin, around: language }} first />}
      <p class="summary">{excerpt(summary, SUMMARY)}</p>
      <ListedCredit article={article} />
    </li>
  )
}

/** Who reported it and when, and the whole credit, under an article in a list. */
export const ListedCredit: FC<{ article: Listed }> = ({ article }) => (
  <>
    <p class="byline">
      <b>{byline(article)}</b>
      <span class="dot"> · </span>
      <Time moment={article.published} language={interfaceLanguage(article.language)} weekday={false} />
    </p>
    <p class="credit">
      <small>{creditSentence(article)}</small>
    </p>
  </>
)
