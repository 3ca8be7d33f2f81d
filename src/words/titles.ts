import type { Channel, ChannelName } from '../model/channel.ts'
import type { Filter } from '../model/filter.ts'
import type { ListingQuery } from '../model/listing.ts'
import { type SiteNames, siteLanguage, textIn } from '../model/site.ts'
import { wordsOf } from './index.ts'
import type { Words } from './vocabulary.ts'

/** What people read of a channel or a listing. */
export interface ChannelText {
  readonly title: string
  readonly description: string
}

/** A channel's own name, such as `Reuters`: the site's for everything, a language's in that language. */
export function channelName(channel: ChannelName, { name }: SiteNames): string {
  if (channel.kind === 'all') return name
  return channel.kind === 'languages' ? languageName(channel.title, channel.title) : channel.title
}

/** The language (BCP 47) in which a channel speaks: its own, else the site's. */
export function channelLanguage(channel: ChannelName, site: SiteNames): string {
  return channel.language ?? siteLanguage(site)
}

/** Title and description of a channel in its language. What the owner says of the site describes everything. */
export function channelText(channel: ChannelName, site: SiteNames): ChannelText {
  const language = channelLanguage(channel, site)
  const { newsFrom, withCredit } = wordsOf(language).channels
  if (channel.kind === 'all') {
    return {
      title: site.name,
      description: textIn(site.description, language) ?? withCredit(newsFrom(site.name)),
    }
  }
  const heading = channelHeading(channel, site)
  return { title: `${site.name}: ${heading}`, description: withCredit(heading) }
}

/** What a channel lists, in its language, without the name of the site. Empty for everything. */
export function channelHeading(channel: ChannelName, site: SiteNames): string {
  if (channel.kind === 'all') return ''
  const { channels, language } = wordsOf(channelLanguage(channel, site))
  const name = channel.kind === 'languages' ? languageName(channel.title, language) : channel.title
  return channels.headings[channel.kind](name)
}

/** The language in which a listing speaks: the one language that it is filtered by, else its channel's. */
export function listingLanguage({ filters }: ListingQuery, channel: Channel, site: SiteNames): string {
  const [first, second] = filters.filter(({ kind, excluded }) => kind === 'languages' && !excluded)
  return first && !second ? first.slug : channelLanguage(channel, site)
}

/** Title and description of a listing: those of its search or its channel, and the filters behind the title. */
export function listingText(query: ListingQuery, channel: Channel, site: SiteNames): ChannelText {
  const language = listingLanguage(query, channel, site)
  const say = wordsOf(language)
  const { title: ofChannel, description } = channelText({ ...channel, language }, site)
  const title = query.search ? `${site.name}: ${say.search.titleOf(query.search.text)}` : ofChannel
  const filters = query.filters.map((filter) => filterText(filter, say))
  return { title: filters.length > 0 ? `${title} (${filters.join(', ')})` : title, description }
}

/** What a list of a search or of filters does not show, said in its language. Empty where it shows everything. */
export function listingNotes({ isCut, isBroad, isUnranked }: Listed, { search }: Words): string[] {
  return [
    ...(isBroad ? [search.broad] : []),
    ...(isUnranked ? [search.unranked] : []),
    ...(isCut ? [search.cut] : []),
  ]
}

/** How a list was found. */
interface Listed {
  /** Whether it ended before it was full. */
  readonly isCut?: boolean
  /** Whether more words begin as a search says than were looked for. */
  readonly isBroad?: boolean
  /** Whether its words are in too many articles to say which fit best. */
  readonly isUnranked?: boolean
}

/** A filter in words, such as `tag world`. */
export function filterText({ kind, slug, excluded }: Filter, { channels }: Words): string {
  const text = kind === 'all' ? slug : channels.filters[kind](slug)
  return excluded ? channels.without(text) : text
}

// A tag may be well-formed and still have no name, such as en-x-foo: Intl then throws, or gives the tag.
function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
