import type { Channel, ChannelKind } from '../model/channel.ts'
import { isIndonesian } from '../model/credit.ts'
import type { Filter } from '../model/filter.ts'
import type { ListingQuery } from '../model/listing.ts'
import { type ChannelText, channelLanguage, channelText } from './channel-title.ts'

type Names = Record<Exclude<ChannelKind, 'all'>, string>

const INDONESIAN: Names = {
  sources: 'sumber',
  publishers: 'penerbit',
  tags: 'tanda',
  authors: 'penulis',
  languages: 'bahasa',
}

const ENGLISH: Names = {
  sources: 'source',
  publishers: 'publisher',
  tags: 'tag',
  authors: 'author',
  languages: 'language',
}

/** The language in which a listing speaks: the one language that it is filtered by, else its channel's. */
export function listingLanguage({ filters }: ListingQuery, channel: Channel): string {
  const [first, second] = filters.filter(({ kind, excluded }) => kind === 'languages' && !excluded)
  return first && !second ? first.slug : channelLanguage(channel)
}

/** Title and description of a listing: those of its channel or its search, and what is filtered. */
export function listingText(query: ListingQuery, channel: Channel, siteName: string): ChannelText {
  const language = listingLanguage(query, channel)
  const base = channelText({ ...channel, language }, siteName)
  const title = query.search ? `${siteName}: ${searchTitle(query.search.text, language)}` : base.title
  const filters = query.filters.map((filter) => filterText(filter, language))
  return {
    title: filters.length > 0 ? `${title} (${filters.join(', ')})` : title,
    description: base.description,
  }
}

/** What a search is called: `Pencarian: "luar negeri"`. */
export function searchTitle(text: string, language: string): string {
  return `${isIndonesian(language) ? 'Pencarian' : 'Search'}: ${text}`
}

function filterText({ kind, slug, excluded }: Filter, language: string): string {
  const indonesian = isIndonesian(language)
  const names = indonesian ? INDONESIAN : ENGLISH
  const name = kind === 'all' ? slug : `${names[kind]} ${slug}`
  return excluded ? `${indonesian ? 'tanpa' : 'without'} ${name}` : name
}
