/** The update time that an article should have. Times are in milliseconds since the epoch. */
export interface Wish {
  readonly id: string
  /** The time that is written in the article. */
  readonly wanted: number
  /** The one that it has in storage, if it is there. */
  readonly stored: number | undefined
}

/**
 * Gives every article an update time that no other has: the written one, or the next free millisecond. A
 * time that storage holds already for the same written second stays. Returns the times by id.
 */
export function settleUpdates(wishes: readonly Wish[], taken: ReadonlySet<number>): Map<string, number> {
  const used = new Set(taken)
  const settled = new Map<string, number>()
  for (const { id, wanted, stored } of wishes) {
    if (stored !== undefined && stored >= wanted && stored - wanted < 1000) settled.set(id, stored)
  }
  for (const time of settled.values()) used.add(time)
  const nextFree = new Map<number, number>()
  for (const { id, wanted } of wishes) {
    if (settled.has(id)) continue
    let time = nextFree.get(wanted) ?? wanted
    while (used.has(time)) time++
    used.add(time)
    nextFree.set(wanted, time + 1)
    settled.set(id, time)
  }
  return settled
}

/**
 * Gives every article an update time that is free in storage too. `taken` reads the times that storage has within
 * `span` ms after each of these. How far behind a wish the next free time lies is not known before, so the span grows
 * until every article has one within it.
 */
export async function freeUpdates(
  wishes: readonly Wish[],
  taken: (times: readonly number[], span: number) => Promise<ReadonlySet<number>>,
): Promise<Map<string, number>> {
  const times = [...new Set(wishes.map(({ wanted }) => wanted))]
  for (let span = wishes.length; ; span *= 4) {
    const settled = settleUpdates(wishes, await taken(times, span))
    if (wishes.every(({ id, wanted }) => (settled.get(id) ?? wanted) - wanted <= span)) return settled
  }
}
