import type { Category, Enclosure, Extension } from 'feed'
import { customMembers } from './custom-objects.ts'
import type { Entry, EntryCorrection, Party, Photo, Reference } from './document.ts'
import { absoluteUrl } from './links.ts'
import { openData } from './open-data.ts'
import {
  count,
  date,
  languageTag,
  list,
  type Rule,
  type Rules,
  record,
  seconds,
  text,
  textLike,
} from './rules.ts'
import { author } from './safe-options.ts'

// RFC 9110, 8.3.1: type, subtype and parameters.
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"\\\r\n]*"))*$/

/** An extension of the `feed` package: its data may be anything. */
export const extension = record<Extension>(
  // Also a text alone, which the type forbids and `feed` writes.
  { name: text, objects: (value) => openData(value) as Extension['objects'] },
  'name',
  'objects',
)

/**
 * An entry from outside, made fit for the writers: a copy of the fields that we know, without those that are blank or
 * not of their type. `base` is the feed's own link.
 * @throws TypeError where a link is not an absolute URL or an entry has neither link nor id, TypeError or RangeError
 * where a date is not valid.
 */
export function safeEntry(item: Entry, base?: string): Entry {
  const safe = anyEntry(item, '', base)
  if (!safe?.date) throw new TypeError('date is not a Date')
  const { title = '', link = '' } = safe
  if (!(link || safe.id || safe.guid)) throw new TypeError('link: an item needs a link or an id')
  return { ...safe, title, link }
}

const category = record<Category>({ name: text, term: text, domain: text, scheme: text })

const enclosure = record<Enclosure>(
  {
    url: absoluteUrl,
    type: textLike(MEDIA_TYPE),
    length: count(1),
    title: text,
    duration: seconds,
  },
  'url',
)

const mediaFile: Rule<string | Enclosure> = (value, field, base) =>
  typeof value === 'string' || value instanceof URL
    ? absoluteUrl(value, field)
    : enclosure(value, field, base)

const reference: Rule<Reference> = (value, field, base) => {
  const safe = anyReference(value, field, base)
  return safe && { ...safe, title: safe.title ?? safe.url }
}

const anyReference = record<Reference>({ title: text, url: absoluteUrl }, 'url')

// RFC 3986: a scheme, then nothing that a URI can't hold.
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[!-;=?-~]*[!#-;=?-~]$/

// Credit is not lost with a blank name: the address then says who it is.
const party: Rule<Party> = (value, field, base) => {
  const safe = anyParty(value, field, base)
  const name = safe?.name ?? safe?.url
  return name === undefined ? undefined : { ...safe, name }
}

const anyParty = record<Party>({ name: text, url: absoluteUrl, id: textLike(URI) })

const photo = record<Photo>({
  url: absoluteUrl,
  type: textLike(MEDIA_TYPE),
  width: count(1),
  height: count(1),
  caption: text,
  credit: text,
  rights: text,
})

// No time zone is a whole day from UTC.
const minutes: Rule<number> = (value) =>
  Number.isInteger(value) && Math.abs(Number(value)) < 1440 ? Number(value) : undefined

const ENTRY: Rules<Entry> = {
  title: text,
  id: text,
  guid: text,
  link: absoluteUrl,
  date,
  published: date,
  offsets: record<NonNullable<Entry['offsets']>>(
    { published: minutes, updated: minutes },
    'published',
    'updated',
  ),
  language: languageTag,
  description: text,
  summary: text,
  content: text,
  category: list(category),
  image: mediaFile,
  audio: mediaFile,
  video: mediaFile,
  enclosure,
  author: list(author),
  contributor: list(author),
  byline: text,
  creditText: text,
  dateline: text,
  publisher: party,
  sources: list(party),
  original: reference,
  related: list(reference),
  copyright: text,
  photo,
  expires: date,
  corrections: list(record<EntryCorrection>({ date, text }, 'date', 'text')),
  withdrawn: record<NonNullable<Entry['withdrawn']>>(
    { kind: text, date, offset: minutes, by: text, comment: text },
    'kind',
    'date',
  ),
  attribution: (value) => customMembers(openData(value)),
  extensions: list(extension),
}

const anyEntry = record<Entry>(ENTRY)
