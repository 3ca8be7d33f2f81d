import type { Omission } from '../../model/omission.ts'
import type { Arrival } from './arrival.ts'
import type { PollPlan, Stored } from './plan.ts'

/** What a plan was made of. */
export interface Planned {
  readonly plan: Pick<PollPlan, 'writes'>
  readonly known: ReadonlyMap<string, Stored>
  /** The origin of what this poll stores. */
  readonly origin: string
}

/** The arrivals that become no article because their story is there already: in this feed, or stored from elsewhere. */
export function copiesAmong(arrivals: readonly Arrival[], { plan, known, origin }: Planned): Omission[] {
  const written = new Set(plan.writes.map(({ article }) => article.id))
  const seen = new Map<string, string>()
  const copies: Omission[] = []
  for (const { article, aliases } of ownFirst(arrivals, known)) {
    const stored = aliases.map((name) => known.get(name)).find((one) => one !== undefined)
    const id = stored?.id ?? article.id
    const add = (reason: string) => copies.push({ kind: 'copy', item: article.title, reason })
    const before = seen.get(id)
    if (before !== undefined) add(`It is the same story as "${before}".`)
    else if (stored && stored.origin !== origin && !written.has(id)) add(`${stored.slug} is the same story.`)
    else if (!stored && !written.has(id)) add('It is the same story as another item.')
    if (before === undefined) seen.set(id, article.title)
  }
  return copies
}

// As they are planned: an item that is stored under its own id is no copy of the others.
function ownFirst(arrivals: readonly Arrival[], known: ReadonlyMap<string, Stored>): Arrival[] {
  const isOwn = ({ article: { id } }: Arrival) => known.get(`id:${id}`)?.id === id
  return [...arrivals.filter(isOwn), ...arrivals.filter((one) => !isOwn(one))]
}
