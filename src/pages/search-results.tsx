import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { ListingQuery } from '../model/listing.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { LANGUAGES, SITE_LANGUAGE, spokenLanguage, wordsOf } from '../words/index.ts'
import { listingLanguage, listingText } from '../words/titles.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { FoundArticle } from './found-article.tsx'
import { Layout } from './layout.tsx'
import { ListingFrame, type ListingProps } from './listing-frame.tsx'
import { NothingFound } from './nothing-found.tsx'
import { SearchForm } from './search-form.tsx'

/** What a search has found, newest first. */
export const SearchPage: FC<ListingProps & { search: SearchQuery }> = ({ search, ...props }) => {
  const { query, listing, siteName } = props
  const language = spokenLanguage(listingLanguage(query, listing.channel))
  const say = wordsOf(language)
  const { title } = listingText(query, listing.channel, siteName)
  const form = <SearchForm {...{ query, say: say.search }} text={search.text} />
  return (
    <ListingFrame
      {...{ ...props, language, say, title, form }}
      nothing={<NothingFound {...{ query, search, say }} />}
    >
      {listing.articles.map((article) => (
        <FoundArticle article={article} search={search} />
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
  const spoken = query.filters.find(({ slug, excluded }) => !excluded && LANGUAGES.has(slug))
  const language = spoken?.slug ?? SITE_LANGUAGE
  const say = wordsOf(language)
  const title = `${siteName}: ${say.search.title}`
  return (
    <Layout {...{ language, say, title, siteName }} feeds={channelFeeds(ALL, siteName, origin)} kind="search">
      <header class="about">
        <h1>{title}</h1>
      </header>
      <SearchForm {...{ query, say: say.search }} text="" />
    </Layout>
  )
}
