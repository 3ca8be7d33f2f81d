import type { FC } from 'hono/jsx'
import { isIndonesian } from '../model/credit.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../model/listing.ts'

interface ListingHeadProps {
  query: ListingQuery
  origin: string
}

/** What the head of a listing's page says: its one name, and that it is not to be indexed. */
export const ListingHead: FC<ListingHeadProps> = ({ query, origin }) => (
  <>
    <link rel="canonical" href={origin + pageOf(query)} />
    <meta name="robots" content="noindex, follow" />
  </>
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
