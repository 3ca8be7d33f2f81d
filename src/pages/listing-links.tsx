import type { FC } from 'hono/jsx'
import { FORMAT_NAMES, FORMATS } from '../formats/index.ts'
import { isIndonesian } from '../model/credit.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../model/listing.ts'

interface ListingHeadProps {
  query: ListingQuery
  title: string
  origin: string
}

/** What the head of a listing's page says: its feeds, its one name, and that it is not to be indexed. */
export const ListingHead: FC<ListingHeadProps> = ({ query, title, origin }) => (
  <>
    {FORMAT_NAMES.map((name) => (
      <link
        rel="alternate"
        type={FORMATS[name].mediaType}
        title={`${title} (${FORMATS[name].label})`}
        href={`${origin}${listingPath(query)}/${FORMATS[name].file}${canonicalQuery(feedOf(query))}`}
      />
    ))}
    <link rel="canonical" href={origin + pageOf(query)} />
    <meta name="robots" content="noindex, follow" />
  </>
)

/** The feeds of a listing, to be followed. */
export const ListingFeeds: FC<{ query: ListingQuery; language: string }> = ({ query, language }) => (
  <nav aria-label={isIndonesian(language) ? 'Umpan daftar ini' : 'Feeds of this list'}>
    {FORMAT_NAMES.map((name) => (
      <a
        href={`${listingPath(query)}/${FORMATS[name].file}${canonicalQuery(feedOf(query))}`}
        type={FORMATS[name].mediaType}
      >
        {FORMATS[name].label}
      </a>
    ))}
  </nav>
)

/** The link to the next page. */
export const NextPage: FC<{ query: ListingQuery; language: string }> = ({ query, language }) => (
  <p>
    <a rel="next" href={pageOf(query)}>
      {isIndonesian(language) ? 'Lebih lama' : 'Older'}
    </a>
  </p>
)

function pageOf(query: ListingQuery): string {
  return (listingPath(query) || '/') + canonicalQuery(query)
}

// A subscription is to what is new, from whichever page it is made.
function feedOf({ after: _, ...query }: ListingQuery): ListingQuery {
  return query
}
