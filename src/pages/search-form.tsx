import type { FC } from 'hono/jsx'
import { filterParameters } from '../model/filter.ts'
import type { ListingQuery } from '../model/listing.ts'
import { QUERY_LENGTH } from '../model/search-query.ts'
import type { SearchWords } from '../words/vocabulary.ts'

/** The form of the search. The filters of `query` stay; `text` is what was looked for. */
export const SearchForm: FC<{ query: ListingQuery; text: string; say: SearchWords }> = ({
  query,
  text,
  say,
}) => (
  <search>
    <form action="/search" method="get">
      <label for="q">{say.label}</label>
      <input
        type="search"
        id="q"
        name="q"
        value={text}
        maxlength={QUERY_LENGTH}
        required
        aria-describedby="q-hint"
        autocapitalize="none"
        spellcheck={false}
      />
      {filterParameters(query.filters).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{say.button}</button>
      <p id="q-hint">
        <small>{say.hint}</small>
      </p>
    </form>
  </search>
)

/** The search in the frame of every page. The key `/` leads there. */
export const QuickSearch: FC<{ say: SearchWords }> = ({ say }) => (
  <search class="quick">
    <form action="/search" method="get">
      <input
        type="search"
        name="q"
        maxlength={QUERY_LENGTH}
        required
        aria-label={say.label}
        placeholder={say.button}
        aria-keyshortcuts="/"
        autocapitalize="none"
        spellcheck={false}
      />
      <button type="submit">{say.button}</button>
    </form>
  </search>
)
