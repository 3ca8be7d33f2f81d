import type { Child, FC } from 'hono/jsx'
import { FORMATS, MAIN_FORMAT } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { type Channel, channelPath } from '../model/channel.ts'
import type { Cursor, ListingQuery } from '../model/listing.ts'
import type { Site } from '../model/site.ts'
import { spokenLanguage, wordsOf } from '../words/index.ts'
import { channelName, listingLanguage, listingNotes, listingText } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import { listingFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'
import { ListedArticle } from './listed-article.tsx'
import { type Paging, PagingLinks } from './paging.tsx'
import { addressOf, ChosenFilters, Refine } from './refine.tsx'
import { type Crumb, trailTo } from './trail.tsx'

/** What a page shows of a search or of a filtered channel. */
export interface ListingProps {
  query: ListingQuery
  listing: {
    readonly channel: Channel
    readonly articles: readonly (Omit<Article, 'body'> & { readonly body?: string })[]
    readonly next?: Cursor
    readonly isCut?: boolean
    readonly isBroad?: boolean
    readonly isUnranked?: boolean
    /** How many articles a search has found, up to `mostCounted`. */
    readonly count?: number
  }
  mostCounted: number
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
    <ListingFrame {...{ ...props, language, say, title, description }} nothing={<p>{say.page.nothing}</p>}>
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
  nothing: Child
  /** The articles, as elements of a list. */
  children?: Child
}

/** The page around a list. Search engines are asked not to index it, because the channels list all articles. */
export const ListingFrame: FC<FrameProps> = (props) => {
  const { query, listing, origin, site, language, say, title, description, form, nothing, children } = props
  const { articles } = listing
  return (
    <Layout
      origin={origin}
      {...{ language, say, title, site, ...(description !== undefined && { description }) }}
      kind={query.search ? 'search' : 'channel'}
      feeds={listingFeeds(query, title, origin)}
      trail={trailOf(query, listing.channel, say, site)}
      head={
        <>
          <link rel="canonical" href={origin + addressOf(query)} />
          <meta name="robots" content="noindex, follow" />
        </>
      }
      aside={<Refine {...{ query, articles, language, say, site }} />}
    >
      <header class="about">
        <h1>{query.search ? say.search.titleOf(query.search.text) : title}</h1>
      </header>
      {form}
      <ChosenFilters {...{ query, say }} />
      {query.search && articles.length > 0 && <Summary {...props} />}
      {articles.length === 0 && nothing}
      {listingNotes(listing, say).map((note) => (
        <p class="note">{note}</p>
      ))}
      <ul class="list">{children}</ul>
      <PagingLinks
        paging={pagingOf(props)}
        say={say}
        labels={{ newer: say.search.toFirst, older: say.page.older }}
      />
    </Layout>
  )
}

/** How many there are, in which order, and the feed of the same search. */
const Summary: FC<FrameProps> = ({ query, listing: { count }, mostCounted, say, title, origin }) => {
  const { after: _, isBestFirst, ...search } = query
  const { label, mediaType } = FORMATS[MAIN_FORMAT]
  const orders = [
    { name: say.search.newestFirst, isOn: !isBestFirst, path: addressOf(search) },
    { name: say.search.bestFirst, isOn: isBestFirst, path: addressOf({ ...search, isBestFirst: true }) },
  ]
  return (
    <div class="summary-line">
      {count !== undefined && (
        <p>
          <b>{say.search.found(count, count >= mostCounted)}</b>
        </p>
      )}
      <nav aria-label={say.search.order}>
        {orders.map(({ name, isOn, path }) => (
          <a href={path} rel="nofollow" {...(isOn && { 'aria-current': 'true' as const })}>
            {name}
          </a>
        ))}
      </nav>
      <a href={listingFeeds(query, title, origin).addresses[MAIN_FORMAT]} type={mediaType}>
        {say.search.asFeed} ({label})
      </a>
    </div>
  )
}

function trailOf({ search }: ListingQuery, channel: Channel, say: Words, site: Site): Crumb[] {
  const home = { name: say.page.home, path: '/' }
  if (search) return [home, { name: say.page.search, path: '/search' }]
  if (channel.kind === 'all') return [home]
  return [...trailTo(channel.kind, say), { name: channelName(channel, site), path: channelPath(channel) }]
}

// A listing can be walked in one direction only, so what leads back leads to its beginning.
function pagingOf({ query, listing: { next } }: FrameProps): Paging {
  const { after, ...first } = query
  return {
    here: addressOf(query),
    ...(after && { newer: addressOf(first) }),
    ...(next && { older: addressOf({ ...first, after: next }) }),
  }
}
