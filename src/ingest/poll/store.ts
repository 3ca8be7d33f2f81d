import { failed, type Result, success } from '../../model/result.ts'
import type { Source } from '../../model/source.ts'
import { findKnown, takenSlugs } from '../../storage/commit/known-articles.ts'
import type { Database } from '../../storage/database.ts'
import { readSources } from '../../storage/registry.ts'
import type { Imported, Refusal } from '../import/common/importer.ts'
import { Mentions } from '../import/common/mentions.ts'
import { type Busy, type StorePlan, storeArticles } from '../store-articles.ts'
import { type Arrival, toArrival } from './arrival.ts'
import { planPoll } from './plan.ts'

/** What a polled feed had. */
export interface Incoming {
  readonly imported: Imported
  /** The id of the source. */
  readonly source: string
  /** Where the document came from. */
  readonly url: string
  /** The feed's own title; empty where it has none. */
  readonly title: string
}

export interface StoreOptions {
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
}

/** How many articles a poll has added and changed, and the items that it could not take. */
export interface StoredPoll {
  readonly added: number
  readonly changed: number
  readonly refused: readonly Refusal[]
}

/** The source has left the registry, and the feed is not polled any more. */
export interface Unregistered {
  readonly kind: 'unregistered'
}

/** Stores what is new or changed in a feed: all of it, in one write. */
export async function storePolled(
  db: Database,
  incoming: Incoming,
  options: StoreOptions,
): Promise<Result<StoredPoll, Unregistered | Busy>> {
  const stored = await storeArticles(db, () => planFeed(db, incoming, options), { now: options.now })
  if (!stored.ok) return stored
  const { added, changed, plan } = stored.value
  return success({ added, changed, refused: plan.refused })
}

async function planFeed(
  db: Database,
  incoming: Incoming,
  options: StoreOptions,
): Promise<Result<StorePlan & Pick<StoredPoll, 'refused'>, Unregistered>> {
  const sources = await readSources(db)
  const source = sources.find(({ id }) => id === incoming.source)
  if (!source) return failed({ kind: 'unregistered' })
  const { arrivals, refused } = await arrivalsOf(incoming, source, sources, options)
  const names = arrivals.flatMap(({ aliases }) => aliases)
  const slugs = arrivals.flatMap(({ article, otherSlug }) => [article.slug, otherSlug])
  const origin = `poll:${source.id}`
  const plan = planPoll(arrivals, {
    origin,
    now: options.now(),
    known: await findKnown(db, names),
    takenSlugs: await takenSlugs(db, slugs),
  })
  const writes = plan.writes.map((write) => ({ ...write, origin, path: incoming.url }))
  return success({ writes, names: plan.aliases, refused })
}

async function arrivalsOf(
  { imported, url, title }: Incoming,
  source: Source,
  sources: readonly Source[],
  { authority }: StoreOptions,
): Promise<{ arrivals: Arrival[]; refused: Refusal[] }> {
  const arrivals: Arrival[] = []
  const refused = [...imported.refused]
  const feed = { source, url, title, mentions: new Mentions(sources), authority }
  for (const item of imported.articles) {
    const arrival = await toArrival(item, feed)
    if (arrival.ok) arrivals.push(arrival.value)
    else refused.push(arrival.failure)
  }
  return { arrivals, refused }
}
