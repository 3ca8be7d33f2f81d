import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import { byline } from '../words/credit-sentence.ts'
import { partIn, spokenLanguage } from '../words/index.ts'
import type { Listed } from './listed-article.tsx'
import { Time } from './time.tsx'

interface HeadlinesProps {
  articles: readonly Listed[]
  /** The language of the page. */
  around: string
}

/** A short list of articles: each with its title, its byline and its time. */
export const Headlines: FC<HeadlinesProps> = ({ articles, around }) => (
  <ul class="headlines">
    {articles.map(({ slug, ...article }) => (
      <li>
        <a href={articlePath(slug)} {...partIn(article.language, around)}>
          {article.title}
        </a>
        <p class="byline">
          <Byline article={{ slug, ...article }} around={around} />
        </p>
      </li>
    ))}
  </ul>
)

/** Who reported an article and when, as part of a page in another language perhaps. */
export const Byline: FC<{ article: Listed; around: string }> = ({ article, around }) => (
  <>
    <b {...partIn(spokenLanguage(article.language), around)}>{byline(article)}</b>
    <span class="dot"> · </span>
    <Time moment={article.published} around={around} weekday={false} />
  </>
)
