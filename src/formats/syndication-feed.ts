import { type Author, type Extension, Feed } from 'feed'
import { storable } from '../model/text.ts'
import { writeAtom } from './atom.ts'
import type { Entry, SyndicationOptions } from './document.ts'
import { writeJson } from './json.ts'
import { writeRss } from './rss.ts'

const URL_FIELDS = new Set('link url avatar hub feed rss atom json favicon image audio video'.split(' '))

// Data with members of their own, of which none is a link that we know: only its texts are made storable.
const OPEN_FIELDS = new Set(['objects', 'attribution'])

/**
 * The builder of the `feed` package with our writers. What is added is copied and made safe: texts storable,
 * links normalised. The three writers then can't fail, and change nothing they are given.
 */
export class SyndicationFeed extends Feed {
  declare options: SyndicationOptions
  declare items: Entry[]

  /** @throws TypeError where a link is not an absolute URL. */
  constructor(options: SyndicationOptions) {
    super(safe(options))
  }

  /** @throws TypeError where a link is not an absolute URL, RangeError where a date is not valid. */
  override addItem(item: Entry): void {
    super.addItem(safe(item))
  }

  /** Adds an entry as it is: for what storage gives, which is safe already. */
  addStored(entry: Entry): void {
    this.items.push(entry)
  }

  override addCategory(category: string): void {
    super.addCategory(storable(category))
  }

  override addContributor(contributor: Author): void {
    super.addContributor(safe(contributor))
  }

  override addExtension(extension: Extension): void {
    super.addExtension(safe(extension))
  }

  /** The feed as RSS 2.0. */
  override rss2(): string {
    return writeRss(this)
  }

  /** The feed as Atom 1.0 (RFC 4287). */
  override atom1(): string {
    return writeAtom(this)
  }

  /** The feed as JSON Feed 1.1. */
  override json1(): string {
    return writeJson(this)
  }
}

function safe<Value>(value: Value, field = ''): Value {
  return safeValue(value, field) as Value
}

function safeValue(value: unknown, field: string): unknown {
  if (typeof value === 'string') return safeText(value, field)
  if (value instanceof Date) return safeDate(value, field)
  if (Array.isArray(value)) return value.map((one) => safeValue(one, field))
  if (typeof value !== 'object' || value === null) return value
  const under = (name: string) => (OPEN_FIELDS.has(field) ? field : name)
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, safeValue(inner, under(name))]),
  )
}

function safeText(text: string, field: string): string {
  if (!URL_FIELDS.has(field) || text === '') return storable(text)
  const url = URL.parse(storable(text))
  if (!url) throw new TypeError(`${field}: ${JSON.stringify(text)} is not an absolute URL`)
  return url.href
}

function safeDate(date: Date, field: string): Date {
  const year = date.getUTCFullYear()
  if (Number.isNaN(year) || year < 1 || year > 9998) throw new RangeError(`${field} is not a valid date`)
  return new Date(date)
}
