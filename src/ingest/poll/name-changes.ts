import type { Source } from '../../model/source.ts'
import type { KnownNames, KnownStory, NameChange } from '../../storage/commit/known-articles.ts'
import type { Arrival } from './arrival.ts'
import { isNameUnder, isPrivateId, kindOf, owns } from './item-names.ts'
import type { Recognised } from './recognise.ts'

/** Whose names they are, and which are known. */
export interface NameContext {
  readonly source: Source
  /** Every source of the registry, by id. */
  readonly registry: ReadonlyMap<string, Source>
  readonly known: KnownNames
}

/** The names that an article has from an item of its own source: all but ids that are good for its own source alone. */
export function keptNames({ own, shared }: Arrival): string[] {
  return [...own, ...shared.filter((name) => !isPrivateId(name))]
}

/**
 * What becomes of names that lead an item of this source to the article with this id. A name that is free is the
 * article's. One that leads elsewhere is taken over where it is the source's own, or identifies nothing from now on
 * where it stands on two of the source's own items.
 */
export function namesTo(id: string, names: readonly string[], context: NameContext): NameChange[] {
  return names.flatMap((name): NameChange[] => {
    const holder = context.known.stories.get(name)
    if (!holder) return [{ name, id }]
    if (holder.id === id) return []
    const claim = claimOn(name, holder, context)
    return claim === 'left' ? [] : [{ name, id: claim === 'void' ? '' : id, from: holder.id }]
  })
}

function claimOn(name: string, { article }: KnownStory, { source, registry }: NameContext) {
  if (isNameUnder(source.id, name)) return ['link', 'title'].includes(kindOf(name)) ? 'void' : 'taken'
  if (!article?.origin.startsWith('poll:') || !owns(source, name)) return 'left'
  const holder = registry.get(article.origin.slice('poll:'.length))
  if (holder?.id === source.id) return kindOf(name) === 'page' ? 'void' : 'taken'
  return holder && owns(holder, name) ? 'left' : 'taken'
}

/**
 * The names that an article has from earlier items and loses once it is written from this one: the ids and pages of other
 * owners that this item has not, and the texts that the article had with another source.
 */
export function namesLeft({ shared }: Arrival, { story }: Recognised, { source }: NameContext): NameChange[] {
  const isOurs = story.article?.origin === `poll:${source.id}`
  return forgotten(story, (name) => {
    if (shared.includes(name)) return false
    return kindOf(name) === 'words' ? !isOurs : ['id', 'page'].includes(kindOf(name)) && !owns(source, name)
  })
}

/** The guid that an item had before its source gave it another one. */
export function formerGuids({ own }: Arrival, { story, isOwnName }: Recognised, { source }: NameContext) {
  if (isOwnName) return []
  return forgotten(story, (name) => isNameUnder(source.id, name) && kindOf(name) === kindOf(own[0] ?? ''))
}

function forgotten({ id, names }: KnownStory, isLeft: (name: string) => boolean): NameChange[] {
  return names.filter(isLeft).map((name) => ({ name, id: null, from: id }))
}

/** Makes names that stand on several items of a feed identify none of them. Pages are voided by their owner alone. */
export function voidNames(names: readonly string[], { source, known }: NameContext): NameChange[] {
  const isOurs = (name: string) =>
    isNameUnder(source.id, name) ? kindOf(name) !== 'title' : kindOf(name) === 'page' && owns(source, name)
  return names
    .filter((name) => isOurs(name) && !known.void.has(name))
    .map((name) => ({ name, id: '', from: known.stories.get(name)?.id }))
}
