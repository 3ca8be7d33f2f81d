import fc from 'fast-check'
import type { Entry, SyndicationOptions } from '../../src/formats/document.ts'
import { SyndicationFeed } from '../../src/formats/syndication-feed.ts'

const NASTY = [
  ...[']]>', '<![CDATA[', '</script>', '<b>', '-->', '?>', '&amp;', '&#0;', '&lt;', '&', '"', "'", '\\'],
  ...['\r\n', '\r', '\n', '\t', ' ', '\u00A0', '\u0085', '\u2028'],
  ...['\u0000', '\u0003', '\u0008', '\u000B', '\u001A', '\u001F', '\uFFFE', '\uFFFF', '\uD83D', '\uDE00'],
  ...['😀', '👨‍👩‍👧', '\u{10FFFF}', '\u202Eالعربية', 'שלום', 'e\u0301', '\uFEFF', '\u007F', '\uFDD0'],
]

/** Text of UTF-16 units of every kind, paired or not, with what is known to break documents. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...NASTY),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))

/** The same, but something is left of it when it is stored. */
const anyName = anyText.map((text) => `n${text}`)

/** An absolute URL with any text in it. */
export const anyUrl = fc
  .tuple(anyText, anyText)
  .map(
    ([path, query]) =>
      `https://a.example/${encodeURIComponent(path.toWellFormed())}?${query.replaceAll('#', '')}`,
  )

const party = fc.record({ name: anyName, url: anyUrl })
const email = fc.constantFrom('a@a.example', "o'b+c@sub.a.example")
const author = fc.record({ name: anyName, link: anyUrl, email }, { requiredKeys: ['name'] })
const reference = fc.record({ title: anyText, url: anyUrl })
const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

/** An entry with any text in every field that holds text. */
export const anyEntry: fc.Arbitrary<Entry> = fc.record(
  {
    id: fc.oneof(
      anyName,
      anyName.map((text) => `tag:a.example,2022:${encodeURIComponent(text.toWellFormed())}`),
    ),
    title: anyText,
    link: anyUrl,
    date: moment,
    published: moment,
    offsets: fc.record({
      published: fc.integer({ min: -840, max: 840 }),
      updated: fc.integer({ min: -840, max: 840 }),
    }),
    language: fc.constantFrom('id', 'en', 'ar'),
    description: anyText,
    summary: anyText,
    content: anyText,
    byline: anyText,
    author: fc.array(author, { maxLength: 2 }),
    contributor: fc.array(author, { maxLength: 2 }),
    category: fc.array(fc.record({ name: anyName, term: anyName, scheme: anyText }), { maxLength: 2 }),
    publisher: party,
    sources: fc.array(party, { maxLength: 2 }),
    original: reference,
    related: fc.array(reference, { maxLength: 2 }),
    copyright: anyText,
    photo: fc.record({ url: anyUrl, caption: anyText, credit: anyText }, { requiredKeys: ['credit'] }),
    attribution: fc.dictionary(anyName, anyText, { maxKeys: 2 }),
    extensions: fc.array(
      fc.record({
        name: fc.constantFrom('dc:subject', 'undeclared:x', '_plain', 'not a name'),
        objects: fc.record({ _text: anyText, _attributes: fc.record({ a: anyText }) }),
      }),
      { maxLength: 2 },
    ),
    enclosure: fc.record({
      url: anyUrl,
      type: fc.constantFrom('audio/mpeg', 'text/x-a+b; c=d', 'none'),
      length: fc.nat(),
      title: anyText,
    }),
  },
  { requiredKeys: ['title', 'link', 'date'] },
)

/** A feed to which these were added. */
export function feedOf(
  entries: readonly Entry[],
  options: Partial<SyndicationOptions> = {},
): SyndicationFeed {
  const feed = new SyndicationFeed({ title: 'T', link: 'https://a.example/', ...options })
  for (const entry of entries) feed.addItem(entry)
  return feed
}
