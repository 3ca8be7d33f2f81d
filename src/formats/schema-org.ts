import { type Attributes, EMPTY, each, join, leaf, type Xml } from '../xml/write.ts'
import type { Entry, Person } from './document.ts'

// What RSS and Atom have no element for, in the words of schema.org. It is credit as data: who reads a feed again need
// not take the credit sentence apart. No reader of feeds shows it, and the W3C validator knows the namespace.

/** The namespace, for a feed that says something in it. */
export const SCHEMA_NAMESPACE = { 'xmlns:schema': 'https://schema.org/' } as const

/** Whether an item says something that only schema.org has a word for. */
export function usesSchema({ creditText, dateline, author, contributor }: Entry): boolean {
  return Boolean(creditText || dateline || author?.some(hasRole) || contributor?.some(hasRole))
}

function hasRole({ role }: Person): boolean {
  return role !== undefined
}

/** What somebody did, as attributes of the element that names them. The address is for RSS, whose elements have none. */
export function roleOf({ role, link }: Person, hasAddress = false): Attributes | undefined {
  if (role === undefined) return undefined
  return { 'schema:roleName': role, 'schema:url': hasAddress ? undefined : link }
}

/**
 * The credit sentence as it stands in summary and content, and the dateline. Sources stand there too where one of them
 * has no URL for a `via` link, all in their order; so does the caption of a picture that did not come.
 */
export function schemaElements({ creditText, dateline, sources, photo }: Entry): Xml {
  if (creditText === undefined) return leaf('schema:dateline', dateline)
  const isLinked = sources?.every(({ url }) => url !== undefined) ?? true
  return join([
    leaf('schema:creditText', creditText),
    leaf('schema:dateline', dateline),
    isLinked ? EMPTY : each(sources, ({ name }) => leaf('schema:sourceOrganization', name)),
    photo?.url ? EMPTY : leaf('schema:caption', photo?.caption),
  ])
}
