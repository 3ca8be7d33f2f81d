import { FORMATS, type FormatName, formatLinks } from '../../formats/index.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../../model/listing.ts'
import type { ListedArticle } from '../../storage/read/consistent-read.ts'
import type { Listing } from '../../storage/read/listed-articles.ts'
import { wordsOf } from '../../words/index.ts'
import { listingLanguage, listingNotes, listingText } from '../../words/titles.ts'
import { toEntry } from '../feeds/entry.ts'
import { addStored, type Publication, type SiteFeed, siteFeed } from '../feeds/site-feed.ts'

/** The parameters of a feed's URL that are its own options, such as `limit`, in their order. */
export type OptionParameters = readonly (readonly [string, string])[]

/** The path and canonical query of a listing's feed. */
export function listingFeedPath(query: ListingQuery, format: FormatName, options: OptionParameters): string {
  return `${listingPath(query)}/${FORMATS[format].file}${canonicalQuery(query, options)}`
}

/** A listing with its articles as a feed, ready for any of the writers. `modified` is in seconds. */
export function composeListing(
  query: ListingQuery,
  {
    channel,
    articles,
    next,
    ...found
  }: Pick<Listing, 'channel' | 'next' | 'isCut' | 'isBroad'> & {
    readonly articles: readonly ListedArticle[]
  },
  parameters: OptionParameters,
  publication: Publication & { readonly modified: number },
): SiteFeed {
  const { origin, site, authority, modified } = publication
  const linksOf = (page: ListingQuery) =>
    formatLinks((format) => origin + listingFeedPath(page, format, parameters))
  const path = listingPath(query) + canonicalQuery(query)
  const language = listingLanguage(query, channel, site)
  const { title, description } = listingText(query, channel, site)
  const options = {
    // The day that minted the scheme of these ids (RFC 4151, 2.1); it never changes.
    id: `tag:${authority},2022:feed${path}`,
    title,
    description: [description, ...listingNotes(found, wordsOf(language))].join(' '),
    language,
    link: path.startsWith('/') ? origin + path : `${origin}/${path}`,
    feedLinks: linksOf(query),
    ...(next && { nextLinks: linksOf({ ...query, after: next }) }),
    updated: new Date(modified * 1000),
  }
  const feed = siteFeed(options, publication)
  for (const article of articles) addStored(feed, toEntry(article, { origin, authority }))
  return feed
}
