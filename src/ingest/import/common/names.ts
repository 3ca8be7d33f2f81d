import type { Author } from '../../../model/article.ts'
import { slugify } from '../../../model/slug.ts'
import { oneLine, storable } from '../../../model/text.ts'
import type { Mention } from './importer.ts'
import { webUrlOf } from './web-addresses.ts'

// More than any name needs: patterns never see a longer text.
const LONGEST = 500

/** Somebody or something with a name. */
export interface Person {
  readonly name: string
  readonly url?: string
}

/** Somebody with this name. `undefined` where it is no name: empty, or an e-mail address. */
export function personOf(name: string | undefined, url?: string): Person | undefined {
  const line = cutName(oneLine((name ?? '').slice(0, LONGEST)))
  const page = webUrlOf(url)
  return isName(line) ? { name: line, ...(page && { url: page }) } : undefined
}

// What the article schema takes (see `authors` in model/article.ts).
const LONGEST_NAME = 200

/** A name that an article may have: a longer one ends with an ellipsis. */
function cutName(name: string): string {
  return name.length > LONGEST_NAME ? `${storable(name.slice(0, LONGEST_NAME - 1))}…` : name
}

/** Whether a name was too long and has been cut. */
export function isCutName(name: string): boolean {
  return name.length === LONGEST_NAME && name.endsWith('…')
}

/** Whether a text may be a name: it has a letter or digit and is no e-mail address. */
export function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^\S+@\S+$/.test(text)
}

/** Whether two texts name the same, whatever their case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Each name once, whatever its case: whoever comes first stays. */
export function onceEach<Named extends { readonly name: string }>(all: readonly Named[]): Named[] {
  const first = new Map<string, Named>()
  for (const one of all) if (!first.has(one.name.toLowerCase())) first.set(one.name.toLowerCase(), one)
  return [...first.values()]
}

/** Each author once for each role, names on one line. */
export function distinctAuthors(authors: readonly Author[]): Author[] {
  const seen = new Map<string, Author>()
  for (const author of authors) {
    const name = cutName(oneLine(author.name))
    const key = `${author.role} ${slugify(name)}`
    if (slugify(name) !== '' && !seen.has(key)) seen.set(key, { ...author, name })
  }
  return [...seen.values()]
}

/** A chain of sources: each name once, the publisher's own left out. */
export function sourceChain(mentions: readonly Mention[], publisher: string | undefined): Mention[] {
  const seen = new Set([slugify(publisher ?? ''), ''])
  return mentions.flatMap((mention) => {
    const slug = slugify(mention.name)
    if (seen.has(slug)) return []
    seen.add(slug)
    return [{ ...mention, name: oneLine(mention.name) }]
  })
}

/**
 * Sorts the organisations of a chain by their role: whoever supplied the text is nearest, whoever it began
 * with is farthest. Others keep their order between them.
 */
export function nearestFirst(named: readonly { readonly name: string; readonly role: string }[]): Mention[] {
  return named.toSorted((a, b) => distance(a.role) - distance(b.role)).map(({ name }) => ({ name }))
}

function distance(role: string): number {
  if (/orig/i.test(role)) return 2
  return /suppl|provid|distrib|aggreg|publish/i.test(role) ? 0 : 1
}
