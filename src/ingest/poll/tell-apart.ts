import type { Arrival } from './arrival.ts'
import { isFuller } from './rightful.ts'

/** The items of a feed, each with the names that identify it. */
export interface Told {
  readonly arrivals: readonly Arrival[]
  /** All names that stand in the feed. */
  readonly names: ReadonlySet<string>
  /** Those that stand on several items, and so identify none of them. */
  readonly ambiguous: readonly string[]
}

/** An item is found by its two best names. The others are for where one of these turns out to identify nothing. */
const MOST_NAMES = 2

/**
 * Tells the items of a feed apart. Different items may have the same guid, the same link or the same text: that name then
 * identifies none of them, as one that `isVoid` says has been on several items before. An item that is there twice under
 * all its names is one item, in the copy with the fuller byline.
 */
export function tellApart(arrivals: readonly Arrival[], isVoid: (name: string) => boolean): Told {
  const items = distinct(arrivals)
  const counts = new Map<string, number>()
  for (const { own, shared } of items) {
    for (const name of [...own, ...shared]) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const isClear = (name: string) => counts.get(name) === 1 && !isVoid(name)
  return {
    arrivals: items.map((item) => ({
      ...item,
      own: item.own.filter(isClear).slice(0, MOST_NAMES),
      shared: item.shared.filter(isClear),
    })),
    names: new Set(counts.keys()),
    ambiguous: [...counts].filter(([, count]) => count > 1).map(([name]) => name),
  }
}

/** All names of an item under its source. Two items that have the same are one that stands there twice. */
export function itemKey({ own }: Arrival): string {
  return own.join('\n')
}

function distinct(arrivals: readonly Arrival[]): Arrival[] {
  const items = new Map<string, Arrival>()
  for (const arrival of arrivals) {
    const key = itemKey(arrival)
    const before = items.get(key)
    if (!before || isFuller(arrival.article.authors, before.article.authors)) items.set(key, arrival)
  }
  return [...items.values()]
}
