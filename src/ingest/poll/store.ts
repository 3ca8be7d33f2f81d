import type { Omission } from '../../model/omission.ts'
import { failed, type Result, success } from '../../model/result.ts'
import type { Source } from '../../model/source.ts'
import { storedChannels } from '../../storage/commit/known-articles.ts'
import type { Database } from '../../storage/database.ts'
import { readSources } from '../../storage/registry.ts'
import type { Imported, Refusal } from '../import/common/importer.ts'
import { Mentions } from '../import/common/mentions.ts'
import { type Busy, type StorePlan, storeArticles } from '../store-articles.ts'
import { type Arrival, toArrival } from './arrival.ts'
import { capsOf, withinCaps } from './caps.ts'
import { copiesAmong } from './duplicates.ts'
import { matchStored, planContext } from './match.ts'
import { planPoll } from './plan.ts'
import { prepareItem } from './prepare.ts'

/** What a polled feed had. */
export interface Incoming {
  readonly imported: Imported
  /** The id of the source. */
  readonly source: string
  /** Where the document came from. */
  readonly url: string
  /** The name under which the feed publishes; empty where it has none. */
  readonly title: string
  /** How many new articles the feed has brought today. */
  readonly addedToday: number
}

export interface StoreOptions {
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
}

/** How many articles a poll has added and changed, the items that it could not take, and all that it left out. */
export interface StoredPoll {
  readonly added: number
  readonly changed: number
  readonly refused: readonly Refusal[]
  /** The refused items are among them. */
  readonly omitted: readonly Omission[]
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
  const refused = plan.refused.map((one): Omission => ({ kind: 'refused', ...one }))
  return success({ added, changed, refused: plan.refused, omitted: [...refused, ...plan.omitted] })
}

async function planFeed(
  db: Database,
  incoming: Incoming,
  options: StoreOptions,
): Promise<Result<StorePlan & Pick<StoredPoll, 'refused' | 'omitted'>, Unregistered>> {
  const sources = await readSources(db)
  const source = sources.find(({ id }) => id === incoming.source)
  if (!source) return failed({ kind: 'unregistered' })
  const { arrivals, refused, omitted } = await arrivalsOf(incoming, source, sources)
  const matched = await matchStored(db, arrivals, source)
  const { authority, now } = options
  const context = await planContext(db, matched, { source, sources, authority, now: now() })
  const plan = planPoll(matched.told, matched.recognised, context)
  const room = { caps: capsOf(source), addedToday: incoming.addedToday }
  const { writes, waiting } = await withinCaps(plan.writes, room, (keys) => storedChannels(db, keys))
  const origin = `poll:${source.id}`
  const written = new Set(writes.map(({ article }) => article.id))
  const waits = new Set(plan.writes.map(({ article }) => article.id).filter((id) => !written.has(id)))
  const copies = copiesAmong(arrivals, matched, { origin, written })
  return success({
    writes: writes.map((write) => ({ ...write, origin, path: incoming.url })),
    // What waits takes no names from others before it is written.
    names: plan.names.filter(({ id, from }) => !waits.has(id || (from ?? ''))),
    refused,
    omitted: [...omitted, ...copies, ...waiting, ...matched.withdrawn],
  })
}

async function arrivalsOf(
  { imported, url, title }: Incoming,
  source: Source,
  sources: readonly Source[],
): Promise<{ arrivals: Arrival[]; refused: Refusal[]; omitted: Omission[] }> {
  const arrivals: Arrival[] = []
  const refused = [...imported.refused]
  const omitted = (imported.omitted ?? []).map((one): Omission => ({ kind: 'cut', ...one }))
  const { tags } = capsOf(source)
  const feed = { source, url, title, mentions: new Mentions(sources) }
  for (const item of imported.articles) {
    const prepared = prepareItem(feed, item, tags)
    const arrival = await toArrival(prepared.item, feed, prepared.resolveUrl)
    if (arrival.ok) arrivals.push(arrival.value)
    else refused.push(arrival.failure)
    omitted.push(...prepared.omitted)
  }
  return { arrivals, refused, omitted }
}
