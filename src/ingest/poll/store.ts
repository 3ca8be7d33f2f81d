import { failed, type Result, success } from '../../model/result.ts'
import type { Source } from '../../model/source.ts'
import { findKnown, findUsed } from '../../storage/commit/known-articles.ts'
import type { Database } from '../../storage/database.ts'
import { readSources } from '../../storage/registry.ts'
import type { Imported, Refusal } from '../import/common/importer.ts'
import { Mentions } from '../import/common/mentions.ts'
import { type Busy, type StorePlan, storeArticles } from '../store-articles.ts'
import { type Arrival, toArrival } from './arrival.ts'
import { planPoll, wantedBy } from './plan.ts'
import { recognise } from './recognise.ts'
import { tellApart } from './tell-apart.ts'

/** What a polled feed had. */
export interface Incoming {
  readonly imported: Imported
  /** The id of the source. */
  readonly source: string
  /** Where the document came from. */
  readonly url: string
  /** The name under which the feed publishes; empty where it has none. */
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
  const { arrivals, refused } = await arrivalsOf(incoming, source, sources)
  const known = await findKnown(
    db,
    arrivals.flatMap(({ own, shared }) => [...own, ...shared]),
  )
  const told = tellApart(arrivals, (name) => known.void.has(name))
  const recognised = recognise(told, known.stories, source.id)
  const fresh = told.arrivals.filter((arrival) => !recognised.get(arrival)?.story.article)
  const { authority } = options
  const plan = planPoll(told, recognised, {
    source,
    registry: new Map(sources.map((one) => [one.id, one])),
    known,
    now: options.now(),
    authority,
    used: await findUsed(
      db,
      fresh.map((arrival) => wantedBy(arrival, { source, authority })),
    ),
  })
  const origin = `poll:${source.id}`
  const writes = plan.writes.map((write) => ({ ...write, origin, path: incoming.url }))
  return success({ writes, names: plan.names, refused })
}

async function arrivalsOf(
  { imported, url, title }: Incoming,
  source: Source,
  sources: readonly Source[],
): Promise<{ arrivals: Arrival[]; refused: Refusal[] }> {
  const arrivals: Arrival[] = []
  const refused = [...imported.refused]
  const feed = { source, url, title, mentions: new Mentions(sources) }
  for (const item of imported.articles) {
    const arrival = await toArrival(item, feed)
    if (arrival.ok) arrivals.push(arrival.value)
    else refused.push(arrival.failure)
  }
  return { arrivals, refused }
}
