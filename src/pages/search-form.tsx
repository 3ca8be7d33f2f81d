import type { FC } from 'hono/jsx'
import { isIndonesian } from '../model/credit.ts'
import { filterParameters } from '../model/filter.ts'
import type { ListingQuery } from '../model/listing.ts'
import { QUERY_LENGTH } from '../model/search-query.ts'

const INDONESIAN = {
  label: 'Cari berita',
  button: 'Cari',
  hint: 'Semua kata harus ada. "luar negeri": kata berurutan. diplo*: awal kata. -bola: tanpa kata itu.',
}

const ENGLISH: typeof INDONESIAN = {
  label: 'Search the news',
  button: 'Search',
  hint: 'All words have to be there. "foreign policy": in this order. diplo*: a beginning. -ball: without it.',
}

/** The form of the search; filters stay. */
export const SearchForm: FC<{ query: ListingQuery; text: string; language: string }> = ({
  query,
  text,
  language,
}) => {
  const { label, button, hint } = isIndonesian(language) ? INDONESIAN : ENGLISH
  return (
    <search>
      <form action="/search" method="get">
        <label for="q">{label}</label>
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
        <button type="submit">{button}</button>
        <p id="q-hint">
          <small>{hint}</small>
        </p>
      </form>
    </search>
  )
}
