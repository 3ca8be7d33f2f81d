import type { Author } from '../../../model/article.ts'
import { creditedOrganisations, readByline } from './byline.ts'
import type { ImportedArticle } from './importer.ts'
import { distinctAuthors, nearestFirst, sourceChain } from './names.ts'

/** Upper bound of parties per item. Names are compared with each other, which takes quadratic time. */
export const PARTY_LIMIT = 200

/** An organisation with its role in the chain; empty where none is given. */
export interface Party {
  readonly name: string
  readonly role: string
}

/** Who had a part in a wire item, as its metadata name them. */
export interface WireParties {
  readonly publisher: string
  /** People whose role is known. */
  readonly authors: readonly Author[]
  /** Further people that a credit line may name. */
  readonly people?: readonly string[]
  readonly sources: readonly Party[]
  readonly bylines: readonly string[]
  readonly creditLines: readonly string[]
  /** Organisations that are named among the people. */
  readonly organisations?: readonly string[]
}

/** Authors and chain of a wire item: its people, and the organisations of its metadata, credit lines and bylines. */
export function wireCredit(parties: WireParties): Pick<ImportedArticle, 'authors' | 'sources'> {
  const { publisher, sources, organisations = [], people = [] } = parties
  const known = [publisher, ...organisations, ...sources.map(({ name }) => name)]
  const bylines = parties.bylines.map((line) => readByline(line, known))
  const reporters = bylines.flatMap((byline) => byline.people)
  const authors = distinctAuthors([
    ...parties.authors,
    ...reporters.map((name) => ({ name, role: 'reporter' as const })),
  ])
  const persons = [...authors.map(({ name }) => name), ...people]
  const others = [
    ...parties.creditLines.flatMap((line) => creditedOrganisations(line, persons)),
    ...bylines.flatMap((byline) => byline.organisations),
    ...organisations,
  ]
  const chain = nearestFirst([...sources, ...others.map((name) => ({ name, role: '' }))])
  return { authors, sources: sourceChain(chain, publisher) }
}
