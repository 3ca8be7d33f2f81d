import type { Article } from '../../model/article.ts'
import { type ChannelKey, channelPath, channelsOf } from '../../model/channel.ts'
import type { Omission } from '../../model/omission.ts'
import type { Source } from '../../model/source.ts'
import type { PlannedWrite } from './plan.ts'

/** How much a feed may bring. */
export interface Caps {
  /** New or changed items a poll. */
  readonly items: number
  /** Tags an item. */
  readonly tags: number
  /** Channels that are not there yet, a poll. */
  readonly channels: number
  /** New articles a day, by UTC. */
  readonly articles: number
}

const USUAL: Caps = { items: 200, tags: 10, channels: 200, articles: 2000 }

/** The caps of a source: those that the registry gives, else the usual ones. */
export function capsOf({ caps }: Pick<Source, 'caps'>): Caps {
  return { ...USUAL, ...caps }
}

/** How much room a poll has. */
export interface Room {
  readonly caps: Caps
  /** How many new articles the feed has brought today. */
  readonly addedToday: number
}

/** Which of these channels are stored, by their paths. */
export type FindChannels = (keys: readonly ChannelKey[]) => Promise<ReadonlySet<string>>

/** What is written now, and what waits for the next poll. */
export interface Capped {
  readonly writes: readonly PlannedWrite[]
  readonly waiting: readonly Omission[]
}

/**
 * Takes the newest of the planned articles for which the caps have room. The newest one is taken whatever channels it
 * needs: otherwise it would stand in the way for ever.
 */
export async function withinCaps(
  planned: readonly PlannedWrite[],
  { caps, addedToday }: Room,
  findChannels: FindChannels,
): Promise<Capped> {
  const newest = planned.toSorted((a, b) => b.article.published.instant - a.article.published.instant)
  const waiting: Omission[] = []
  const isRoom = (write: PlannedWrite, reason: string | undefined) => {
    if (reason !== undefined) waiting.push({ kind: 'waiting', item: write.article.title, reason })
    return reason === undefined
  }
  const counts = { items: 0, articles: addedToday }
  const counted = newest.filter((write) => isRoom(write, countIn(write, counts, caps)))
  const channels = new ChannelCount(caps.channels, await newChannels(counted, caps.channels, findChannels))
  const taken = new Set(counted.filter((write) => isRoom(write, channels.countIn(write.article))))
  return { writes: planned.filter((write) => taken.has(write)), waiting }
}

function countIn(
  { stored }: PlannedWrite,
  counts: { items: number; articles: number },
  { items, articles }: Caps,
): string | undefined {
  const isNew = stored === undefined
  if (counts.items >= items) return `The feed has more than ${items} new or changed items.`
  if (isNew && counts.articles >= articles) return `The feed has brought ${articles} new articles today.`
  counts.items++
  if (isNew) counts.articles++
  return undefined
}

/** The channels of these articles that are not stored. Where there can't be too many, storage is not asked. */
async function newChannels(
  writes: readonly PlannedWrite[],
  limit: number,
  findChannels: FindChannels,
): Promise<ReadonlySet<string>> {
  const named = new Map<string, ChannelKey>()
  for (const { article } of writes) for (const key of channelsOf(article)) named.set(channelPath(key), key)
  if (named.size <= limit) return new Set()
  const stored = await findChannels([...named.values()])
  return new Set([...named.keys()].filter((path) => !stored.has(path)))
}

class ChannelCount {
  readonly #limit: number
  readonly #new: ReadonlySet<string>
  readonly #made = new Set<string>()
  #isFirst = true

  constructor(limit: number, fresh: ReadonlySet<string>) {
    this.#limit = limit
    this.#new = fresh
  }

  /** Counts the new channels of an article in, or says why there is no room for them. */
  countIn(article: Article): string | undefined {
    const paths = channelsOf(article).map(channelPath)
    const fresh = paths.filter((path) => this.#new.has(path) && !this.#made.has(path))
    if (!this.#isFirst && fresh.length > 0 && this.#made.size + fresh.length > this.#limit) {
      return `The feed needs more than ${this.#limit} new channels (tags, authors, sources).`
    }
    this.#isFirst = false
    for (const path of fresh) this.#made.add(path)
    return undefined
  }
}
