import * as v from 'valibot'
import type { Author, Role } from '../../../model/article.ts'
import { uri } from '../../../model/fields.ts'
import { oneLine } from '../../../model/text.ts'
import type { ImportedArticle, ImportedImage, Mention, Refusal } from '../common/importer.ts'
import { assumedZone, type ReadDate, readDate } from '../feed/feed-date.ts'
import type { Person } from '../feed/feed-item.ts'
import { languageOf } from '../feed/feed-language.ts'
import { hostName, webUrlOf } from '../feed/feed-links.ts'
import { sameName } from '../feed/feed-people.ts'
import type { Told } from './html-told.ts'

const LOOKED = 'JSON-LD, Open Graph, meta'
const SUMMARY_LIMIT = 2000

/** What a page tells, as an article, or why it is none. `address` is where it came from. */
export function toArticle(told: Told, body: string, address: string | undefined): ImportedArticle | Refusal {
  const title = oneLine(told.title ?? '')
  const refuse = (reason: string): Refusal => ({ item: title, reason })
  if (title === '') return refuse(`It has no title: looked for in ${LOOKED}, h1 and title.`)
  if (body === '') return refuse('It has no text: Readability found none, and JSON-LD has no articleBody.')
  const { language, guesses } = languageOf([told.language], `${title} ${told.summary ?? ''} ${body}`)
  const times = timesOf(told, language)
  if (typeof times === 'string') return refuse(times)
  const page = told.page ?? webUrlOf(address)
  const publisher = told.publisher ?? (page ? siteOf(page) : undefined)
  if (!publisher) return refuse(`It has no publisher: looked for in ${LOOKED} and its address.`)
  const original = told.original ?? page
  return {
    ...idOf(told),
    title,
    language,
    ...times.fields,
    ...(told.summary && told.summary.length <= SUMMARY_LIMIT && { summary: told.summary }),
    ...(told.dateline && { dateline: told.dateline }),
    ...credited(told, publisher),
    publisher,
    ...(original && { original }),
    ...(told.image && { image: withoutRepeat(told.image) }),
    tags: [...new Set(told.tags.flatMap((tag) => tag.split(/[,|]/)).map(oneLine))].filter(Boolean),
    ...(told.rights && { rights: told.rights }),
    related: [],
    body,
    guesses: [...guesses, ...times.guesses],
  }
}

// An address is not an id of the source's own: pages move.
function idOf({ id }: Told): Pick<ImportedArticle, 'id'> {
  return id && !/^https?:/i.test(id) && v.is(uri, id) ? { id } : {}
}

interface Times {
  readonly fields: Pick<ImportedArticle, 'published' | 'updated'>
  readonly guesses: readonly string[]
}

function timesOf({ published, updated }: Told, language: string): Times | string {
  if (published === undefined) return `It has no time: looked for in ${LOOKED} and time elements.`
  const read = dateOf(published, language)
  if (typeof read === 'string') return read
  const changed = updated === undefined ? undefined : dateOf(updated, language)
  const later = typeof changed === 'object' && changed.moment.instant >= read.moment.instant
  return {
    fields: { published: read.moment, ...(later && { updated: changed.moment }) },
    guesses: read.guesses,
  }
}

// Only Indonesian tells a zone: English is written at every hour of the day.
function dateOf(text: string, language: string): ReadDate | string {
  const zone = assumedZone(language)
  const read = readDate(text, zone)
  const quoted = `Its time "${oneLine(text).slice(0, 80)}"`
  if (!read) return `${quoted} is in no form that is known.`
  const noZone = read.guesses.some((guess) => guess.includes('time zone'))
  return noZone && zone.offset === 0 ? `${quoted} has no time zone, and its language tells none.` : read
}

function credited(told: Told, publisher: Mention): Pick<ImportedArticle, 'authors' | 'sources'> {
  const first = new Map<string, Mention>()
  for (const source of told.sources) {
    const name = source.name.toLowerCase()
    if (!first.has(name) && !sameName(source.name, publisher.name)) first.set(name, source)
  }
  const isPerson = ({ name }: Person) => !sameName(name, publisher.name) && !first.has(name.toLowerCase())
  const inRole = (people: readonly Person[], role: Role): Author[] =>
    people.filter(isPerson).map((person) => ({ ...person, role }))
  const authors = [
    ...inRole(told.reporters, 'reporter'),
    ...inRole(told.editors, 'editor'),
    ...inRole(told.translators, 'translator'),
    ...inRole(told.digesters, 'digest'),
  ]
  return { authors, sources: [...first.values()] }
}

function siteOf(page: string): Mention | undefined {
  const name = hostName(page)
  return name ? { name, home: new URL('/', page).href } : undefined
}

function withoutRepeat({ alt, ...image }: ImportedImage): ImportedImage {
  return alt && alt !== image.caption ? { ...image, alt } : image
}
