import fc from 'fast-check'
import type { Author, Enclosure, Extension } from 'feed'
import type { Entry, EntryCorrection, SyndicationOptions } from '../../src/formats/document.ts'
import { anyText } from './any-entry.ts'

// What the types of the library allow in each field, and not what makes sense there.

/** Absolute URLs of many kinds, with any text in them. */
const anyUrl = fc.oneof(
  anyText.map((text) => `https://a.example/${text}`),
  anyText.map(
    (text) => `HTTP://user:${encodeURIComponent(text.toWellFormed())}@A.example:8080?${text}#${text}`,
  ),
  anyText.map((text) => `mailto:a@a.example?subject=${text}`),
  fc.constantFrom('https://[::1]/%', 'urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6', 'https://é.example'),
)

const anyLanguage = fc.oneof(anyText, fc.constantFrom('id', 'en_GB', 'zh-Hant-TW', 'x'))
const anyDate = fc.date({ min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true })
const anyNumber = fc.oneof(fc.nat(), fc.double(), fc.integer())
const anyType = fc.oneof(anyText, fc.constantFrom('image/png', 'audio/ogg; codecs="a b"', 'a/b', 'a/b; c'))
const anyObject = fc.dictionary(
  fc.oneof(
    anyText,
    fc.constantFrom('_text', '_attributes', '_cdata', 'about', 'xmlns:mine', 'mine:a', '__proto__'),
  ),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
)

/** A record of which any field may be missing, but those that the type requires. */
function anyOf<Value>(
  fields: { [Name in keyof Value]-?: fc.Arbitrary<NonNullable<Value[Name]>> },
  ...required: (keyof Value)[]
) {
  return fc.record(fields as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required as string[],
  }) as unknown as fc.Arbitrary<Value>
}

function few<Value>(one: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.array(one, { maxLength: 3 })
}

function inputs(url: fc.Arbitrary<string>) {
  const party = anyOf<NonNullable<Entry['publisher']>>({ name: anyText, url, id: anyText }, 'name')
  const reference = anyOf<NonNullable<Entry['original']>>({ title: anyText, url }, 'title', 'url')
  const links = anyOf<NonNullable<SyndicationOptions['nextLinks']>>(
    { rss: url, atom: url, json: url },
    'rss',
    'atom',
    'json',
  )
  const author = anyOf<Author>({ name: anyText, email: anyText, link: url, avatar: url })
  const extension: fc.Arbitrary<Extension> = fc.record({
    name: fc.oneof(
      anyText,
      fc.constantFrom(
        '_x',
        'dc:x',
        'mine:x',
        'itunes:image',
        'comments',
        'skipDays',
        '_attribution',
        'title',
      ),
    ),
    objects: anyObject,
  })
  const enclosure = anyOf<Enclosure>(
    { url, type: anyType, length: anyNumber, title: anyText, duration: anyNumber },
    'url',
  )
  const file = fc.oneof(url, enclosure)
  const entry = anyOf<Entry>(
    {
      title: anyText,
      id: fc.oneof(anyText, url),
      guid: anyText,
      link: url,
      date: anyDate,
      published: anyDate,
      offsets: fc.record({ published: anyNumber, updated: anyNumber }),
      language: anyLanguage,
      description: anyText,
      summary: anyText,
      content: anyText,
      category: few(
        fc.record(
          { name: anyText, domain: anyText, scheme: fc.oneof(anyText, url), term: anyText },
          { requiredKeys: [] },
        ),
      ),
      image: file,
      audio: file,
      video: file,
      enclosure,
      author: few(author),
      contributor: few(author),
      byline: anyText,
      creditText: anyText,
      dateline: anyText,
      publisher: party,
      sources: few(party),
      original: reference,
      related: few(reference),
      copyright: anyText,
      photo: fc.record(
        { url, type: anyType, width: anyNumber, height: anyNumber, caption: anyText, credit: anyText },
        { requiredKeys: [] },
      ),
      expires: anyDate,
      corrections: few(anyOf<EntryCorrection>({ date: anyDate, text: anyText }, 'date', 'text')),
      withdrawn: anyOf<NonNullable<Entry['withdrawn']>>(
        { kind: anyText, date: anyDate, offset: anyNumber, by: anyText, comment: anyText },
        'kind',
        'date',
      ),
      attribution: anyObject,
      extensions: few(extension),
    },
    'title',
    'link',
    'date',
  )
  const options = anyOf<SyndicationOptions>(
    {
      id: fc.oneof(anyText, url),
      title: anyText,
      updated: anyDate,
      generator: fc.oneof(anyText, fc.constant(false as const)),
      language: anyLanguage,
      ttl: anyNumber,
      stylesheet: anyText,
      feed: url,
      feedLinks: fc.record({ rss: url, atom: url, json: url, other: anyText }, { requiredKeys: [] }),
      hub: url,
      docs: fc.oneof(anyText, url),
      podcast: fc.boolean(),
      category: anyText,
      author,
      link: url,
      description: anyText,
      image: url,
      favicon: url,
      copyright: anyText,
      channelImage: fc.record({ url, width: anyNumber, height: anyNumber }),
      licence: url,
      attributionUrl: url,
      history: anyOf<NonNullable<SyndicationOptions['history']>>({
        complete: fc.boolean(),
        archive: fc.boolean(),
        current: links,
        previous: links,
        next: links,
      }),
      nextLinks: links,
    },
    'title',
  )
  return fc.record({
    options,
    items: few(entry),
    categories: few(anyText),
    contributors: few(author),
    extensions: few(extension),
  })
}

/** All that is given to a builder. */
export interface AnyFeed {
  readonly options: SyndicationOptions
  readonly items: readonly Entry[]
  readonly categories: readonly string[]
  readonly contributors: readonly Author[]
  readonly extensions: readonly Extension[]
}

/** Whatever the types allow, each link an absolute URL. */
export const anyFeed: fc.Arbitrary<AnyFeed> = inputs(anyUrl.filter((url) => URL.canParse(url)))

/** Whatever the types allow, any text where a link should stand. */
export const anyFeedAtAll: fc.Arbitrary<AnyFeed> = inputs(
  fc.oneof({ arbitrary: anyUrl, weight: 60 }, anyText, fc.constantFrom('/path', '')),
)
