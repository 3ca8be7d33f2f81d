import type { FC } from 'hono/jsx'
import type { ListingQuery } from '../model/listing.ts'
import { readSearch, type SearchQuery, type SearchTerm } from '../model/search-query.ts'
import type { Words } from '../words/vocabulary.ts'
import { addressOf } from './refine.tsx'

interface NothingProps {
  query: ListingQuery
  search: SearchQuery
  say: Words
}

/** What else can be tried where a search has found nothing: each is a link. */
export const NothingFound: FC<NothingProps> = ({ query, search, say }) => {
  const wider = widerSearches(search)
  return (
    <section class="nothing">
      <p>{say.search.nothing}</p>
      <ul>
        {query.filters.length > 0 && (
          <li>
            <a href={addressOf({ ...query, filters: [] })}>{say.search.withoutFilters}</a>
          </li>
        )}
        {wider.map((text) => (
          <li>
            {say.search.insteadTry} <a href={`/search?${new URLSearchParams({ q: text })}`}>{text}</a>
          </li>
        ))}
        <li>{say.search.checkSpelling}</li>
        <li>
          <a href="/tags">{say.search.browseTopics}</a>
        </li>
        <li>
          <a href="/">{say.search.readNewest}</a>
        </li>
      </ul>
    </section>
  )
}

/** The most other searches that are offered. */
const OTHERS = 5

/** A beginning is looked for in words of so many letters, and is that much shorter than the word. */
const LEAST_LETTERS = 6
const CUT = 2

/** Searches that find more: single words of several, and words that begin alike. */
function widerSearches({ terms, text }: SearchQuery): string[] {
  const wanted = terms.filter(({ excluded }) => !excluded)
  const single = wanted.length > 1 ? wanted.map(({ words }) => words.join(' ')) : []
  const texts = [...wanted.flatMap(beginningOf), ...single].filter((one) => one !== text)
  return [...new Set(texts)].filter((one) => readSearch(one).ok).slice(0, OTHERS)
}

function beginningOf({ words, prefix }: SearchTerm): string[] {
  const [word = '', another] = words
  const letters = Array.from(word)
  if (prefix || another !== undefined || letters.length < LEAST_LETTERS) return []
  return [`${letters.slice(0, -CUT).join('')}*`]
}
