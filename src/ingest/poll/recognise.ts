import type { KnownArticle, KnownStory } from '../../storage/commit/known-articles.ts'
import type { Arrival } from './arrival.ts'
import { isNameUnder, isPrivateId, kindOf } from './item-names.ts'
import type { Told } from './tell-apart.ts'

/** The story that an item is. */
export interface Recognised {
  readonly story: KnownStory
  /** Whether its source has called it so before. Else it has a name that its story has from somebody else. */
  readonly isOwnName: boolean
}

/**
 * Finds out which items of a feed are stories that are known: first by their names under their source, then by their ids,
 * their pages and their texts. Different items of a source are different stories, so each story is found once. All items
 * are tried by one kind of name before the next kind, and an item has one name of each: so it does not matter in which
 * order they stand, nor which of two feeds came first.
 */
export function recognise(
  told: Told,
  stories: ReadonlyMap<string, KnownStory>,
  source: string,
): ReadonlyMap<Arrival, Recognised> {
  const search = new Search(told, stories, source)
  for (const place of [0, 1]) search.byOwn(place)
  for (const kind of ['id', 'page', 'words']) search.byShared(kind)
  return search.found
}

class Search {
  readonly found = new Map<Arrival, Recognised>()
  readonly #taken = new Set<string>()
  readonly #told: Told
  readonly #stories: ReadonlyMap<string, KnownStory>
  readonly #source: string

  constructor(told: Told, stories: ReadonlyMap<string, KnownStory>, source: string) {
    this.#told = told
    this.#stories = stories
    this.#source = source
  }

  /** Looks for items by their best name under their source (0) or the next one (1). */
  byOwn(place: number): void {
    for (const arrival of this.#told.arrivals) {
      const story = this.#free(arrival, arrival.own[place])
      if (story && (place === 0 || !this.#isCalledElse(story, arrival))) this.#bind(arrival, story, true)
    }
  }

  /** Looks for items by their shared name of this kind. */
  byShared(kind: string): void {
    for (const arrival of this.#told.arrivals) {
      const name = arrival.shared.find((one) => kindOf(one) === kind)
      const story = this.#free(arrival, name)
      if (name && story && this.#isShared(name, story, arrival)) this.#bind(arrival, story, false)
    }
  }

  #bind(arrival: Arrival, story: KnownStory, isOwnName: boolean): void {
    this.found.set(arrival, { story, isOwnName })
    this.#taken.add(story.id)
  }

  #free(arrival: Arrival, name: string | undefined): KnownStory | undefined {
    const story = name === undefined || this.found.has(arrival) ? undefined : this.#stories.get(name)
    return story && !this.#taken.has(story.id) ? story : undefined
  }

  /** Whether the source calls a story by another name of the kind that is the item's best one. */
  #isCalledElse(story: KnownStory, { own: [best = ''] }: Arrival): boolean {
    return this.#namesOf(story).some((name) => kindOf(name) === kindOf(best))
  }

  /** Whether an item is a story by a name that it may have from others. What was withdrawn is gone under all its names. */
  #isShared(name: string, story: KnownStory, arrival: Arrival): boolean {
    if (!story.article) return story.withdrawn !== undefined
    return this.#isOpen(name, story, story.article, arrival)
  }

  #isOpen(name: string, story: KnownStory, article: KnownArticle, arrival: Arrival): boolean {
    const { origin } = article
    if (isPrivateId(name) && origin.startsWith('poll:') && origin !== `poll:${this.#source}`) return false
    return this.#namesOf(story).length === 0 || this.#isRenamed(story, article, arrival)
  }

  // A site that is moved gives new guids to all its items. Then the old one is gone from the feed, and page or text,
  // title and time are the same. Nobody would call that two stories.
  #isRenamed(story: KnownStory, { title, published }: KnownArticle, { own, article }: Arrival): boolean {
    const isThere = (name: string) => kindOf(name) === kindOf(own[0] ?? '') && this.#told.names.has(name)
    if (this.#namesOf(story).some(isThere)) return false
    return title === article.title && published.instant === article.published.instant
  }

  /** The names that a story has under the source. */
  #namesOf({ names }: KnownStory): readonly string[] {
    return names.filter((name) => isNameUnder(this.#source, name))
  }
}
