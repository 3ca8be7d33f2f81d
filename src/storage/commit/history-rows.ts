import { type Database, jsonPages, prepare, type Statement } from '../database.ts'
import { NUMBER } from '../revision.ts'

/** What a database knew that articles don't tell, as objects whose members are columns. */
export interface HistoryRows {
  readonly slugs: readonly { readonly slug: string; readonly id: string }[]
  readonly withdrawn: readonly { readonly id: string }[]
  readonly withdrawals: readonly object[]
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
