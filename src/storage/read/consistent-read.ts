import type { Article } from '../../model/article.ts'
import { ask, type Database, type Query, runBatch, type Statement } from '../database.ts'
import type { Withdrawal } from './withdrawn.ts'

/** An article as a feed lists it; without its body where that was not asked for or is past the limit. */
export type ListedArticle = Omit<Article, 'body'> & { readonly body?: string }

/** An article in a feed, and the revision of its last change. */
export type Entry = ListedArticle & { readonly revision: number }

/** What is read for a document, in two statements: the channel or archive that it shows, and its articles. */
export interface Reading<Head, HeadRow> {
  readonly head: () => Statement<HeadRow>
  /** `null` where what was asked for is not there. */
  readonly toHead: (rows: readonly HeadRow[]) => Head | null
  readonly entries: () => Statement<EntryRow>
  /** What is told of articles that are gone; missing where nothing is. */
  readonly withdrawn?: () => Statement<Withdrawal>
  /** Bytes of body to give in all, in the order of the entries; the others come without. 0 gives none. */
  readonly bodyBytes: number
  /** Where articles are kept; none where all of them are read. */
  readonly kept?: KeptArticles
}

/** Articles that somebody keeps. An article is never written twice with the same key and revision. */
export interface KeptArticles {
  /** An article as it was written at a revision, with its body or without; `undefined` where it is not kept. */
  readonly find: (key: number, revision: number, isFull: boolean) => Entry | undefined
  readonly keep: (key: number, entry: Entry) => void
}

/** A head and its articles, as they were at one revision. */
export interface Listed<Head> {
  readonly head: Head
  readonly articles: Entry[]
  /** Articles that are gone, the last one first. */
  readonly withdrawn: readonly Withdrawal[]
}

/** An entry as it is read for a document. */
export interface EntryRow {
  key: number
  revision: number
  size: number
  /** NULL where it was not asked for, as for `body`. */
  data: string | null
  body: string | null
}

/**
 * The columns of what the article `a` of an entry says. `share` is the SQL of the size up to which it has its body, `known`
 * that of the revision up to which articles are not read at all.
 */
export function textColumns(share: string, known = '0'): string {
  const isNew = `a.revision > ${known}`
  return `CASE WHEN ${isNew} THEN a.data END AS data, CASE WHEN ${isNew} AND a.size <= ${share} THEN a.body END AS body`
}

/**
 * Up to which size a body is read with its entry, for `textColumns`: a larger one is left for later, because a
 * hundred of the largest would not fit into a Worker's memory.
 */
export function shareOf(bodyBytes: number, limit: number): number {
  return bodyBytes === 0 ? -1 : Math.floor(bodyBytes / limit)
}

/** How often to read again when a write comes between the two transactions. */
const ATTEMPTS = 3

export const LARGE_BODIES: Query<[keys: string], { readonly key: number; readonly body: string }> = {
  name: 'large bodies',
  sql: 'SELECT a.key, a.body FROM json_each(?1) k JOIN articles a ON a.key = k.value',
  rows: (keys) => 2 * JSON.parse(keys).length,
}

/**
 * Reads all of it in one transaction, so that the revision is that of the articles; large bodies in a second one,
 * two rows each, that has to find the same revision. `undefined` where an article that was not read is not kept.
 */
export async function readAtOnce<Head extends { readonly revision: number }, HeadRow>(
  db: Database,
  reading: Reading<Head, HeadRow>,
): Promise<Listed<Head> | null | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { heads, rows, withdrawn } = await runBatch(db, {
      heads: reading.head(),
      rows: reading.entries(),
      withdrawn: reading.withdrawn ? [reading.withdrawn()] : [],
    })
    const head = reading.toHead(heads)
    if (!head) return null
    const missing = cutBodies(rows, reading.bodyBytes)
    const revision = missing.length > 0 ? await addBodies(db, reading, rows, missing) : head.revision
    if (revision !== head.revision) continue
    const articles = toEntries(rows, reading)
    return articles && { head, articles, withdrawn }
  }
  throw new Error(`Articles were written ${ATTEMPTS} times while they were read`)
}

/** Takes out the bodies past the limit; returns the keys of those before it that were not read yet. */
function cutBodies(rows: readonly EntryRow[], bodyBytes: number): number[] {
  const missing: number[] = []
  let total = 0
  for (const row of rows) {
    total += row.size
    if (bodyBytes === 0 || total > bodyBytes) row.body = null
    else if (row.data !== null && row.body === null) missing.push(row.key)
  }
  return missing
}

/** Reads these bodies; returns the revision of the head at that time. */
async function addBodies<Head extends { readonly revision: number }, HeadRow>(
  db: Database,
  { head, toHead }: Reading<Head, HeadRow>,
  rows: readonly EntryRow[],
  keys: readonly number[],
): Promise<number | undefined> {
  const large = ask(db, LARGE_BODIES, JSON.stringify(keys))
  const { heads, found } = await runBatch(db, { heads: head(), found: large })
  const bodies = new Map(found.map(({ key, body }) => [key, body]))
  for (const row of rows) row.body ??= bodies.get(row.key) ?? null
  return toHead(heads)?.revision
}

function toEntries(
  rows: readonly EntryRow[],
  { kept, bodyBytes }: Pick<Reading<unknown, unknown>, 'kept' | 'bodyBytes'>,
): Entry[] | undefined {
  const entries: Entry[] = []
  let total = 0
  for (const row of rows) {
    total += row.size
    const isFull = bodyBytes > 0 && total <= bodyBytes
    const known = kept?.find(row.key, row.revision, isFull)
    if (!known && row.data === null) return undefined
    const entry = known ?? toEntry(row, row.data ?? '{}')
    if (!known) kept?.keep(row.key, entry)
    entries.push(entry)
  }
  return entries
}

function toEntry({ body, revision }: EntryRow, data: string): Entry {
  const article = JSON.parse(data) as Omit<Article, 'body'>
  return body === null ? { ...article, revision } : { ...article, revision, body }
}
