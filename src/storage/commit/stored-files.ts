import type { Database } from '../database.ts'
import { readState } from '../revision.ts'

/** What is known of a stored article that came from a file. */
export interface LedgerRow {
  readonly path: string
  readonly id: string
  readonly slug: string
  readonly digest: string
  /** Milliseconds since the epoch. */
  readonly updated: number
}

/** The state that a sync starts from. */
export interface Ledger {
  readonly revision: number
  readonly registry: string
  readonly byPath: ReadonlyMap<string, LedgerRow>
}

const PAGE = 5000

/** Reads what D1 holds of content/. */
export async function readLedger(db: Database): Promise<Ledger> {
  const state = await readState(db)
  const byPath = new Map<string, LedgerRow>()
  for (let after = ''; ; ) {
    const rows = await readPage(db, after)
    for (const row of rows) byPath.set(row.path, row)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    after = last.path
  }
  return { ...state, byPath }
}

async function readPage(db: Database, after: string): Promise<LedgerRow[]> {
  const page = await db
    .prepare(
      `SELECT path, id, slug, digest, updated FROM articles
       WHERE origin = 'content' AND path > ?1 ORDER BY path LIMIT ?2`,
    )
    .bind(after, PAGE)
    .all<LedgerRow>()
  return page.results
}

const FOREIGN = `
  SELECT a.id, a.slug FROM json_each(?1) n JOIN articles a
    ON a.id = n.value ->> 'id' OR a.slug = n.value ->> 'slug'
  WHERE a.origin <> 'content' AND a.origin NOT LIKE 'poll:%'`

/**
 * Which of these ids and slugs belong to articles that came neither from content/ nor from a polled feed,
 * whose articles give way.
 */
export async function foreignNames(
  db: Database,
  names: readonly { id: string; slug: string }[],
): Promise<{ ids: Set<string>; slugs: Set<string> }> {
  const found = { ids: new Set<string>(), slugs: new Set<string>() }
  for (const page of pages(names)) {
    const rows = await db.prepare(FOREIGN).bind(JSON.stringify(page)).all<{ id: string; slug: string }>()
    for (const { id, slug } of rows.results) {
      found.ids.add(id)
      found.slugs.add(slug)
    }
  }
  return found
}

// CROSS JOIN keeps the order of the two: the other way round every article meets every time.
const TAKEN = `
  SELECT DISTINCT a.updated FROM json_each(?1) t
  CROSS JOIN articles a ON a.updated BETWEEN t.value AND t.value + ?2`

/** The update times that stored articles already have within `span` ms after each of these times. */
export async function takenUpdates(
  db: Database,
  times: readonly number[],
  span: number,
): Promise<Set<number>> {
  const taken = new Set<number>()
  for (const page of pages(times)) {
    const rows = await db.prepare(TAKEN).bind(JSON.stringify(page), span).all<{ updated: number }>()
    for (const { updated } of rows.results) taken.add(updated)
  }
  return taken
}

function* pages<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let start = 0; start < values.length; start += PAGE) yield values.slice(start, start + PAGE)
}
