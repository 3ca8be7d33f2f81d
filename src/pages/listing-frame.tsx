import type { Child, FC } from 'hono/jsx'
import type { Article } from '../model/article.ts'
import type { Channel } from '../model/channel.ts'
import type { Cursor } from '../model/cursor.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../model/listing.ts'
import { wordsOf } from '../words/vocabulary.ts'
import { Layout } from './layout.tsx'
import { listingFeeds } from './subscribe.tsx'

/** What a page shows of a search or of a filtered channel. */
export interface ListingProps {
  query: ListingQuery
  listing: {
    readonly channel: Channel
    readonly articles: readonly (Omit<Article, 'body'> & { readonly body?: string })[]
    readonly next?: Cursor
  }
  origin: string
  siteName: string
}

interface FrameProps extends ListingProps {
  language: string
  title: string
  description?: string
  /** What stands above the list. */
  form?: Child
  /** What is said of an empty list. */
  nothing: string
  /** The articles, as elements of a list. */
  children?: Child
}

/** The page around a list: its feeds, its one name, that it is not to be indexed, and the link to the next page. */
export const ListingFrame: FC<FrameProps> = (props) => {
  const { query, listing, origin, siteName, language, title, description, form, nothing, children } = props
  return (
    <Layout
      {...{ language, title, siteName, ...(description !== undefined && { description }) }}
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
      <ul class="list">{children}</ul>
      {listing.next && (
        <p>
          <a rel="next" href={pageOf({ ...query, after: listing.next })}>
            {wordsOf(language).older}
          </a>
        </p>
      )}
    </Layout>
  )
}

function pageOf(query: ListingQuery): string {
  return (listingPath(query) || '/') + canonicalQuery(query)
}
