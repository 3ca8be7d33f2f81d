import type { FC } from 'hono/jsx'
import { isIndonesian } from '../model/credit.ts'
import type { ListingQuery } from '../model/listing.ts'
import { listingLanguage, listingText } from '../model/listing-text.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { Layout } from './layout.tsx'
import { ListingFeeds, ListingHead, NextPage } from './listing-links.tsx'
import type { ListingPageProps } from './listing-page.tsx'
import { SearchForm } from './search-form.tsx'
import { SearchResult } from './search-result.tsx'

/** What a search has found, newest first. */
export const SearchPage: FC<ListingPageProps & { search: SearchQuery }> = ({
  query,
  search,
  listing: { channel, articles, next },
  origin,
  siteName,
}) => {
  const language = listingLanguage(query, channel)
  const { title } = listingText(query, channel, siteName)
  return (
    <Layout {...{ language, title, siteName, head: <ListingHead {...{ query, title, origin }} /> }}>
      <h1>{title}</h1>
      <SearchForm query={query} text={search.text} language={language} />
      <ListingFeeds query={query} language={language} />
      {articles.length === 0 && (
        <p>{isIndonesian(language) ? 'Tidak ada artikel yang cocok.' : 'No article matches.'}</p>
      )}
      {articles.map((article) => (
        <SearchResult article={article} search={search} />
      ))}
      {next && <NextPage query={{ ...query, after: next }} language={language} />}
    </Layout>
  )
}

/** The search before anything is searched for. */
export const SearchFormPage: FC<{ query: ListingQuery; siteName: string }> = ({ query, siteName }) => {
  const language = query.filters.some(({ slug, excluded }) => slug === 'en' && !excluded) ? 'en' : 'id'
  const title = `${siteName}: ${isIndonesian(language) ? 'Pencarian' : 'Search'}`
  return (
    <Layout {...{ language, title, siteName }}>
      <h1>{title}</h1>
      <SearchForm query={query} text="" language={language} />
    </Layout>
  )
}
