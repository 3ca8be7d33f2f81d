import type { Author } from '../../model/article.ts'
import { slugify } from '../../model/slug.ts'
import type { Source } from '../../model/source.ts'
import { owns } from './item-names.ts'

/** A story as one source has it. */
export interface Version {
  /** `undefined` where it is not in the registry any more. */
  readonly source: Source | undefined
  /** Its names, see item-names.ts. */
  readonly names: readonly string[]
  readonly publisher: string
  /** The ids of its sources, nearest first. */
  readonly sources: readonly string[]
  readonly authors: readonly Author[]
}

/**
 * Whether a version of a story takes the place of the one that is stored, which came from another source. It does where
 * the stored one says itself that the story is that other source's, and not the other way round. Between two sources that
 * own the same host, or that each say it of the other, the first one stays. Else it does where it is from the same chain
 * (the same publisher and sources) with a fuller byline, and does not say itself that the story is the other one's.
 */
export function replaces(version: Version, stored: Version): boolean {
  if (admits(version, stored)) return false
  return (
    admits(stored, version) || (isSameChain(version, stored) && isFuller(version.authors, stored.authors))
  )
}

/**
 * Whether a version says itself that the story is another source's: it credits that one, or it has an id or a page that
 * the other one owns and its own source does not.
 */
function admits({ source, names, publisher, sources }: Version, other: Version): boolean {
  const owner = other.source
  if (!owner || owner.id === source?.id) return false
  if ([publisher, ...sources].includes(owner.id)) return true
  return names.some((name) => owns(owner, name) && !(source && owns(source, name)))
}

function isSameChain(one: Version, other: Version): boolean {
  return one.publisher === other.publisher && one.sources.join() === other.sources.join()
}

/**
 * Whether a byline is fuller than another one: it names everybody whom that one names, in the same role, and somebody
 * else.
 */
export function isFuller(byline: readonly Author[], than: readonly Author[]): boolean {
  const named = new Set(byline.map(nameWithRole))
  return (
    named.size > new Set(than.map(nameWithRole)).size && than.every((one) => named.has(nameWithRole(one)))
  )
}

function nameWithRole({ name, role }: Author): string {
  return `${role} ${slugify(name)}`
}
