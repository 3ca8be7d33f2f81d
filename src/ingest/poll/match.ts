import type { Omission } from '../../model/omission.ts'
import type { Source } from '../../model/source.ts'
import {
  findKnown,
  findUsed,
  type KnownArticle,
  type KnownNames,
  readBodies,
} from '../../storage/commit/known-articles.ts'
import type { Database } from '../../storage/database.ts'
import type { Arrival } from './arrival.ts'
import { type PlanContext, wantedBy } from './plan.ts'
import { type Recognised, recognise } from './recognise.ts'
import { type Told, tellApart } from './tell-apart.ts'
import { keepWhole } from './whole-bodies.ts'

/** The items of a feed, each with the stored story that it is. */
export interface Matched {
  readonly told: Told
  /** Items that are no known story are not in it. */
  readonly recognised: ReadonlyMap<Arrival, Recognised>
  readonly known: KnownNames
  /** Items of stories that were withdrawn here. They are not among the arrivals, and become nothing. */
  readonly withdrawn: readonly Omission[]
}

/** Finds out which stored stories the items of a source's feed are. */
export async function matchStored(
  db: Database,
  arrivals: readonly Arrival[],
  source: Source,
): Promise<Matched> {
  const names = arrivals.flatMap(({ own, shared }) => [...own, ...shared])
  const known = await findKnown(db, names)
  const told = tellApart(arrivals, (name) => known.void.has(name))
  const recognised = recognise(told, known.stories, source.id)
  const isGone = (arrival: Arrival) => recognised.get(arrival)?.story.withdrawn !== undefined
  const articles = new Map<Arrival, KnownArticle>()
  for (const [arrival, { story }] of recognised) if (story.article) articles.set(arrival, story.article)
  const whole = await keepWhole(articles, `poll:${source.id}`, (ids) => readBodies(db, ids))
  const withBody = (arrival: Arrival) => whole.get(arrival) ?? arrival
  return {
    told: { ...told, arrivals: told.arrivals.filter((one) => !isGone(one)).map(withBody) },
    withdrawn: told.arrivals.filter(isGone).map(({ article: { title } }) => ({
      kind: 'withdrawn' as const,
      item: title,
      reason: 'It was withdrawn here.',
    })),
    recognised: new Map([...recognised].map(([arrival, story]) => [withBody(arrival), story])),
    known,
  }
}

/** Reads what else is stored that a plan for these items rests on. `sources` is the whole registry. */
export async function planContext(
  db: Database,
  { told, recognised, known }: Matched,
  { sources, ...given }: { sources: readonly Source[] } & Pick<PlanContext, 'source' | 'now' | 'authority'>,
): Promise<PlanContext> {
  const fresh = told.arrivals.filter((arrival) => !recognised.get(arrival)?.story.article)
  const wanted = fresh.map((arrival) => wantedBy(arrival, given))
  return {
    ...given,
    registry: new Map(sources.map((one) => [one.id, one])),
    known,
    used: await findUsed(db, wanted),
  }
}
