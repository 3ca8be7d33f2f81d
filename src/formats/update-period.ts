import { EMPTY, join, leaf, type Xml } from '../xml/write.ts'
import type { FeedDocument } from './document.ts'

// The periods of the syndication module of RSS 1.0 that are a fixed number of minutes, and that number.
const PERIODS = [
  ['hourly', 60],
  ['daily', 1440],
  ['weekly', 10_080],
] as const

/** How often a feed is worth a look: so many times in a period. */
interface UpdatePeriod {
  readonly period: (typeof PERIODS)[number][0]
  readonly frequency: number
}

/**
 * What `ttl` says, in minutes, in the words of the syndication module, which Atom readers know too. `undefined` where no
 * whole number of times says the same, or where an extension of the feed says it.
 * @internal
 */
export function updatePeriodOf({ options: { ttl }, extensions }: FeedDocument): UpdatePeriod | undefined {
  if (ttl === undefined || extensions.some(({ name }) => name.startsWith('sy:'))) return undefined
  const [period, minutes] = PERIODS.find(([, length]) => length % ttl === 0) ?? []
  return period && { period, frequency: minutes / ttl }
}

/** @internal */
export const PERIOD_NAMESPACE = { 'xmlns:sy': 'http://purl.org/rss/1.0/modules/syndication/' } as const

/**
 * The elements of an update period, for the head of an RSS or Atom document.
 * @internal
 */
export function periodElements(updates: UpdatePeriod | undefined): Xml {
  if (!updates) return EMPTY
  return join([
    leaf('sy:updatePeriod', updates.period),
    leaf('sy:updateFrequency', String(updates.frequency)),
  ])
}
