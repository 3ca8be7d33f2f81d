import * as v from 'valibot'
import { canonicalLanguage } from './language-tag.ts'
import { parseMoment } from './moment.ts'
import { SLUG_LIMIT, slugify } from './slug.ts'
import { oneLine, storable } from './text.ts'

// The field types that articles and sources share. A message goes on after the field's name: what is wrong, then how to
// mend it.

/** Plain text on one line, at most `limit` characters. It comes out storable, with single spaces, and is not empty. */
export function textLine(limit: number) {
  return v.pipe(
    v.string('is not text; put it in quotes'),
    v.transform(oneLine),
    v.nonEmpty('is empty; fill it in or leave the field out'),
    v.maxLength(limit, `is longer than ${limit} characters; shorten it`),
  )
}

/** Plain text of several lines, at most `limit` characters. */
export function textBlock(limit: number) {
  return v.pipe(
    v.string('is not text; put it in quotes'),
    v.transform((text) => storable(text).trim()),
    v.maxLength(limit, `is longer than ${limit} characters; shorten it`),
  )
}

/** An RFC 3339 date-time with its offset. It comes out as a Moment. */
export const moment = v.pipe(
  v.string('is not a date; write it such as 2022-09-20T12:32:00+07:00'),
  v.transform(parseMoment),
  v.check(
    (value) => value !== undefined,
    'is not a date-time with its offset; write it such as 2022-09-20T12:32:00+07:00',
  ),
  v.transform((value) => value ?? { instant: 0, offset: 0 }),
)

/** An absolute http or https URL without user name and password. It comes out as the WHATWG URL parser writes it. */
export const webUrl = v.pipe(
  v.string('is not text; write a whole URL such as https://example.org/'),
  v.maxLength(2000, 'is longer than 2000 characters'),
  v.check(isWebUrl, 'is not a whole http(s) URL; write it such as https://example.org/'),
  v.transform((url) => new URL(storable(url)).href),
)

/** The name of a host, such as `news.example.org`. It comes out as the WHATWG URL parser writes it. */
export const hostText = v.pipe(
  v.string('is not text; write a host such as news.example.org'),
  v.maxLength(253, 'is longer than 253 characters'),
  v.check(isHost, 'is no host; write it such as news.example.org, without https:// and without a path'),
  v.transform((host) => new URL(`https://${host}`).hostname),
)

/** A whole number from 1 to `most`. */
export function countTo(most: number) {
  const message = `is no whole number from 1 to ${most}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(1, message), v.maxValue(most, message))
}

/** What is said of something else in place of a group of fields. */
export const NO_GROUP = 'is not a group of fields; write one "name: value" a line'

/** A group of fields, and no list. For valibot an empty list is a group in which every field is missing. */
export const group = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  NO_GROUP,
)

/** A group of fields of which each may be missing. */
export function optionalFields<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(group, v.strictObject(entries))
}

/** A list of at most `most` items. */
export function listOf<Item extends v.GenericSchema>(item: Item, most = 100) {
  return v.pipe(
    v.array(item, 'is not a list; write [one, two] or one "- item" a line'),
    v.maxLength(most, `has more than ${most} items`),
  )
}

/** The name of an IANA time zone. */
export const timeZone = v.pipe(
  v.string('is not an IANA time zone; write one such as Asia/Jakarta'),
  v.check(isTimeZone, 'is not an IANA time zone; write one such as Asia/Jakarta'),
)

/** A URI of any scheme, such as tag: (RFC 4151): a scheme, a colon, and characters that RFC 3986 allows. */
export const uri = v.pipe(
  v.string('is not text'),
  v.maxLength(1000, 'is longer than 1000 characters'),
  v.regex(
    /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[A-Fa-f0-9]{2})+$/,
    'is not a URI; leave it out to have one minted, or write tag:AUTHORITY,DATE:NAME',
  ),
)

/** The media type of a film or a sound. It comes out in lower case and without parameters. */
export const recordingType = v.pipe(
  v.string('is not text'),
  v.transform((type) => type.replace(/;.*$/s, '').trim().toLowerCase()),
  v.regex(
    /^(?:audio|video)\/[\w.+-]{1,100}$/,
    'is no type of a film or a sound; write one such as audio/mpeg',
  ),
)

/** A BCP 47 language tag. It comes out in its canonical form: `id`, `en-GB`. */
export const languageTag = v.pipe(
  v.string('is not a language tag; write one such as id or en'),
  v.check(
    (tag) => canonicalLanguage(tag) !== undefined,
    'is not a BCP 47 language tag; write one such as id or en',
  ),
  v.transform((tag) => canonicalLanguage(tag) ?? tag),
)

/** A name in the form that slugify gives. */
export const slugText = v.pipe(
  v.string('is not text'),
  v.maxLength(SLUG_LIMIT, `is longer than ${SLUG_LIMIT} characters`),
  v.check(
    (slug) => slug !== '' && slugify(slug) === slug,
    'is not a slug; use lower-case letters, digits and single hyphens',
  ),
)

function isHost(text: string): boolean {
  const host = /[\s/?#@:\\]/.test(text) ? undefined : URL.parse(`https://${text}`)?.hostname
  return host !== undefined && /^[\w-]+(?:\.[\w-]+)+$/.test(host)
}

function isWebUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
