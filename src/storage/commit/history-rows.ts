import { type Database, jsonPages, prepare, type Statement } from '../database.ts'
import { NUMBER } from '../revision.ts'

/** What a database knew that articles don't tell, as objects whose members are columns. */
export interface HistoryRows {
  readonly slugs: readonly { readonly slug: string; readonly id: string }[]
  readonly withdrawn: readonly { readonly id: string }[]
  readonly withdrawals: readonly object[]
  readonly versions: readonly object[]
  readonly receipts: readonly object[]
  readonly names: readonly { readonly name: string; readonly id: string }[]
  readonly polls: readonly object[]
}

/** How many of them go into one parameter. */
const PAGE = 500

const IS_RUN = 'EXISTS (SELECT 1 FROM runs WHERE key = ?2)'

const SLUGS = `
  INSERT INTO former_slugs (slug, article_id, revision)
  SELECT value ->> 'slug', value ->> 'id', ${NUMBER} FROM json_each(?1)
  WHERE ${IS_RUN} AND NOT EXISTS (SELECT 1 FROM articles WHERE slug = value ->> 'slug')
  ON CONFLICT (slug) DO NOTHING`

const WITHDRAWN = `
  INSERT INTO withdrawn_ids (id, revision) SELECT value ->> 'id', ${NUMBER} FROM json_each(?1)
  WHERE ${IS_RUN} AND NOT EXISTS (SELECT 1 FROM articles WHERE id = value ->> 'id')
  ON CONFLICT (id) DO NOTHING`

const ENDING = ['id', 'slug', 'kind', 'at', 'origin', 'language', 'offset', 'reason', 'by', 'actor']

// Feeds have told of it, and no cache has a copy of this site yet.
const WITHDRAWALS = `
  INSERT INTO withdrawals (${ENDING.map((name) => `"${name}"`)}, revision, purged)
  SELECT ${ENDING.map((name) => `value ->> '${name}'`)}, ${NUMBER}, 1 FROM json_each(?1)
  WHERE ${IS_RUN} AND NOT EXISTS (SELECT 1 FROM articles WHERE id = value ->> 'id')
  ON CONFLICT (id) DO NOTHING`

const NAMES = `
  INSERT INTO aliases (name, article_id, revision)
  SELECT value ->> 'name', value ->> 'id', ${NUMBER} FROM json_each(?1) WHERE ${IS_RUN}
  ON CONFLICT (name) DO NOTHING`

const STATE = [
  ...['moved', 'etag', 'last_modified', 'ttl', 'last_success', 'next_poll', 'failures', 'last_error', 'gone'],
  ...['omitted', 'day', 'added'],
]

const POLLS = `
  UPDATE polls SET ${STATE.map((name) => `${name} = n.value ->> '${name}'`)} FROM json_each(?1) n
  WHERE ${IS_RUN} AND polls.source = n.value ->> 'source' AND polls.feed = n.value ->> 'feed'`

const VERSION = ['id', 'revision', 'at', 'ended', 'origin', 'action', 'actor', 'ended_by']

// The version that this write has begun of an article is the one that was public there.
const VERSIONS = `
  INSERT INTO versions (${VERSION}, digest)
  SELECT ${VERSION.map((name) => `value ->> '${name}'`)}, CASE WHEN value ->> 'ended' IS NULL
      THEN (SELECT digest FROM articles WHERE id = value ->> 'id') ELSE value ->> 'digest' END
  FROM json_each(?1) WHERE ${IS_RUN}
  ON CONFLICT (id, revision) DO NOTHING`

const BEGUN_TWICE = `
  DELETE FROM versions WHERE revision = ${NUMBER} AND ended IS NULL AND EXISTS (SELECT 1 FROM runs WHERE key = ?1)
    AND EXISTS (SELECT 1 FROM versions o WHERE o.id = versions.id AND o.ended IS NULL AND o.revision < versions.revision)`

// What is not among the articles any more was taken out between the export and now.
const NOT_PUBLIC = `
  UPDATE versions SET ended = ?2, action = 'deleted', ended_by = origin
  WHERE ended IS NULL AND EXISTS (SELECT 1 FROM runs WHERE key = ?1)
    AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.id = versions.id)`

/**
 * Puts in which versions of its articles an earlier database had. Comes after the versions of a staged run. `now` is in ms
 * since the epoch.
 */
export function formerVersionSql(
  db: Database,
  run: number,
  history: HistoryRows | undefined,
  now: number,
): Statement[] {
  if (!history || history.versions.length === 0) return []
  const pages = Array.from(jsonPages(history.versions, PAGE), (page) => prepare(db, VERSIONS, page, run))
  return [...pages, prepare(db, BEGUN_TWICE, run), prepare(db, NOT_PUBLIC, run, now)]
}

const RECEIPT = ['origin', 'name', 'id', 'etag', 'data', 'at', 'version']

const RECEIPTS = `
  INSERT INTO receipts (${RECEIPT}) VALUES (${RECEIPT.map((name) => `?1 ->> '${name}'`)})
  ON CONFLICT (origin, name) DO NOTHING`

/** How many receipts go into one transaction. Each may be larger than a megabyte. */
const RECEIPTS_AT_ONCE = 20

/**
 * Keeps what clients of the API had sent to an earlier database. It may be more than one transaction holds, so it comes
 * before the run is committed: no reader sees anything of it.
 */
export async function keepFormerReceipts(db: Database, receipts: readonly object[]): Promise<void> {
  for (let start = 0; start < receipts.length; start += RECEIPTS_AT_ONCE) {
    const some = receipts.slice(start, start + RECEIPTS_AT_ONCE)
    await db.batch(some.map((receipt) => prepare(db, RECEIPTS, JSON.stringify(receipt))))
  }
}

/**
 * Puts in what an earlier database knew, where this one does not know better. Comes after the articles and the names of a
 * staged run are written.
 */
export function historySql(db: Database, run: number, history: HistoryRows | undefined): Statement[] {
  if (!history) return []
  const { slugs, withdrawn, withdrawals, names, polls } = history
  const keep = (sql: string, rows: readonly unknown[]) =>
    Array.from(jsonPages(rows, PAGE), (page) => prepare(db, sql, page, run))
  return [
    ...keep(SLUGS, slugs),
    ...keep(WITHDRAWN, withdrawn),
    ...keep(WITHDRAWALS, withdrawals),
    ...keep(NAMES, names),
    ...keep(POLLS, polls),
  ]
}
