import type { Omission } from '../../model/omission.ts'
import type { Arrival } from './arrival.ts'
import type { Matched } from './match.ts'
import { itemKey } from './tell-apart.ts'

/** What became of the items. */
export interface Outcome {
  /** The origin of what this poll stores. */
  readonly origin: string
  /** The ids of the articles that the poll writes. */
  readonly written: ReadonlySet<string>
}

/** The items that become no article because their story is there already: in this feed, or stored from elsewhere. */
export function copiesAmong(
  arrivals: readonly Arrival[],
  { told, recognised }: Matched,
  { origin, written }: Outcome,
): Omission[] {
  const elsewhere = told.arrivals.flatMap((arrival) => {
    const stored = recognised.get(arrival)?.story.article
    const isCopy = stored && stored.origin !== origin && !written.has(stored.id)
    return isCopy ? copy(arrival, `${stored.slug} is the same story.`) : []
  })
  return [...elsewhere, ...twice(arrivals)]
}

function twice(arrivals: readonly Arrival[]): Omission[] {
  const titles = new Map<string, string>()
  return arrivals.flatMap((arrival) => {
    const key = itemKey(arrival)
    const before = titles.get(key)
    if (before === undefined) titles.set(key, arrival.article.title)
    return before === undefined ? [] : copy(arrival, `It is the same story as "${before}".`)
  })
}

function copy({ article }: Arrival, reason: string): Omission[] {
  return [{ kind: 'copy', item: article.title, reason }]
}
