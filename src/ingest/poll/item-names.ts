import { ownsHost } from '../../model/hosts.ts'
import { type Moment, wallClock } from '../../model/moment.ts'
import { slugify } from '../../model/slug.ts'
import type { Source } from '../../model/source.ts'
import { OWN_KINDS } from '../../storage/commit/known-articles.ts'
import { canonicalPage, hexDigest } from '../aliases.ts'

// An item has two sorts of names. Those under its source (`guid:satu:17`) say which of the source's own items it is, and
// nobody else can use them. Shared ones (`id:`, `page:` and `words:`, see aliases.ts) say which story it is, whoever
// brings it. An id or a page belongs to the owner of its host. In anybody else's item it is only a claim.

/** What an item is called in its feed. */
export interface ItemNames {
  readonly guid: string | undefined
  readonly link: string | undefined
  readonly title: string
  readonly published: Moment
}

/** A longer text is known by its digest. */
const LONGEST = 300

/**
 * The names of an item under its source, best first: its guid, its link, its title with the day of publication, and all
 * of these together. The last one stands for itself alone, unless the feed has the same item twice.
 */
export async function ownNames(source: string, item: ItemNames): Promise<string[]> {
  const day = wallClock(item.published).toISOString().slice(0, 10)
  const texts = [
    // The same guid, also where the site has moved from http to https.
    ['guid', item.guid?.replace(/^https?:\/\/(?:www\.)?/i, '')],
    ['link', item.link && linkText(item.link)],
    ['title', `${day} ${slugify(item.title)}`],
  ]
  const all = await hexDigest(JSON.stringify(texts), 16)
  const names: string[] = []
  for (const [kind, text] of texts) {
    if (text) names.push(`${kind}:${source}:${text.length > LONGEST ? await hexDigest(text, 16) : text}`)
  }
  return [...names, `item:${source}:${all}`]
}

// With the fragment: the posts of one page may differ only there. A home page is no link of an item.
function linkText(link: string): string | undefined {
  const page = canonicalPage(link)
  return page && page + (URL.parse(link)?.hash ?? '')
}

/** The kind of a name: what stands before its first colon. */
export function kindOf(name: string): string {
  return name.slice(0, name.indexOf(':'))
}

/** Whether a name is one under this source. */
export function isNameUnder(source: string, name: string): boolean {
  return OWN_KINDS.includes(kindOf(name)) && name.startsWith(`${kindOf(name)}:${source}:`)
}

/** Whether a shared name is a source's own: an id or a page of one of its hosts. */
export function owns(source: Source, name: string): boolean {
  const host = hostOf(name)
  return host !== undefined && ownsHost(source, host)
}

/** Whether a name is an id without an authority, such as a urn:uuid. Every source has its own of these. */
export function isPrivateId(name: string): boolean {
  return kindOf(name) === 'id' && hostOf(name) === undefined
}

function hostOf(name: string): string | undefined {
  const text = name.slice(name.indexOf(':') + 1)
  if (kindOf(name) === 'page') return URL.parse(`http://${text}`)?.hostname
  return kindOf(name) === 'id' ? authorityOf(text) : undefined
}

// RFC 4151 2.1: the authority of a tag: URI is a domain name or an e-mail address. RFC 3085 3: what follows urn:newsml: is
// the domain name of the provider.
const AUTHORITY = /^(?:tag:(?:[^,:/]*@)?([^,:/@]+),|urn:newsml:([^:/@]+\.[^:/@]+):)/i

/** The host that a URI belongs to: its authority. `undefined` where it has none. */
export function authorityOf(uri: string): string | undefined {
  const [, tag, newsml] = AUTHORITY.exec(uri) ?? []
  return (tag ?? newsml)?.toLowerCase() ?? (URL.parse(uri)?.hostname || undefined)
}
