import * as v from 'valibot'
import {
  countTo,
  group,
  hostText,
  languageTag,
  listOf,
  optionalFields,
  slugText,
  textLine,
  timeZone,
  webUrl,
} from './fields.ts'
import { primaryLanguage } from './language-tag.ts'

/**
 * What a source wants of our copies of its articles. `index`: search engines may list them. `noindex`: they may list
 * the original alone. `canonical`: the copy names the original, where that is known, as the page to be listed.
 */
export const SYNDICATIONS = ['index', 'noindex', 'canonical'] as const
export type Syndication = (typeof SYNDICATIONS)[number]

/** A text per language, keyed by BCP 47 tag: `{ id: 'bahan dari Reuters', en: 'material from Reuters' }`. */
const perLanguage = v.pipe(group, v.record(languageTag, textLine(500)))

/** How much a polled feed may bring: new or changed items a poll, tags an item, new channels a poll, new articles a day. */
const caps = optionalFields({
  items: v.exactOptional(countTo(5000)),
  tags: v.exactOptional(countTo(50)),
  channels: v.exactOptional(countTo(10_000)),
  articles: v.exactOptional(countTo(100_000)),
})

const fields = v.strictObject({
  id: slugText,
  name: textLine(200),
  home: v.exactOptional(webUrl),
  feed: v.exactOptional(webUrl),
  language: v.exactOptional(languageTag),
  timezone: v.exactOptional(timeZone),
  logo: v.exactOptional(webUrl),
  credit: v.exactOptional(perLanguage),
  rights: v.exactOptional(perLanguage),
  syndication: v.exactOptional(
    v.picklist(SYNDICATIONS, `is no way to syndicate; use one of ${SYNDICATIONS.join(', ')}`),
  ),
  keep_days: v.exactOptional(countTo(36_500)),
  links: v.exactOptional(v.literal('original', 'is no way to link; write original, or leave it out')),
  poll: v.exactOptional(v.boolean('is neither true nor false; write one of them')),
  caps: v.exactOptional(caps),
  publishes: v.exactOptional(listOf(slugText)),
  hosts: v.exactOptional(listOf(hostText)),
})

/** One entry of content/sources.yaml: a publisher or an agency. Only `id` and `name` are required. */
export const sourceSchema = v.pipe(
  fields,
  v.forward(
    v.check(
      ({ poll, feed }) => !poll || feed !== undefined,
      'needs the feed to be polled; add "feed: https://..." or take poll out',
    ),
    ['poll'],
  ),
)

/** A news organisation as the registry knows it. URLs are absolute http(s) URLs. */
export type Source = v.InferOutput<typeof sourceSchema>

/** The whole of content/sources.yaml. Its `caps` are for every source that is polled and does not give its own. */
export const registrySchema = v.strictObject({
  caps: v.exactOptional(caps),
  sources: v.pipe(v.array(sourceSchema), v.maxLength(5000)),
})

/** A source as articles carry it: without what says only how we read its feed. */
export function creditedSource({ poll, caps, publishes, hosts, ...source }: Source): Source {
  return source
}

/** Where a source is to be found: its feed, else its home page. `undefined` where neither is known. */
export function sourceUrl(source: Source): string | undefined {
  return source.feed ?? source.home
}

/** How a source is named in a credit line of that language: its own credit text, else its name. */
export function creditName(source: Source, language: string): string {
  return inLanguage(source.credit, language) ?? source.name
}

/** The source's notice of rights in that language, with the year in place of `{year}`. It may have none. */
export function rightsNotice(source: Source, language: string, year: number): string | undefined {
  return inLanguage(source.rights, language)?.replaceAll('{year}', String(year))
}

/** How an article's page presents itself to search engines. */
export interface Indexing {
  /** Whether search engines are asked not to list it. */
  readonly noindex: boolean
  /** The page of the original that is to be listed in its place. */
  readonly canonical?: string
}

interface Copy {
  readonly publisher: Source
  readonly sources: readonly Source[]
  /** The URL of the original, where it is known. */
  readonly original?: string
}

/**
 * The page that readers are led to in place of ours: the publisher's own, where it is known and the publisher is one whose
 * feeds we only carry on. `undefined` for our page.
 */
export function linkedOriginal({ publisher, original }: Omit<Copy, 'sources'>): string | undefined {
  return publisher.links === 'original' ? original : undefined
}

/** What publisher and sources want of our copy. The strictest of them wins. */
export function indexingOf({ publisher, sources, original }: Copy): Indexing {
  const wanted = new Set([publisher, ...sources].map(({ syndication }) => syndication))
  if (wanted.has('noindex')) return { noindex: true }
  const linked = linkedOriginal({ publisher, ...(original !== undefined && { original }) })
  if (linked !== undefined) return { noindex: true, canonical: linked }
  return wanted.has('canonical') && original ? { noindex: false, canonical: original } : { noindex: false }
}

function inLanguage(texts: Record<string, string> | undefined, language: string): string | undefined {
  return texts?.[language] ?? texts?.[primaryLanguage(language)]
}
