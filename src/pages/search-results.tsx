import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import { isIndonesian } from '../model/credit.ts'
import type { ListingQuery } from '../model/listing.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { listingLanguage, listingText } from '../words/listing-title.ts'
import { interfaceLanguage } from './language.ts'
import { Layout } from './layout.tsx'
import { ListingFrame, type ListingProps } from './listing-frame.tsx'
import { SearchForm } from './search-form.tsx'
import { SearchResult } from './search-result.tsx'
import { channelFeeds } from './subscribe.tsx'

/** What a search has found, newest first. */
export const SearchPage: FC<ListingProps & { search: SearchQuery }> = ({ search, ...props }) => {
  const { query, listing, siteName } = props
  const language = interfaceLanguage(listingLanguage(query, listing.channel))
  const { title } = listingText(query, listing.channel, siteName)
  const nothing = isIndonesian(language) ? 'Tidak ada artikel yang cocok.' : 'No article matches.'
  const form = <SearchForm query={query} text={search.text} language={language} />
  return (
    <ListingFrame {...{ ...props, language, title, form, nothing }}>
      {listing.articles.map((article) => (
        <SearchResult article={article} search={search} />
      ))}
    </ListingFrame>
  )
}

/** The search before anything is searched for. */
export const SearchFormPage: FC<{ query: ListingQuery; origin: string; siteName: string }> = ({
  query,
  origin,
  siteName,
}) => {
  const language = query.filters.some(({ slug, excluded }) => slug === 'en' && !excluded) ? 'en' : 'id'
  const title = `${siteName}: ${isIndonesian(language) ? 'Pencarian' : 'Search'}`
  return (
    <Layout {...{ language, title, siteName }} feeds={channelFeeds(ALL, siteName, origin)}>
      <header class="about">
        <h1>{title}</h1>
      </header>
      <SearchForm query={query} text="" language={language} />
    </Layout>
  )
}
