import { ask, type Database, firstRow, prepare, type Query } from './database.ts'

/** SQL: the number of the last write. */
export const NUMBER = '(SELECT number FROM revision WHERE id = 1)'

/** SQL: the revision of the site. */
export const SITE = '(SELECT site FROM revision WHERE id = 1)'

/** SQL: the count of all writes. */
export const WRITES = '(SELECT writes FROM revision WHERE id = 1)'

/** SQL: stamps channels with it; their time in seconds moves by at least one. */
export const STAMP = `revision = ${NUMBER}, modified = MAX(modified + 1, ${NUMBER} / 1000)`

/** What is known of the last write. */
export interface RevisionRow {
  readonly number: number
  /** The number of the last write which changed the site. */
  readonly site: number
  /** How many items the feeds of the site show. */
  readonly items: number
  /** The first expiry of any article, in milliseconds since the epoch. */
  readonly until: number | null
}

export const READ_REVISION: Query<[], RevisionRow> = {
  name: 'revision',
  sql: 'SELECT number, site, items, until FROM revision WHERE id = 1',
  rows: () => 1,
}

/** The number of the last write: 0 before the first one. Fails where migrations are missing. */
export async function readRevision(db: Database): Promise<number> {
  return (await readRevisions(db)).number
}

/** The state of everything. Reads one row. */
export async function readRevisions(db: Database): Promise<RevisionRow> {
  return rowOf([await firstRow(ask(db, READ_REVISION))])
}

/** The number of the last write out of the rows of READ_REVISION. */
export function revisionOf(rows: readonly (RevisionRow | null)[]): number {
  return rowOf(rows).number
}

/** What was stored by a write, and until when. */
export interface AtRevision {
  readonly revision: number
  /** The first expiry of any article, in ms since the epoch; missing where none expires. */
  readonly until?: number
}

/** The same, and the revision of the site by then. */
export interface StateOfSite extends AtRevision {
  readonly site: number
}

/** The state in which documents are that were read at once with these rows of READ_REVISION. */
export function atRevision(rows: readonly (RevisionRow | null)[]): StateOfSite {
  const { number: revision, site, until } = rowOf(rows)
  return { revision, site, ...(until !== null && { until }) }
}

/** The number of the last write that took a picture or a recording out. Reads one row. */
export async function lastMediaChange(db: Database): Promise<number> {
  const sql = 'SELECT media FROM revision WHERE id = 1'
  return (await firstRow(prepare<{ readonly media: number }>(db, sql)))?.media ?? 0
}

function rowOf([row]: readonly (RevisionRow | null)[]): RevisionRow {
  if (!row) throw new Error('The revision table is empty')
  return row
}

/**
 * When what a revision made was modified, in seconds since the epoch: the end of its second, after which no other
 * revision can have the same one. A revision is the time of its write in milliseconds.
 */
export function modifiedOf(revision: number): number {
  return Math.floor(revision / 1000) + 1
}

/** What a write is planned on. */
export interface State {
  /** The number of the last write. */
  readonly revision: number
  /** How many writes there were, with those of held articles, which do not move the revision. */
  readonly writes: number
  /** A digest of the source registry. */
  readonly registry: string
  /** The version of the way from a file to a stored article. */
  readonly pipeline: string
  /** The site as JSON; null before the first sync. */
  readonly site: string | null
}

/** Reads what a write is planned on. */
export async function readState(db: Database): Promise<State> {
  const sql = `SELECT number AS revision, writes, registry, pipeline, (SELECT data FROM site WHERE id = 1) AS site
    FROM revision WHERE id = 1`
  const state = await firstRow(prepare<State>(db, sql))
  if (!state) throw new Error('The revision table is empty')
  return state
}
