import { oneLine } from '../../../model/text.ts'
import type { Mention } from './importer.ts'

// Longer addresses are not stored (see `webUrl` in model/fields.ts).
const LONGEST = 2000

/** The base that the innermost of these gives. They stand outermost first, and may be relative to the one before. */
export function innermostBase(bases: readonly (string | undefined)[]): string | undefined {
  let base: string | undefined
  for (const one of bases) if (one !== undefined) base = URL.parse(one.trim(), base)?.href ?? base
  return base
}

/** An absolute http(s) URL without user name and password; `undefined` for anything else. */
export function webUrlOf(text: string | undefined, base?: string): string | undefined {
  if (text === undefined || text.trim() === '' || text.length > LONGEST) return undefined
  const url = URL.parse(text.trim(), base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return url.href.length > LONGEST ? undefined : url.href
}

/** The name that people call a site by: its host without `www.`. */
export function hostName(url: string): string | undefined {
  return URL.parse(url)?.hostname.replace(/^www\./, '') || undefined
}

/** The home page of the site that an address is on. */
export function homeOf(url: string): string | undefined {
  return URL.parse('/', url)?.href
}

// More than any name needs: patterns never see a longer text.
const LONGEST_NAME = 500

/** An organisation with its page or feed, told apart by the path. Without a name it is called by its host. */
export function mentionOf(
  name: string | undefined,
  url: string | undefined,
  base?: string,
): Mention | undefined {
  const page = webUrlOf(url, base)
  const called = oneLine((name ?? '').slice(0, LONGEST_NAME)) || (page && hostName(page))
  if (!called) return undefined
  if (!page) return { name: called }
  const isFeed = /rss|feed|atom|\.xml|\.rdf|\.json/i.test(page.slice(page.indexOf('/', 8)))
  return isFeed ? { name: called, feed: page } : { name: called, home: page }
}
