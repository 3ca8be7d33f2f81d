import * as v from 'valibot'
import type { Author, Role } from '../../../model/article.ts'
import { uri } from '../../../model/fields.ts'
import { failed, type Result, success } from '../../../model/result.ts'
import { oneLine } from '../../../model/text.ts'
import { defaultsOf, languageOf, type Zone, zoneOf } from '../common/assumptions.ts'
import { withCreditInText } from '../common/credit-in-text.ts'
import type { ImportContext, ImportedArticle, ImportedImage, Mention, Refusal } from '../common/importer.ts'
import { distinctAuthors, type Person, sameName, sourceChain } from '../common/names.ts'
import { withoutRelated } from '../common/related-links.ts'
import { tagsOf } from '../common/subjects.ts'
import { homeOf, hostName, webUrlOf } from '../common/web-addresses.ts'
import { type ReadDate, readDate } from '../common/written-dates.ts'
import type { PageData } from './page-data.ts'
import { CREDIT_LABELS, type ReadPage } from './read.ts'

const LOOKED = 'JSON-LD, Open Graph, meta'
const SUMMARY_LIMIT = 2000
const PAID =
  'Only who pays may read the page (isAccessibleForFree: false); what it shows was taken to be the whole text.'

/** What a page says, as an article, or why it is none. `address` is where the page came from. */
export function adaptPage(
  { said, body, base }: ReadPage,
  address: string | undefined,
  context: ImportContext,
): Result<ImportedArticle, Refusal> {
  const title = oneLine(said.title ?? '')
  const refuse = (reason: string) => failed({ item: title, reason })
  if (title === '') return refuse(`It has no title: looked for in ${LOOKED}, h1 and title.`)
  if (body === '') return refuse('It has no text: Readability found none, and JSON-LD has no articleBody.')
  const page = said.page ?? webUrlOf(address)
  const publisher = said.publisher ?? (page ? siteOf(page) : undefined)
  if (!publisher) return refuse(`It has no publisher: looked for in ${LOOKED} and its address.`)
  const defaults = defaultsOf(context, [publisher])
  const text = `${title} ${said.summary ?? ''} ${body}`
  const { language, guesses } = languageOf([said.language], defaults, text)
  const times = timesOf(said, zoneOf(defaults, language))
  if (!times.ok) return refuse(times.failure)
  const original = said.original ?? page
  const bare = withoutRelated(body, base, CREDIT_LABELS)
  return success({
    ...idOf(said),
    title,
    language,
    ...times.value.fields,
    ...extrasOf(said),
    ...withCreditInText(credited(said, publisher), bare.html, publisher),
    publisher,
    ...(original && { original }),
    tags: tagsOf(said.tags),
    related: bare.related,
    body: bare.html,
    ...(base && { base }),
    guesses: [...guesses, ...times.value.guesses, ...aboutCredit(said), ...(said.isPaid ? [PAID] : [])],
  })
}

function extrasOf({ summary, dateline, image, rights }: PageData) {
  return {
    ...(summary && summary.length <= SUMMARY_LIMIT && { summary }),
    ...(dateline && { dateline }),
    ...(image && { image: withoutRepeat(image) }),
    ...(rights && { rights }),
  }
}

// An address is not an id of the source's own: pages move.
function idOf({ id }: PageData): Pick<ImportedArticle, 'id'> {
  return id && !/^https?:/i.test(id) && v.is(uri, id) ? { id } : {}
}

interface Times {
  readonly fields: Pick<ImportedArticle, 'published' | 'updated'>
  readonly guesses: readonly string[]
}

function timesOf({ published, updated }: PageData, zone: Zone): Result<Times, string> {
  if (published === undefined) return failed(`It has no time: looked for in ${LOOKED} and time elements.`)
  const read = dateOf(published, zone)
  if (!read.ok) return read
  const { moment, guesses } = read.value
  const changed = updated === undefined ? undefined : dateOf(updated, zone)
  const later = changed?.ok && changed.value.moment.instant >= moment.instant ? changed.value : undefined
  return success({ fields: { published: moment, ...(later && { updated: later.moment }) }, guesses })
}

// A page in a language that tells no zone may have been written at every hour of the day.
function dateOf(text: string, zone: Zone): Result<ReadDate, string> {
  const read = readDate(text, zone)
  const quoted = `Its time "${oneLine(text).slice(0, 80)}"`
  if (!read) return failed(`${quoted} is in no form that is known.`)
  const isUnknown = zone.name === 'UTC' && read.guesses.some((guess) => guess.includes('time zone'))
  return isUnknown ? failed(`${quoted} has no time zone, and its language tells none.`) : success(read)
}

function credited(said: PageData, publisher: Mention): Pick<ImportedArticle, 'authors' | 'sources'> {
  const sources = sourceChain(said.sources, publisher.name)
  const organisations = [publisher, ...sources].map(({ name }) => name)
  const isPerson = ({ name }: Person) => !organisations.some((other) => sameName(name, other))
  const inRole = (people: readonly Person[], role: Role): Author[] =>
    people.filter(isPerson).map((person) => ({ ...person, role }))
  const authors = [
    ...inRole(said.reporters, 'reporter'),
    ...inRole(said.editors, 'editor'),
    ...inRole(said.contributors, 'editor'),
    ...inRole(said.translators, 'translator'),
    ...inRole(said.digesters, 'digest'),
  ]
  return { authors: distinctAuthors(authors), sources }
}

function aboutCredit({ contributors }: PageData): string[] {
  return contributors.map(({ name }) => `${name}, a contributor, was taken to be an editor.`)
}

function siteOf(page: string): Mention | undefined {
  const name = hostName(page)
  const home = homeOf(page)
  return name && home ? { name, home } : undefined
}

function withoutRepeat({ alt, ...image }: ImportedImage): ImportedImage {
  return alt && alt !== image.caption ? { ...image, alt } : image
}
