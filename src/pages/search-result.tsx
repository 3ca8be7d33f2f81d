import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { byline, creditSentence } from '../model/credit.ts'
import { excerptAround, highlight, type Piece } from '../model/highlight.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { excerpt, textOfHtml } from '../model/text.ts'
import { Time } from './time.tsx'

interface SearchResultProps {
  article: Omit<Article, 'body'> & { readonly body?: string }
  search: SearchQuery
}

const EXCERPT_LENGTH = 300

/** A found article, with what was looked for marked. */
export const SearchResult: FC<SearchResultProps> = ({ article, search }) => {
  const { language, slug, title, summary, body, published } = article
  const found = excerptAround(summary, search, EXCERPT_LENGTH)
  const inBody =
    found || body === undefined ? undefined : excerptAround(textOfHtml(body), search, EXCERPT_LENGTH)
  return (
    <article lang={language}>
      <h2>
        <a href={articlePath(slug)}>
          <Marked pieces={highlight(title, search)} />
        </a>
      </h2>
      <p>
        {byline(article)} · <Time moment={published} language={language} />
      </p>
      <p>
        <Marked pieces={found ?? [{ text: excerpt(summary, EXCERPT_LENGTH), marked: false }]} />{' '}
        <small>{creditSentence(article)}</small>
      </p>
      {inBody && (
        <p>
          <Marked pieces={inBody} />
        </p>
      )}
    </article>
  )
}

const Marked: FC<{ pieces: readonly Piece[] }> = ({ pieces }) => (
  <>{pieces.map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}</>
)
