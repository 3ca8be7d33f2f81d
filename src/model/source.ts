import * as v from 'valibot'
import { languageTag, slugText, textLine, webUrl } from './fields.ts'

/**
 * What our copies of a source's articles tell search engines: `index` nothing, `noindex` to list the original
 * alone, `canonical` which page the original is, where that is known.
 */
export const SYNDICATIONS = ['index', 'noindex', 'canonical'] as const
export type Syndication = (typeof SYNDICATIONS)[number]

/** A text per language, keyed by BCP 47 tag: `{ id: 'bahan dari Reuters', en: 'material from Reuters' }`. */
const perLanguage = v.record(languageTag, textLine(500))

const fields = v.strictObject({
  id: slugText,
  name: textLine(200),
  home: v.exactOptional(webUrl),
  feed: v.exactOptional(webUrl),
  language: v.exactOptional(languageTag),
  timezone: v.exactOptional(
    v.pipe(v.string(), v.check(isTimeZone, 'is not an IANA time zone; write one such as Asia/Jakarta')),
  ),
  logo: v.exactOptional(webUrl),
  credit: v.exactOptional(perLanguage),
  rights: v.exactOptional(perLanguage),
  syndication: v.exactOptional(
    v.picklist(SYNDICATIONS, `is no way to syndicate; use one of ${SYNDICATIONS.join(', ')}`),
  ),
  poll: v.exactOptional(v.boolean('is neither true nor false; write one of them')),
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

/** The whole of content/sources.yaml. */
export const registrySchema = v.strictObject({ sources: v.pipe(v.array(sourceSchema), v.maxLength(5000)) })

/** A source as articles carry it: without what is of no concern to their readers. */
export function creditedSource({ poll: _, ...source }: Source): Source {
  return source
}

/** Where a source is to be found: its feed, else its home page, else nothing (never a guess). */
export function sourceUrl(source: Source): string | undefined {
  return source.feed ?? source.home
}

/** How a source is named in a credit line of that language: its own credit text, else its name. */
export function creditName(source: Source, language: string): string {
  return inLanguage(source.credit, language) ?? source.name
}

/** The source's notice of rights in that language, `{year}` filled in; `undefined` where it has none. */
export function rightsNotice(source: Source, language: string, year: number): string | undefined {
  return inLanguage(source.rights, language)?.replaceAll('{year}', String(year))
}

function inLanguage(texts: Record<string, string> | undefined, language: string): string | undefined {
  return texts?.[language] ?? texts?.[language.split('-')[0] ?? language]
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
