import type { FC } from 'hono/jsx'
import { CHANNEL_KINDS, channelPath } from '../model/channel.ts'
import { FILTER_LIMIT, type Filter, inOrder } from '../model/filter.ts'
import { canonicalQuery, type ListingQuery, listingPath } from '../model/listing.ts'
import type { Site } from '../model/site.ts'
import { partIn } from '../words/index.ts'
import { channelName, filterText } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import type { Listed } from './listed-article.tsx'
import { type SharedChannel, sharedChannels } from './topics.tsx'
import { kindName } from './trail.tsx'

/** The address of a listing. */
export function addressOf(query: ListingQuery): string {
  return (listingPath(query) || '/') + canonicalQuery(query)
}

interface ChosenProps {
  query: ListingQuery
  say: Words
}

/** The filters of a listing, each a link to the listing without it. */
export const ChosenFilters: FC<ChosenProps> = ({ query, say }) => {
  if (query.filters.length === 0) return null
  const { after: _, ...first } = query
  return (
    <ul class="tags chosen" aria-label={say.search.filters}>
      {query.filters.map((filter) => (
        <li>
          <a href={addressOf({ ...first, filters: query.filters.filter((one) => one !== filter) })}>
            <span class="unseen">{say.search.without} </span>
            {filterText(filter, say)} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** The most filters of one kind that are offered. */
const OFFERED = 8

interface RefineProps {
  query: ListingQuery
  articles: readonly Listed[]
  /** The language of the page, and its words. */
  language: string
  say: Words
  site: Site
}

/** What the listed articles can be filtered by: the channels that some of them are in, those of most articles first. */
export const Refine: FC<RefineProps> = ({ query, articles, language, say, site }) => {
  if (query.filters.length >= FILTER_LIMIT) return null
  const offered = offeredOf(query, articles)
  const groups = CHANNEL_KINDS.map((kind) => ({
    kind,
    channels: offered.filter(({ channel }) => channel.kind === kind).slice(0, OFFERED),
  }))
  return (
    <>
      {groups.map(({ kind, channels }) =>
        channels.length === 0 ? null : (
          <section class="topics">
            <h2>{say.search.only(kindName(kind, say))}</h2>
            <ul class="tags">
              {channels.map(({ channel, count }) => (
                <li>
                  <a href={addressWith(query, { kind, slug: channel.slug, excluded: false })} rel="nofollow">
                    <span {...partIn(channel.language ?? language, language)}>
                      {channelName(channel, site)}
                    </span>{' '}
                    <span class="count">{count}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  )
}

function addressWith({ after: _, ...query }: ListingQuery, filter: Filter): string {
  return addressOf({ ...query, filters: inOrder([...query.filters, filter]) })
}

/** What all of the articles are in, and what the listing is of already, would leave out none of them. */
function offeredOf({ filters, channel: base }: ListingQuery, articles: readonly Listed[]): SharedChannel[] {
  const said = new Set([base, ...filters].map(channelPath))
  return sharedChannels(articles).filter(
    ({ channel, count }) => count < articles.length && !said.has(channelPath(channel)),
  )
}
