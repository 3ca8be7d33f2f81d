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
 * How the names of an item change when the item is the article with this id. A name that leads to no article leads to this
 * one from now on. A name that leads to another article stays with that one, unless the source owns the name: then this
 * article takes it. Where two items of the source itself have the name, it leads nowhere from now on.
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
 * The names that an article loses when it is written from this item. It had them from an earlier item: an id or a page that
 * this item does not have and that belongs to another source, or the text that another source wrote.
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
