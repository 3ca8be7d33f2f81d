import * as v from 'valibot'
import { uri } from '../../../model/fields.ts'
import { unisolated } from '../../../model/language-tag.ts'
import { oneLine } from '../../../model/text.ts'
import { cleanHtml } from '../../clean-html.ts'
import {
  DEPTH_LIMIT,
  type ImportedArticle,
  type ImportedImage,
  type Mention,
  type Refusal,
} from '../common/importer.ts'
import { type Attributed, readAttribution } from './feed-attribution.ts'
import { chainOf } from './feed-chain.ts'
import { assumedZone, type ReadDate, readDate } from './feed-date.ts'
import type { FeedHead, FeedItem, PageLink } from './feed-item.ts'
import { languageOf } from './feed-language.ts'
import { hostName } from './feed-links.ts'
import { nestedDeeper } from './feed-nesting.ts'
import { type OwnCredit, ownCredit, withoutCredit, withoutSentence } from './feed-own-credit.ts'
import { textOf } from './feed-text.ts'

// A summary that is longer is the story itself.
const LONGEST_SUMMARY = 2000

const NO_TITLE = 'It has no title: there is no text in its title or dc:title.'
const NO_PUBLISHER =
  'It has no publisher: its source, atom:source and dc:publisher name none, and the feed has no title or link.'

/** An item as an article, or why it is none. */
export function toArticle(item: FeedItem, head: FeedHead): ImportedArticle | Refusal {
  const refuse = (reason: string): Refusal => ({ item: item.title || item.link || item.ids[0] || '', reason })
  if (oneLine(item.title) === '') return refuse(NO_TITLE)
  if (isTooDeep(item)) return refuse(`Its text is nested deeper than ${DEPTH_LIMIT} levels.`)
  const summary = item.summary === undefined ? '' : unisolated(textOf(item.summary))
  const { language, guesses } = languageOf([...item.languages, head.language], `${item.title} ${summary}`)
  const times = timesOf(item, language)
  if (typeof times === 'string') return refuse(times)
  const own = head.ours ? ownCredit(summary) : undefined
  const attributed = item.attribution && readAttribution(item.attribution)
  const chain = attributed?.chain ?? chainOf(item, head, own)
  const publisher = chain.publisher ?? (attributed ? chainOf(item, head, own).publisher : undefined)
  if (!publisher) return refuse(NO_PUBLISHER)
  const said = {
    ...times.fields,
    ...withPages(item, head, publisher),
    ...bodyOf(item, summary, own, attributed),
  }
  return {
    ...said,
    ...idOf(item),
    title: unisolated(item.title),
    language,
    authors: chain.authors,
    publisher,
    sources: chain.sources,
    tags: tagsOf(item),
    ...rightsOf(item, head, attributed),
    ...(attributed?.dateline && { dateline: attributed.dateline }),
    guesses: [...guesses, ...times.guesses, ...chain.guesses],
  }
}

function isTooDeep({ title, summary = '', content = '' }: FeedItem): boolean {
  return [title, summary, content].some((html) => nestedDeeper(html, DEPTH_LIMIT))
}

function idOf({ ids }: FeedItem): Pick<ImportedArticle, 'id'> {
  const id = ids.find((one) => v.is(uri, one?.trim()))?.trim()
  return id ? { id } : {}
}

interface Times {
  readonly fields: Pick<ImportedArticle, 'published' | 'updated'>
  readonly guesses: readonly string[]
}

function timesOf(item: FeedItem, language: string): Times | string {
  const zone = assumedZone(language)
  const read = (text: string | undefined) => (text === undefined ? undefined : readDate(text, zone))
  const published = read(item.published)
  const updated = read(item.updated)
  if (published) return { fields: fieldsOf(published, updated), guesses: published.guesses }
  if (updated) {
    const guess = 'The time of publication was not given and was taken to be that of the last change.'
    return { fields: { published: updated.moment }, guesses: [guess, ...updated.guesses] }
  }
  const unread = item.published ?? item.updated
  if (unread !== undefined) return `Its time "${oneLine(unread).slice(0, 80)}" is in no form that is known.`
  return 'It has no time: pubDate, dc:date, dcterms, published, issued, updated and date_published are missing.'
}

function fieldsOf(published: ReadDate, updated: ReadDate | undefined): Times['fields'] {
  const later = updated && updated.moment.instant >= published.moment.instant
  return { published: published.moment, ...(later && { updated: updated.moment }) }
}

// Warta's own link is its copy of the page; the original is the related page that has the publisher's name.
function withPages({ related, link, attribution }: FeedItem, { ours }: FeedHead, publisher: Mention) {
  const isOriginal = ({ title }: PageLink) => (attribution ? title === undefined : title === publisher.name)
  const page = ours || attribution ? related.find(isOriginal) : undefined
  const original = ours || attribution ? page?.url : link
  const others = related.filter((one) => one !== page)
  return {
    ...(original && { original }),
    related: others.map(({ title, url }) => ({ title: oneLine(title ?? '') || (hostName(url) ?? url), url })),
  }
}

function bodyOf(
  item: FeedItem,
  summary: string,
  own: OwnCredit | undefined,
  attributed: Attributed | undefined,
) {
  const sentence = own?.sentence ?? attributed?.sentence
  const short = withoutSentence(summary, sentence)
  const html = item.content ?? item.summary ?? ''
  const bare = sentence && item.content === undefined ? `<p>${escaped(short)}</p>` : html
  const told = sentence ? withoutCredit(bare, sentence, item.image?.url) : { html }
  const image = imageOf(item, attributed, told.alt)
  return {
    body: cleanHtml(told.html, (url) => URL.parse(url, item.base)?.href),
    ...(short !== '' && short.length <= LONGEST_SUMMARY && { summary: short }),
    ...(image && { image }),
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function imageOf({ image }: FeedItem, attributed: Attributed | undefined, alt: string | undefined) {
  const said: ImportedImage = { ...image, ...attributed?.image }
  if (Object.keys(said).length === 0) return undefined
  return alt && alt !== said.caption ? { ...said, alt } : said
}

function rightsOf({ rights }: FeedItem, head: FeedHead, attributed: Attributed | undefined) {
  const said = attributed ? attributed.rights : rights || head.rights
  return said ? { rights: said } : {}
}

function tagsOf({ tags }: FeedItem): string[] {
  const split = tags.flatMap((tag) => textOf(tag).split(/[,|]/)).map((tag) => tag.trim())
  return [...new Set(split.filter((tag) => tag !== ''))]
}
