import type { Child, FC } from 'hono/jsx'
import type { Article } from '../model/article.ts'
import type { Channel } from '../model/channel.ts'
import { type Cursor, canonicalQuery, type ListingQuery, listingPath } from '../model/listing.ts'
import type { Site } from '../model/site.ts'
import { spokenLanguage, wordsOf } from '../words/index.ts'
import { listingLanguage, listingNotes, listingText } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import { listingFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'
import { ListedArticle } from './listed-article.tsx'

/** What a page shows of a search or of a filtered channel. */
export interface ListingProps {
  query: ListingQuery
  listing: {
    readonly channel: Channel
    readonly articles: readonly (Omit<Article, 'body'> & { readonly body?: string })[]
    readonly next?: Cursor
    readonly isCut?: boolean
    readonly isBroad?: boolean
  }
  origin: string
  site: Site
}

/** The articles of a channel that its filters leave. */
export const ListingPage: FC<ListingProps> = (props) => {
  const { query, listing, origin, site } = props
  const language = spokenLanguage(listingLanguage(query, listing.channel, site))
  const say = wordsOf(language)
  const { title, description } = listingText(query, listing.channel, site)
  return (
    <ListingFrame {...{ ...props, language, say, title, description }} nothing={say.page.nothing}>
      {listing.articles.map((article) => (
        <ListedArticle article={article} origin={origin} />
      ))}
    </ListingFrame>
  )
}

interface FrameProps extends ListingProps {
  language: string
  say: Words
  title: string
  description?: string
  /** What stands above the list. */
  form?: Child
  /** What is said in place of an empty list. */
  nothing: string
  /** The articles, as elements of a list. */
  children?: Child
}

/** The page around a list. Search engines are asked not to index it, because the channels list all articles. */
export const ListingFrame: FC<FrameProps> = (props) => {
  const { query, listing, origin, site, language, say, title, description, form, nothing, children } = props
  return (
    <Layout
      {...{ language, say, title, site, ...(description !== undefined && { description }) }}
      kind="channel"
      feeds={listingFeeds(query, title, origin)}
      head={
        <>
          <link rel="canonical" href={origin + pageOf(query)} />
          <meta name="robots" content="noindex, follow" />
        </>
      }
    >
      <header class="about">
        <h1>{title}</h1>
      </header>
      {form}
      {listing.articles.length === 0 && <p>{nothing}</p>}
      {listingNotes(listing, say).map((note) => (
        <p>{note}</p>
      ))}
      <ul class="list">{children}</ul>
      {listing.next && (
        <p>
          <a rel="next" href={pageOf({ ...query, after: listing.next })}>
            {say.page.older}
          </a>
        </p>
      )}
    </Layout>
  )
}

function pageOf(query: ListingQuery): string {
  return (listingPath(query) || '/') + canonicalQuery(query)
}
