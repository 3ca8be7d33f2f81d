import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { excerptAround, highlight, type Piece } from '../model/highlight.ts'
import { directionOf } from '../model/language-tag.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { excerpt, textOfHtml } from '../model/text.ts'
import { ListedCredit } from './listed-article.tsx'

interface FoundArticleProps {
  article: Omit<Article, 'body'> & { readonly body?: string }
  search: SearchQuery
}

/** The characters of a summary and of the part of a body that are shown. */
const EXCERPT_LENGTH = 300

/** An article that a search has found, in its own language, with the words marked that were looked for. */
export const FoundArticle: FC<FoundArticleProps> = ({ article, search }) => {
  const { language, slug, title, summary, body } = article
  const found = excerptAround(summary, search, EXCERPT_LENGTH)
  const inBody =
    found || body === undefined ? undefined : excerptAround(textOfHtml(body), search, EXCERPT_LENGTH)
  return (
    <li class="item" lang={language} dir={directionOf(language)}>
      <h2>
        <a href={articlePath(slug)}>
          <Marked pieces={highlight(title, search)} />
        </a>
      </h2>
      <p class="summary">
        <Marked pieces={found ?? [{ text: excerpt(summary, EXCERPT_LENGTH), marked: false }]} />
      </p>
      {inBody && (
        <p class="summary">
          <Marked pieces={inBody} />
        </p>
      )}
      <ListedCredit article={article} />
    </li>
  )
}

const Marked: FC<{ pieces: readonly Piece[] }> = ({ pieces }) => (
  <>{pieces.map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}</>
)
