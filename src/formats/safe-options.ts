import type { FormatLinks, History, Person, SyndicationOptions } from './document.ts'
import { absoluteUrl, resolvedUrl, urlOrNothing } from './links.ts'
import { count, date, flag, languageTag, type Rule, type Rules, record, text, textLike } from './rules.ts'

/**
 * A feed's options from outside, made fit for the writers: a copy of those that we know, without those that are blank
 * or not of their type.
 * @throws TypeError where a link is not an absolute URL, TypeError or RangeError where a date is not valid.
 */
export function safeOptions(options: SyndicationOptions): SyndicationOptions {
  const base = URL.canParse(String(options.link)) ? String(options.link) : undefined
  const safe = anyOptions(options, '', base)
  return { ...safe, title: safe?.title ?? '' }
}

// As HTML checks an e-mail address, and with a dot in its domain.
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i

/** A person or an organisation. One without anything to call them by is left out. */
export const author: Rule<Person> = (value, field, base) => {
  const person = anyAuthor(value, field, base)
  return person && Object.keys(person).some((known) => known !== 'role') ? person : undefined
}

const anyAuthor = record<Person>({
  name: text,
  email: textLike(EMAIL),
  link: absoluteUrl,
  // Only JSON Feed has it.
  avatar: resolvedUrl,
  role: text,
})

const links = {
  rss: absoluteUrl,
  atom: absoluteUrl,
  json: absoluteUrl,
}
const formatLinks = record<FormatLinks>(links, 'rss', 'atom', 'json')

type FeedLinks = NonNullable<SyndicationOptions['feedLinks']>
type ChannelImage = NonNullable<SyndicationOptions['channelImage']>

// `feed` takes a few links as they are. We resolve those.
const OPTIONS: Rules<SyndicationOptions> = {
  id: text,
  title: text,
  description: text,
  link: absoluteUrl,
  language: languageTag,
  updated: date,
  copyright: text,
  // Blank says the same as `false`: none. Without it the writers name us.
  generator: (value) => text(value) ?? false,
  docs: urlOrNothing,
  ttl: count(1),
  stylesheet: text,
  feed: absoluteUrl,
  feedLinks: record<FeedLinks>({ ...links, json: resolvedUrl }),
  hub: absoluteUrl,
  author,
  image: resolvedUrl,
  favicon: resolvedUrl,
  podcast: flag,
  category: text,
  // Larger than RSS 2.0 allows is not written.
  channelImage: record<ChannelImage>(
    { url: absoluteUrl, width: count(1, 144), height: count(1, 400) },
    'url',
    'width',
    'height',
  ),
  licence: absoluteUrl,
  attributionUrl: absoluteUrl,
  history: record<History>({
    complete: flag,
    archive: flag,
    current: formatLinks,
    previous: formatLinks,
    next: formatLinks,
  }),
  nextLinks: formatLinks,
}

const anyOptions = record<SyndicationOptions>(OPTIONS)
