import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { excerptAround, highlight, type Piece } from '../model/highlight.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { excerpt, textOfHtml } from '../model/text.ts'
import { directionOf } from './language.ts'
import { ListedCredit } from './listed-article.tsx'

interface SearchResultProps {
  article: Omit<Article, 'body'> & { readonly body?: string }
  search: SearchQuery
}

const EXCERPT_LENGTH = 300

/** A found article, with what was looked for marked. */
export const SearchResult: FC<SearchResultProps> = ({ article, search }) => {
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
