import type { FC } from 'hono/jsx'
import type { Article } from '../model/article.ts'
import type { Channel } from '../model/channel.ts'
import { isIndonesian } from '../model/credit.ts'
import type { Cursor } from '../model/cursor.ts'
import type { ListingQuery } from '../model/listing.ts'
import { listingLanguage, listingText } from '../model/listing-text.ts'
import { ListedArticle } from './channel-page.tsx'
import { Layout } from './layout.tsx'
import { ListingFeeds, ListingHead, NextPage } from './listing-links.tsx'

export interface ListingPageProps {
  query: ListingQuery
  listing: {
    readonly channel: Channel
    readonly articles: readonly (Omit<Article, 'body'> & { readonly body?: string })[]
    readonly next?: Cursor
  }
  origin: string
  siteName: string
}

/** The articles of a channel that its filters leave. */
export const ListingPage: FC<ListingPageProps> = ({ query, listing, origin, siteName }) => {
  const { channel, articles, next } = listing
  const language = listingLanguage(query, channel)
  const { title, description } = listingText(query, channel, siteName)
  return (
    <Layout
      {...{ language, title, siteName, description, head: <ListingHead {...{ query, title, origin }} /> }}
    >
      <h1>{title}</h1>
      <ListingFeeds query={query} language={language} />
      {articles.length === 0 && (
        <p>{isIndonesian(language) ? 'Tidak ada artikel di sini.' : 'There are no articles here.'}</p>
      )}
      {articles.map((article) => (
        <ListedArticle article={article} />
      ))}
      {next && <NextPage query={{ ...query, after: next }} language={language} />}
    </Layout>
  )
}
