import { creditedHtml } from '../../formats/credited-html.ts'
import type { Entry, Party, Person, Photo } from '../../formats/document.ts'
import { ATTRIBUTION_PATH, articlePath } from '../../formats/index.ts'
import { type Author, type Image, onSite } from '../../model/article.ts'
import { agency, authorsOf, creditText, rightsOf } from '../../model/credit.ts'
import { isolated } from '../../model/language-tag.ts'
import { expiryOf } from '../../model/lifecycle.ts'
import { typeOfUrl } from '../../model/media-type.ts'
import { slugify } from '../../model/slug.ts'
import { linkedOriginal, type Source, sourceUrl } from '../../model/source.ts'
import type { Address } from '../../serve/context.ts'
import type { ListedArticle } from '../../storage/read/consistent-read.ts'
import { byline, creditSentence } from '../../words/credit-sentence.ts'
import { correctionText } from '../../words/notices.ts'

type Named = Pick<Address, 'origin' | 'authority'>

// An article that an isolate keeps is the same object in every feed, and nobody changes it. So its entry is kept with it,
// and with the entry the markup that writers have made of it. An isolate answers for few origins.
const ENTRIES = new WeakMap<ListedArticle, { readonly address: Named; readonly entry: Entry }>()

/** The entry of an article, made once for each object. */
export function entryOf(article: ListedArticle, address: Named): Entry {
  const kept = ENTRIES.get(article)
  if (kept?.address.origin === address.origin && kept.address.authority === address.authority)
    return kept.entry
  const entry = toEntry(article, address)
  ENTRIES.set(article, { address, entry })
  return entry
}

/**
 * An article as an entry of a feed, with its credit in every place that readers look at. Without a body it comes as its
 * summary. URLs of our site begin with its origin, and ids that are made here name its authority (RFC 4151).
 *
 * Titles and summaries are plain text, because markup in a title is shown as it is by Miniflux, and a `dir` attribute
 * on an Atom title is an error to the W3C validator. So text from right to left is isolated by characters.
 */
export function toEntry(article: ListedArticle, { origin, authority }: Named): Entry {
  const photo = article.image && toPhoto(article.image, origin)
  const rights = rightsOf(article)
  const credit = creditSentence(article)
  const names = byline(article)
  const linked = linkedOriginal(article)
  return {
    id: article.id,
    title: isolated(article.title, article.language),
    link: linked ?? origin + articlePath(article.slug),
    published: new Date(article.published.instant),
    date: new Date(article.updated.instant),
    offsets: { published: article.published.offset, updated: article.updated.offset },
    language: article.language,
    author: authors(article),
    contributor: article.authors.filter(({ role }) => role !== 'reporter').map(toPerson),
    byline: names,
    publisher: identified(article.publisher, authority),
    sources: article.sources.map(toParty),
    category: article.tags.map((tag) => ({ name: tag, term: slugify(tag) || tag })),
    summary: [isolated(article.summary, article.language), ...correctionsOf(article), credit]
      .join(' ')
      .trim(),
    ...(article.body !== undefined && {
      content: creditedHtml({ ...article, body: article.body }, origin, credit),
    }),
    ...(article.original &&
      linked === undefined && { original: { title: article.publisher.name, url: article.original } }),
    related: article.related,
    ...(rights && { copyright: rights }),
    ...(photo && { photo }),
    ...toRecordings(article, origin),
    creditText: credit,
    ...lifeOf(article),
    ...(article.dateline && { dateline: article.dateline }),
    attribution: attribution(article, origin, { credit, names, rights }),
  }
}

function correctionsOf({ corrections = [], language }: ListedArticle): string[] {
  return corrections.map((one) => isolated(correctionText(one, language), language))
}

function lifeOf(article: ListedArticle): Pick<Entry, 'expires' | 'corrections'> {
  const expires = expiryOf(article)
  const { corrections = [] } = article
  return {
    ...(expires && { expires: new Date(expires.instant) }),
    ...(corrections.length > 0 && {
      corrections: corrections.map(({ at, text }) => ({ date: new Date(at.instant), text })),
    }),
  }
}

// The reporters, then the agency; where both are missing, the publisher, as in the byline.
function authors(article: ListedArticle): Person[] {
  const source = agency(article)
  const people: Person[] = authorsOf(article, 'reporter').map(toPerson)
  if (source) return [...people, toPersonOf(source)]
  return people.length > 0 ? people : [toPersonOf(article.publisher)]
}

function toPerson({ name, url, role }: Author): Person {
  return url ? { name, role, link: url } : { name, role }
}

function toPersonOf({ name, home }: Source) {
  return home ? { name, link: home } : { name }
}

function toParty(source: Source): Party {
  const url = sourceUrl(source)
  return url ? { name: source.name, url } : { name: source.name }
}

/** An organisation of which no URL is known is identified by its id in the registry. */
function identified(source: Source, authority: string): Party {
  const party = toParty(source)
  if (party.url) return party
  // The day that minted the scheme of these ids (RFC 4151, 2.1). It never changes.
  return { ...party, id: `tag:${authority},2022:sources/${encodeURIComponent(source.id)}` }
}

function toPhoto({ url, type, width, height, caption, credit, rights }: Image, origin: string): Photo {
  const mediaType = type ?? (url && typeOfUrl(url))
  return {
    ...(url && { url: onSite(url, origin) }),
    ...(url && mediaType && { type: mediaType }),
    ...(width && { width }),
    ...(height && { height }),
    ...(caption && { caption }),
    ...(credit && { credit }),
    ...(rights && { rights }),
  }
}

/** The first film and the first sound. Where a type is not said, the end of the address tells it. */
function toRecordings({ recordings = [] }: ListedArticle, origin: string): Pick<Entry, 'video' | 'audio'> {
  const typed = recordings.map((one) => ({ ...one, type: one.type ?? typeOfUrl(one.url) ?? '' }))
  const first = (medium: string) => {
    const found = typed.find(({ type }) => type.startsWith(`${medium}/`))
    return found && { ...found, url: onSite(found.url, origin) }
  }
  const [video, audio] = [first('video'), first('audio')]
  return { ...(video && { video }), ...(audio && { audio }) }
}

/** The `_attribution` object of JSON Feed: the credit chain as data. Members without a value are left out. */
function attribution(
  article: ListedArticle,
  origin: string,
  { credit, names, rights }: { credit: string; names: string; rights: string | undefined },
) {
  const { image, publisher, sources, dateline } = article
  const source = agency(article)
  return {
    about: origin + ATTRIBUTION_PATH,
    credit,
    credit_text: creditText(article),
    byline: names,
    dateline,
    reporters: authorsOf(article, 'reporter').map(toMember),
    editors: authorsOf(article, 'editor').map(toMember),
    translators: nonEmpty(authorsOf(article, 'translator').map(toMember)),
    photographers: nonEmpty(authorsOf(article, 'photographer').map(toMember)),
    digested_by: nonEmpty(authorsOf(article, 'digest').map(toMember)),
    publisher: toParty(publisher),
    source_organization: source && toParty(source),
    sources: sources.map(toParty),
    image: image && {
      caption: image.caption,
      credit: image.credit,
      rights: image.rights,
      width: image.width,
      height: image.height,
    },
    related: nonEmpty([...article.related]),
    rights,
  }
}

function toMember({ name, url }: Author): Party {
  return url ? { name, url } : { name }
}

function nonEmpty<Value>(values: Value[]): Value[] | undefined {
  return values.length > 0 ? values : undefined
}
