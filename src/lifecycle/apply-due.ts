import { freeUpdates } from '../ingest/settle-updates.ts'
import { holderOf, readDue, removeExpired } from '../storage/commit/expiries.ts'
import { blockRelease, type DueArticle, dueArticles, stageReleases } from '../storage/commit/held-rows.ts'
import { beginRun } from '../storage/commit/staging.ts'
import { takenUpdates } from '../storage/commit/stored-files.ts'
import { commit } from '../storage/commit/transaction.ts'
import { endNotices } from '../storage/commit/withdrawals.ts'
import { type Database, isDatabaseFailure } from '../storage/database.ts'
import { readState } from '../storage/revision.ts'

/** How many articles are released in one write. */
const BATCH = 200

/** How many slugs are tried for an article whose own one is taken. */
const SLUGS = 100

/**
 * Does what is due at `now`, in ms since the epoch: takes out what has expired, lets feeds be silent about what went long
 * ago, and releases held articles. In this order, and in a write for each, so that no release delays an expiry. What
 * another write comes between is done the next time.
 */
export async function applyDue(db: Database, now: number): Promise<void> {
  const { due, until } = await readDue(db)
  if (due > now) return
  if (until !== null && until <= now) await removeExpired(db, now)
  await endNotices(db, now)
  for (let held = await dueArticles(db, now, BATCH); held.length > 0; ) {
    await releaseAll(db, held, now)
    const next = await dueArticles(db, now, BATCH)
    // Another write came between, and will come no more the next time.
    if (next[0]?.id === held[0]?.id && next[0]?.writes === held[0]?.writes) return
    held = next
  }
}

/** Releases held articles in one write; one by one where that throws, so that a bad one keeps no other back. */
async function releaseAll(db: Database, held: readonly DueArticle[], now: number): Promise<void> {
  try {
    await release(db, held, now)
  } catch (error) {
    if (isTransient(error)) throw error
    const [only, ...others] = held
    if (only && others.length === 0) return blockRelease(db, only, String(error))
    for (const one of held) await releaseAll(db, [one], now)
  }
}

// What SQLite refuses is refused the next time too.
function isTransient(error: unknown): boolean {
  return isDatabaseFailure(error) && !/SQLITE_CONSTRAINT|constraint failed/.test(String(error))
}

async function release(db: Database, held: readonly DueArticle[], now: number): Promise<void> {
  const state = await readState(db)
  const ready: DueArticle[] = []
  const slugs = new Set<string>()
  for (const article of held) {
    if (article.killed) {
      await blockRelease(db, article, 'What had its id was withdrawn for good')
      continue
    }
    const holder = await holderOf(db, 'id', article.id)
    if (holder && !givesWay(holder.origin, article.origin)) {
      await blockRelease(db, article, `Another article with its id is public (${holder.origin})`)
      continue
    }
    const slug = await freeSlug(db, article, slugs)
    slugs.add(slug)
    ready.push({ ...article, slug })
  }
  if (ready.length === 0) return
  const run = await beginRun(db, { now, state, isContent: false })
  await stageReleases(db, run, await settled(db, ready))
  await commit(db, { run, now, writes: ready.length })
}

/** Whether a public article makes room for another one: its own, or a polled copy of what was written here. */
function givesWay(holder: string, origin: string): boolean {
  return holder === origin || isPolled(holder)
}

function isPolled(origin: string): boolean {
  return origin.startsWith('poll:')
}

async function freeSlug(db: Database, { id, origin, slug }: DueArticle, used: ReadonlySet<string>) {
  for (let n = 1; n <= SLUGS; n++) {
    const wanted = n === 1 ? slug : `${slug}-${n}`
    if (used.has(wanted)) continue
    const holder = await holderOf(db, 'slug', wanted)
    if (!holder || holder.id === id || (isPolled(holder.origin) && !isPolled(origin))) return wanted
  }
  return `${slug}-${crypto.randomUUID()}`
}

async function settled(db: Database, articles: readonly DueArticle[]): Promise<DueArticle[]> {
  const wishes = articles.map(({ id, updated }) => ({ id, wanted: updated, stored: undefined }))
  const free = await freeUpdates(wishes, (times, span) => takenUpdates(db, times, span))
  return articles.map((article) => ({ ...article, updated: free.get(article.id) ?? article.updated }))
}
