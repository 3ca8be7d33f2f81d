import type { Article } from '../../model/article.ts'
import type { Moment } from '../../model/moment.ts'
import type { Arrival } from './arrival.ts'

/** A stored article, as far as it matters whether something that arrives is the same story. */
export interface Stored {
  readonly id: string
  readonly slug: string
  readonly origin: string
  readonly digest: string
  readonly published: Moment
  readonly updated: Moment
}

/** What is stored already, and the poll that articles arrive with. */
export interface PlanContext {
  /** The origin of what this poll stores. Articles of another origin are not touched. */
  readonly origin: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Stored articles by the names by which they are recognised. */
  readonly known: ReadonlyMap<string, Stored>
  readonly takenSlugs: ReadonlySet<string>
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
  /** Further names of articles that are stored already, or written now. */
  readonly aliases: readonly { readonly name: string; readonly id: string }[]
}

/** Decides what becomes of the articles of a feed. Each story is stored once, by whoever brought it first. */
export function planPoll(arrivals: readonly Arrival[], context: PlanContext): PollPlan {
  const plan = new Planner(context)
  // An item that is stored under its own id comes first: the others may be copies of it.
  const isOwn = ({ article: { id } }: Arrival) => context.known.get(`id:${id}`)?.id === id
  for (const arrival of arrivals.filter(isOwn)) plan.add(arrival)
  for (const arrival of arrivals.filter((one) => !isOwn(one))) plan.add(arrival)
  return plan
}

class Planner implements PollPlan {
  readonly writes: PlannedWrite[] = []
  readonly aliases: { name: string; id: string }[] = []
  readonly #context: PlanContext
  /** The ids of the articles of this feed so far, by all their names. */
  readonly #seen = new Map<string, string>()
  readonly #slugs: Set<string>

  constructor(context: PlanContext) {
    this.#context = context
    this.#slugs = new Set(context.takenSlugs)
  }

  add(arrival: Arrival): void {
    const { known, origin } = this.#context
    const names = arrival.aliases
    const seen = names.map((name) => this.#seen.get(name)).find((id) => id !== undefined)
    const stored = names.map((name) => known.get(name)).find((one) => one !== undefined)
    const id = seen ?? stored?.id ?? arrival.article.id
    const isCopy = seen !== undefined || [...this.#seen.values()].includes(id)
    const isWritten = !isCopy && (!stored || (stored.origin === origin && stored.digest !== arrival.digest))
    if (isWritten) this.#write(arrival, stored)
    else this.#remember(names, id)
    for (const name of names) if (!this.#seen.has(name)) this.#seen.set(name, id)
  }

  #write({ article, otherSlug, aliases, digest }: Arrival, stored: Stored | undefined): void {
    const planned = stored ? this.#changed(article, digest, stored) : this.#added(article, otherSlug)
    this.writes.push({ article: planned, aliases, digest, stored: stored?.updated.instant })
  }

  #added(article: Article, otherSlug: string): Article {
    const slug = this.#slugs.has(article.slug) ? otherSlug : article.slug
    this.#slugs.add(slug)
    const { published, updated } = article
    return { ...article, slug, published: this.#past(published), updated: this.#past(updated) }
  }

  /** Keeps the time of publication. Where the text is new and the update time is not, that becomes the time of this poll. */
  #changed(
    article: Article,
    digest: string,
    { id, slug, published, updated, digest: before }: Stored,
  ): Article {
    const said = this.#past(article.updated)
    const isRewritten = digest.split('.')[0] !== before.split('.')[0]
    const silent = isRewritten ? { ...updated, instant: this.#context.now } : updated
    return { ...article, id, slug, published, updated: said.instant > updated.instant ? said : silent }
  }

  #past(time: Moment): Moment {
    return { ...time, instant: Math.min(time.instant, this.#context.now) }
  }

  #remember(names: readonly string[], id: string): void {
    const fresh = names.filter((name) => !this.#context.known.has(name) && !this.#seen.has(name))
    this.aliases.push(...fresh.map((name) => ({ name, id })))
  }
}
