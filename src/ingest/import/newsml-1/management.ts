import type { Defaults } from '../common/assumptions.ts'
import { attributeOf, childOf, childrenOf, lineOf, type Markup } from '../common/markup.ts'
import { type Restricted, restrictionOf } from '../common/restrictions.ts'
import { formalName } from './components.ts'

/** What an item is called in all its revisions, and the number of this one. */
export interface ItemName {
  readonly id: string | undefined
  readonly revision: number
  /** The domain name of its provider. */
  readonly provider: string | undefined
}

/** Reads `NewsIdentifier`. By NewsML 1.2 a public identifier ends with the revision, which is no part of the id here. */
export function nameOf(item: Markup): ItemName {
  const identifier = childOf(item, 'Identification', 'NewsIdentifier')
  const text = (name: string) => lineOf(childOf(identifier, name))
  const [provider, date, own, revision] = ['ProviderId', 'DateId', 'NewsItemId', 'RevisionId'].map(text)
  const given = text('PublicIdentifier')
  const suffix = new RegExp(`:${Number(revision ?? 1)}[A-Z]?$`)
  const made = provider && date && own ? `urn:newsml:${provider}:${date}:${own}` : undefined
  return { id: given?.replace(suffix, '') ?? made, revision: Number(revision) || 1, provider }
}

/** The text of an element of `NewsManagement`. */
export function managed(item: Markup, name: string): string | undefined {
  return lineOf(childOf(item, 'NewsManagement', name))
}

/** What keeps an item from being published at `now`; `undefined` for one that may be. */
export function restrictedBy(
  item: Markup,
  defaults: Defaults,
  now: number | undefined,
): Restricted | undefined {
  const management = childOf(item, 'NewsManagement')
  const status = formalName(childOf(management, 'Status'))
  // An embargoed item says when its status will change, and into which.
  const change = childrenOf(management, 'StatusWillChange').find(
    (one) => formalName(childOf(one, 'FutureStatus'))?.toLowerCase() === 'usable',
  )
  const isEmbargoed = /^embargo/i.test(status ?? '')
  const embargo = isEmbargoed ? (lineOf(childOf(change, 'DateAndTime')) ?? '') : undefined
  return restrictionOf({ status, embargo }, defaults, now)
}

/** The language of an item, as the innermost of its components that says one writes it. */
export function languageIn(path: readonly Markup[], item: Markup): string | undefined {
  for (const component of path.toReversed()) {
    const said = formalName(childOf(component, 'DescriptiveMetadata', 'Language'))
    const language = said ?? attributeOf(component, 'xml:lang')
    if (language) return language
  }
  return attributeOf(item, 'xml:lang')
}
