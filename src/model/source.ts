import type * as v from 'valibot'
import { primaryLanguage } from './language-tag.ts'
import type { sourceSchema } from './source-fields.ts'

/** A news organisation as the registry knows it. URLs are absolute http(s) URLs. */
export type Source = v.InferOutput<typeof sourceSchema>

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
