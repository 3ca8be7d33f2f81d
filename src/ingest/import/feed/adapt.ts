import * as v from 'valibot'
import { uri } from '../../../model/fields.ts'
import { unisolated } from '../../../model/language-tag.ts'
import { failed, type Result, success } from '../../../model/result.ts'
import { oneLine } from '../../../model/text.ts'
import { defaultsOf, languageOf, type Zone, zoneOf } from '../common/assumptions.ts'
import { withCreditInText } from '../common/credit-in-text.ts'
import {
  DEPTH_LIMIT,
  type ImportContext,
  type ImportedArticle,
  type ImportedImage,
  type Mention,
  type Refusal,
} from '../common/importer.ts'
import { nestedDeeper } from '../common/outline.ts'
import { escapeHtml, textOf } from '../common/plain-text.ts'
import { withoutRelated } from '../common/related-links.ts'
import { subjectsIn, tagsOf } from '../common/subjects.ts'
import { hostName } from '../common/web-addresses.ts'
import { type ReadDate, readDate } from '../common/written-dates.ts'
import { type Attributed, readAttribution, withoutCredit, withoutSentence } from './attribution.ts'
import { type Chain, chainOf, publisherOf } from './chain.ts'
import { cutsOf, LONGEST_SUMMARY } from './cuts.ts'
import { recordingsOf } from './enclosed-recordings.ts'
import type { FeedHead, FeedItem, PageLink } from './item.ts'

// A shorter text, in characters, may not tell its language by itself.
const ENOUGH_TEXT = 200

const NO_TITLE = 'It has no title: there is no text in its title or dc:title.'
const NO_TIME =
  'It has no time: pubDate, dc:date, dcterms, published, issued, updated and date_published are missing.'
const NO_PUBLISHER =
  'It has no publisher: its source, atom:source and dc:publisher name none, and the feed has no title or link.'

/** An item as an article, or why it is none. `words` are those of the whole feed, which may tell its language. */
export function adaptItem(
  item: FeedItem,
  head: FeedHead,
  words: string,
  context: ImportContext,
): Result<ImportedArticle, Refusal> {
  const refuse = (reason: string) => failed({ item: item.title || item.link || item.ids[0] || '', reason })
  if (oneLine(item.title) === '') return refuse(NO_TITLE)
  if (isTooDeep(item)) return refuse(`Its text is nested deeper than ${DEPTH_LIMIT} levels.`)
  const summary = item.summary === undefined ? '' : unisolated(textOf(item.summary))
  const attributed = item.attribution && readAttribution(item.attribution)
  const chain = attributed?.chain ?? chainOf(item, head)
  const publisher = chain.publisher ?? (attributed ? chainOf(item, head).publisher : undefined)
  if (!publisher) return refuse(NO_PUBLISHER)
  const defaults = defaultsOf(context, [publisherOf(head), publisher])
  const text = `${item.title} ${summary} ${item.content ?? ''}`
  const enough = text.length < ENOUGH_TEXT ? `${text} ${words}` : text
  const { language, guesses } = languageOf([...item.languages, head.language], defaults, enough)
  const times = timesOf(item, zoneOf(defaults, language))
  if (!times.ok) return refuse(times.failure)
  // Tags of ours are plain text, one subject each.
  const subjects = attributed ? item.tags : item.tags.map(textOf).flatMap(subjectsIn)
  const pages = withPages(item, publisher, attributed?.related)
  const { related, ...body } = bodyOf(item, summary, attributed)
  const { recordings, others } = recordingsOf(item.files, item.base)
  return success({
    ...times.value.fields,
    ...pages,
    ...body,
    related: [...pages.related, ...related],
    ...idOf(item),
    title: unisolated(item.title),
    language,
    publisher,
    // What we have written names everybody already.
    ...creditOf(attributed ? chain : withCreditInText(chain, body.body, publisher)),
    // All of them: what takes the article has its own limit, and tells what is over it.
    tags: tagsOf(subjects, Number.POSITIVE_INFINITY),
    ...rightsOf(item, head, attributed),
    ...(recordings.length > 0 && { recordings }),
    ...(attributed?.dateline && { dateline: attributed.dateline }),
    guesses: [...guesses, ...times.value.guesses, ...chain.guesses],
    omitted: cutsOf(item, { summary, subjects, others, isUpdateRead: times.value.isUpdateRead }),
  })
}

function creditOf({ authors, sources }: Pick<Chain, 'authors' | 'sources'>) {
  return { authors, sources }
}

function isTooDeep({ title, summary = '', content = '' }: FeedItem): boolean {
  return [title, summary, content].some((html) => nestedDeeper(html, DEPTH_LIMIT))
}

function idOf({ ids }: FeedItem): Pick<ImportedArticle, 'id' | 'guid'> {
  const given = ids.map((id) => oneLine(id ?? '')).filter((id) => id !== '')
  const [guid] = given
  const id = given.find((one) => v.is(uri, one))
  return { ...(id && { id }), ...(guid && { guid }) }
}

interface Times {
  readonly fields: Pick<ImportedArticle, 'published' | 'updated'>
  readonly guesses: readonly string[]
  readonly isUpdateRead: boolean
}

function timesOf(item: FeedItem, zone: Zone): Result<Times, string> {
  const read = (text: string | undefined) => (text === undefined ? undefined : readDate(text, zone))
  const published = read(item.published)
  const updated = read(item.updated)
  const isUpdateRead = updated !== undefined
  if (published) {
    return success({ fields: fieldsOf(published, updated), guesses: published.guesses, isUpdateRead })
  }
  if (updated) {
    const guess = 'The time of publication was not given and was taken to be that of the last change.'
    const fields = { published: updated.moment }
    return success({ fields, guesses: [guess, ...updated.guesses], isUpdateRead })
  }
  const unread = item.published ?? item.updated
  if (unread === undefined) return failed(NO_TIME)
  return failed(`Its time "${oneLine(unread).slice(0, 80)}" is in no form that is known.`)
}

function fieldsOf(published: ReadDate, updated: ReadDate | undefined): Times['fields'] {
  const later = updated && updated.moment.instant >= published.moment.instant
  return { published: published.moment, ...(later && { updated: updated.moment }) }
}

// The link of a feed of ours leads to our copy. The original is the related page that has the publisher's name, or none.
// JSON Feed has no place for related pages but the data of ours.
function withPages(
  { related, link, attribution }: FeedItem,
  publisher: Mention,
  more: readonly PageLink[] = [],
) {
  const isOriginal = ({ title }: PageLink) => title === undefined || title === publisher.name
  const page = attribution ? related.find(isOriginal) : undefined
  const original = attribution ? page?.url : link
  const others = [...related, ...more].filter((one) => one !== page)
  return {
    ...(original && { original }),
    related: others.map(({ title, url }) => ({ title: oneLine(title ?? '') || (hostName(url) ?? url), url })),
  }
}

function bodyOf(item: FeedItem, summary: string, attributed: Attributed | undefined) {
  const sentence = attributed?.sentence
  const short = withoutSentence(summary, sentence)
  const content = item.content?.trim() ? item.content : undefined
  const html = content ?? item.summary ?? ''
  const whole = sentence && content === undefined ? `<p>${escapeHtml(short)}</p>` : html
  const bare = sentence ? withoutCredit(whole, sentence, item.image?.url) : { html }
  const image = imageOf(item, attributed, bare.alt)
  const { html: body, related } = withoutRelated(bare.html, item.base)
  return {
    body,
    related,
    ...(content === undefined && { isExcerpt: true }),
    ...(item.base && { base: item.base }),
    ...(short !== '' && short.length <= LONGEST_SUMMARY && { summary: short }),
    ...(image && { image }),
  }
}

function imageOf({ image }: FeedItem, attributed: Attributed | undefined, alt: string | undefined) {
  const said = attributed ? { ...withoutCreditOf(image), ...attributed.image } : { ...image }
  if (Object.keys(said).length === 0) return undefined
  return alt && alt !== said.caption ? { ...said, alt } : said
}

// A picture of ours has its credit and rights as data. Neither stands for the other.
function withoutCreditOf({ credit: _, rights: __, ...picture }: ImportedImage = {}): ImportedImage {
  return picture
}

function rightsOf({ rights }: FeedItem, head: FeedHead, attributed: Attributed | undefined) {
  const said = attributed ? attributed.rights : rights || head.rights
  return said ? { rights: said } : {}
}
