import { oneLine } from '../../../model/text.ts'
import type { Mention } from '../common/importer.ts'
import type { Person } from './feed-item.ts'
import { hostName, webUrlOf } from './feed-links.ts'

const LONGEST = 500

// Academic titles follow a name after a comma and are no names of their own.
const BETWEEN_NAMES = /\s*;\s*|\s*,(?!\s*(?:Jr|Sr|II|III|Ph\.?D|Dr|S\.|M\.)(?![a-z]))\s*|\s+(?:dan|and|&)\s+/

/** A byline taken apart: `Lintar Satria dan Budi (Reuters)` has two names and an agency. */
export function splitByline(text: string): { readonly names: readonly string[]; readonly agency?: string } {
  const line = oneLine(text.slice(0, LONGEST)).replace(/^(?:by|oleh)\s+/i, '')
  const found = /^([^()]+)\(([^()]+)\)$/.exec(line)
  const [, before = line, inside] = found ?? []
  if (inside && before.includes('@')) return { names: [inside.trim()] }
  const names = before.split(BETWEEN_NAMES).map((name) => name.trim())
  return { names: names.filter(isName), ...(inside?.trim() && { agency: inside.trim() }) }
}

/** Somebody with this name, unless it is none: empty, or an e-mail address, which is nobody's byline. */
export function personOf(name: string | undefined, url?: string): Person | undefined {
  const line = oneLine((name ?? '').slice(0, LONGEST)).slice(0, 200)
  const page = webUrlOf(url)
  return isName(line) ? { name: line, ...(page && { url: page }) } : undefined
}

/** An organisation with a page or a feed: by the path, the way feeds are called; without a name, its host. */
export function mentionOf(
  name: string | undefined,
  url: string | undefined,
  base?: string,
): Mention | undefined {
  const page = webUrlOf(url, base)
  const called = oneLine((name ?? '').slice(0, LONGEST)) || (page && hostName(page))
  if (!called) return undefined
  if (!page) return { name: called }
  const isFeed = /rss|feed|atom|\.xml|\.rdf|\.json/i.test(page.slice(page.indexOf('/', 8)))
  return isFeed ? { name: called, feed: page } : { name: called, home: page }
}

/** Whether two texts name the same, whatever their case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^\S+@\S+$/.test(text)
}
