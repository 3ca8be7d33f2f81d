import type { Article } from '../../model/article.ts'
import type { Moment } from '../../model/moment.ts'
import type { Source } from '../../model/source.ts'
import type { KnownArticle, NameChange, UsedNames, Wanted } from '../../storage/commit/known-articles.ts'
import { type Mintable, mintId, tagUri } from '../mint.ts'
import type { Arrival } from './arrival.ts'
import { isEdited, isUnchanged, readFingerprint, writeFingerprint } from './fingerprint.ts'
import { isPrivateId, kindOf, owns } from './item-names.ts'
import { formerGuids, keptNames, type NameContext, namesLeft, namesTo, voidNames } from './name-changes.ts'
import type { Recognised } from './recognise.ts'
import { replaces, type Version } from './rightful.ts'
import type { Told } from './tell-apart.ts'

/** What is stored already, and the poll that articles arrive with. */
export interface PlanContext extends NameContext {
  /** The clock, in milliseconds since the epoch. */
  readonly now: number
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** Names that new articles can't have. */
  readonly used: UsedNames
}

/** An article to be written. */
export interface PlannedWrite {
  readonly article: Article
  readonly aliases: readonly string[]
  readonly digest: string
  /** The update time in storage, in ms since the epoch, where the article is stored already. */
  readonly stored: number | undefined
}

export interface PollPlan {
  readonly writes: readonly PlannedWrite[]
  readonly names: readonly NameChange[]
}

/**
 * Decides what becomes of the items of a feed. Each story is stored once, by whoever brought it first, until somebody
 * brings it whose version takes its place (see rightful.ts). The article keeps its id, its slug and its time of
 * publication. Articles that did not come from a feed stay as they are.
 */
export function planPoll(
  told: Told,
  recognised: ReadonlyMap<Arrival, Recognised>,
  context: PlanContext,
): PollPlan {
  const planner = new Planner(context)
  for (const arrival of told.arrivals) planner.add(arrival, recognised.get(arrival))
  return { writes: planner.writes, names: [...planner.names, ...voidNames(told.ambiguous, context)] }
}

/** What an item would be called if it became a new article. */
export function wantedBy(
  arrival: Arrival,
  { source, authority }: Pick<PlanContext, 'source' | 'authority'>,
): Wanted {
  const { article, otherSlug, shared } = arrival
  const name = shared.find((one) => kindOf(one) === 'id')
  // An id is given by whoever owns its host, or by anybody where it has none.
  const given = name && (isPrivateId(name) || owns(source, name)) ? name.slice('id:'.length) : undefined
  return { slugs: [article.slug, otherSlug], given, minted: tagUri(mintable(arrival, source), authority) }
}

function mintable({ article: { published, slug } }: Arrival, { id }: Source): Mintable {
  return { published, slug: `${id}-${slug}` }
}

class Planner {
  readonly writes: PlannedWrite[] = []
  readonly names: NameChange[] = []
  readonly #context: PlanContext
  readonly #usedIds = new Set<string>()
  readonly #usedSlugs = new Set<string>()

  constructor(context: PlanContext) {
    this.#context = context
  }

  add(arrival: Arrival, recognised: Recognised | undefined): void {
    const stored = recognised?.story.article
    if (!recognised || !stored) {
      this.#write(arrival, this.#added(arrival, recognised?.story.id), undefined)
      return
    }
    this.names.push(...formerGuids(arrival, recognised, this.#context))
    if (!this.#isOurs(arrival, recognised, stored)) {
      this.#name(stored.id, arrival.own)
      return
    }
    this.names.push(...namesLeft(arrival, recognised, this.#context))
    if (stored.origin === this.#origin && isUnchanged(arrival.fingerprint, readFingerprint(stored.digest))) {
      this.#name(stored.id, keptNames(arrival))
    } else this.#write(arrival, this.#changed(arrival, stored), stored.updated.instant)
  }

  get #origin(): string {
    return `poll:${this.#context.source.id}`
  }

  #isOurs(arrival: Arrival, { story }: Recognised, stored: KnownArticle): boolean {
    if (stored.origin === this.#origin) return true
    if (!stored.origin.startsWith('poll:')) return false
    const { source, registry } = this.#context
    const { publisher, sources, authors } = arrival.article
    const version: Version = {
      source,
      names: arrival.shared,
      publisher: publisher.id,
      sources: sources.map(({ id }) => id),
      authors,
    }
    const holder = registry.get(stored.origin.slice('poll:'.length))
    return replaces(version, { ...stored, source: holder, names: story.names })
  }

  #name(id: string, names: readonly string[]): void {
    this.names.push(...namesTo(id, names, this.#context))
  }

  #write(arrival: Arrival, article: Article, stored: number | undefined): void {
    const aliases = keptNames(arrival)
    // Those that are free come with the article.
    const moved = namesTo(article.id, aliases, this.#context).filter(({ from }) => from !== undefined)
    this.names.push(...moved)
    this.writes.push({ article, aliases, digest: writeFingerprint(arrival.fingerprint), stored })
  }

  /** `before` is the id that it had until it was withdrawn. */
  #added(arrival: Arrival, before: string | undefined): Article {
    const { article, otherSlug } = arrival
    const id = before ?? this.#newId(arrival)
    const holder = this.#context.used.slugs.get(article.slug)
    const isFree = !this.#usedSlugs.has(article.slug) && (holder === undefined || holder === id)
    const slug = isFree ? article.slug : otherSlug
    this.#usedIds.add(id)
    this.#usedSlugs.add(slug)
    const { published, updated } = article
    return { id, ...article, slug, published: this.#past(published), updated: this.#past(updated) }
  }

  #newId(arrival: Arrival): string {
    const { used, authority, source } = this.#context
    const { given } = wantedBy(arrival, this.#context)
    if (given !== undefined && !used.given.has(given) && !this.#usedIds.has(given)) return given
    const has = (id: string) => used.minted.has(id) || this.#usedIds.has(id)
    return mintId(mintable(arrival, source), { has }, authority)
  }

  /** Where the source has edited it and the update time is not new, that becomes the time of this poll. */
  #changed({ article, fingerprint }: Arrival, stored: KnownArticle): Article {
    const { id, slug, updated } = stored
    const said = this.#past(article.updated)
    const silent = isEdited(fingerprint, readFingerprint(stored.digest))
      ? { ...updated, instant: this.#context.now }
      : updated
    const published = this.#published(article, stored)
    const changed = said.instant > updated.instant ? said : silent
    return {
      id,
      ...article,
      slug,
      published,
      updated: changed.instant < published.instant ? published : changed,
    }
  }

  /** An article keeps its time of publication, unless it is a copy that says to be older than the original. */
  #published({ published }: Arrival['article'], stored: KnownArticle): Moment {
    const original = this.#past(published)
    const isOlder = stored.origin !== this.#origin && stored.published.instant < original.instant
    return isOlder ? original : stored.published
  }

  #past(time: Moment): Moment {
    return { ...time, instant: Math.min(time.instant, this.#context.now) }
  }
}
