import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { ListingQuery } from '../model/listing.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { type Site, siteLanguage } from '../model/site.ts'
import { LANGUAGES, spokenLanguage, wordsOf } from '../words/index.ts'
import { listingLanguage, listingText } from '../words/titles.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { FoundArticle } from './found-article.tsx'
import { Layout } from './layout.tsx'
import { ListingFrame, type ListingProps } from './listing-frame.tsx'
import { NothingFound } from './nothing-found.tsx'
import { SearchForm } from './search-form.tsx'

/** What a search has found, newest first. */
export const SearchPage: FC<ListingProps & { search: SearchQuery }> = ({ search, ...props }) => {
  const { query, listing, site } = props
  const language = spokenLanguage(listingLanguage(query, listing.channel, site))
  const say = wordsOf(language)
  const { title } = listingText(query, listing.channel, site)
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
export const SearchFormPage: FC<{ query: ListingQuery; origin: string; site: Site }> = ({
  query,
  origin,
  site,
}) => {
  const spoken = query.filters.find(({ slug, excluded }) => !excluded && LANGUAGES.has(slug))
  const language = spokenLanguage(spoken?.slug ?? siteLanguage(site))
  const say = wordsOf(language)
  const title = `${site.name}: ${say.search.title}`
  return (
    <Layout
      origin={origin}
      {...{ language, say, title, site }}
      feeds={channelFeeds(ALL, site.name, origin)}
      kind="search"
    >
      <header class="about">
        <h1>{say.search.title}</h1>
      </header>
      <SearchForm {...{ query, say: say.search }} text="" />
    </Layout>
  )
}
