import type { Source } from '../../model/source.ts'
import { addAliases, findKnown, takenSlugs } from '../../storage/commit/known-articles.ts'
import { beginRun, dropRun, stageArticles } from '../../storage/commit/staging.ts'
import { takenUpdates } from '../../storage/commit/stored-files.ts'
import { switchOver } from '../../storage/commit/transaction.ts'
import type { Database } from '../../storage/database.ts'
import { readSources } from '../../storage/registry.ts'
import { readState } from '../../storage/revision.ts'
import type { Imported, Refusal } from '../import/common/importer.ts'
import { Mentions } from '../import/common/mentions.ts'
import { freeUpdates } from '../settle-updates.ts'
import { type Arrival, toArrival } from './arrival.ts'
import { type PlannedWrite, planPoll } from './plan.ts'

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

/** How often to plan again when another write comes between. */
const ATTEMPTS = 5

/** Stores what is new or changed in a feed: all of it, in one write. Items that can't be taken are told. */
export async function storePolled(db: Database, incoming: Incoming, options: StoreOptions) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const state = await readState(db)
    const sources = await readSources(db)
    const { arrivals, refused } = await arrivalsOf(incoming, sources, options)
    const origin = `poll:${incoming.source}`
    const plan = planPoll(arrivals, {
      origin,
      now: options.now(),
      known: await findKnown(
        db,
        arrivals.flatMap(({ aliases }) => aliases),
      ),
      takenSlugs: await takenSlugs(
        db,
        arrivals.flatMap(({ article, otherSlug }) => [article.slug, otherSlug]),
      ),
    })
    const written = await write(db, plan.writes, { ...state, sources, origin, path: incoming.url }, options)
    if (!written) continue
    await addAliases(db, plan.aliases)
    return { ...written, refused }
  }
  throw new Error(`Other writes came between ${ATTEMPTS} times`)
}

async function arrivalsOf(
  { imported, source: id, url, title }: Incoming,
  sources: readonly Source[],
  { authority }: StoreOptions,
): Promise<{ arrivals: Arrival[]; refused: Refusal[] }> {
  const source = sources.find((one) => one.id === id)
  if (!source) throw new Error('Its source is no longer in the registry')
  const arrivals: Arrival[] = []
  const refused = [...imported.refused]
  const feed = { source, url, title, mentions: new Mentions(sources), authority }
  for (const item of imported.articles) {
    const arrival = await toArrival(item, feed)
    if ('reason' in arrival) refused.push(arrival)
    else arrivals.push(arrival)
  }
  return { arrivals, refused }
}

interface Ground {
  readonly revision: number
  readonly registry: string
  readonly sources: readonly Source[]
  readonly origin: string
  readonly path: string
}

/** Writes all of it or, where another write came between, nothing: then `undefined`. */
async function write(
  db: Database,
  writes: readonly PlannedWrite[],
  { revision: expected, registry, sources, origin, path }: Ground,
  { now }: StoreOptions,
): Promise<{ added: number; changed: number } | undefined> {
  if (writes.length === 0) return { added: 0, changed: 0 }
  const wishes = writes.map(({ article, stored }) => ({
    id: article.id,
    wanted: article.updated.instant,
    stored,
  }))
  const settled = await freeUpdates(wishes, (times, span) => takenUpdates(db, times, span))
  const run = await beginRun(db, now())
  const staged = writes.map(({ article, aliases, digest }) => {
    const updated = { ...article.updated, instant: settled.get(article.id) ?? article.updated.instant }
    return { article: { ...article, updated }, origin, path, aliases, digest }
  })
  await stageArticles(db, run, staged, () => {})
  const result = await switchOver(db, { run, expected, now: now(), registry, sources })
  if (result.done) return { added: result.added, changed: result.changed }
  await dropRun(db, run)
  return undefined
}
