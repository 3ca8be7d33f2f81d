import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import { isIndonesian } from '../model/credit.ts'
import type { ListingQuery } from '../model/listing.ts'
import { listingLanguage, listingText } from '../model/listing-text.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { interfaceLanguage } from './language.ts'
import { Layout } from './layout.tsx'
import { ListingHead, NextPage } from './listing-links.tsx'
import type { ListingPageProps } from './listing-page.tsx'
import { SearchForm } from './search-form.tsx'
import { SearchResult } from './search-result.tsx'
import { channelFeeds, listingFeeds } from './subscribe.tsx'

/** What a search has found, newest first. */
export const SearchPage: FC<ListingPageProps & { search: SearchQuery }> = ({
  query,
  search,
  listing: { channel, articles, next },
  origin,
  siteName,
}) => {
  const language = interfaceLanguage(listingLanguage(query, channel))
  const { title } = listingText(query, channel, siteName)
  return (
    <Layout
      {...{ language, title, siteName }}
      kind="channel"
      feeds={listingFeeds(query, title, origin)}
      head={<ListingHead {...{ query, origin }} />}
    >
      <header class="about">
        <h1>{title}</h1>
      </header>
      <SearchForm query={query} text={search.text} language={language} />
      {articles.length === 0 && (
        <p>{isIndonesian(language) ? 'Tidak ada artikel yang cocok.' : 'No article matches.'}</p>
      )}
      <ul class="list">
        {articles.map((article) => (
          <SearchResult article={article} search={search} />
        ))}
      </ul>
      {next && <NextPage query={{ ...query, after: next }} language={language} />}
    </Layout>
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
