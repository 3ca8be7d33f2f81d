import { type Database, prepare, type Statement } from '../database.ts'
import { ARCHIVE_ENTRIES } from '../read/archives.ts'
import { NUMBER } from '../revision.ts'

const ARCHIVE = `(e.arrival - 1) / ${ARCHIVE_ENTRIES} + 1`

/** SQL: the entries that a staged run takes out: of articles that go, and of channels that no longer list an article. */
export const DEPARTING = `
  SELECT e.channel, e.published, e.article, e.arrival
  FROM staged_articles s JOIN articles a ON a.id = s.id
  JOIN entries e ON e.article = a.key JOIN channels n ON n.key = e.channel
  WHERE s.run = ?1 AND (s.action = 'remove' OR s.action IN ('write', 'relist') AND NOT EXISTS (
    SELECT 1 FROM json_each(s.channels) c WHERE c.value ->> 'kind' = n.kind AND c.value ->> 'slug' = n.slug))`

/** SQL: whether the channel `c` of the staged article `s` lists the stored one. */
export const LISTS_ALREADY = `EXISTS (
  SELECT 1 FROM articles a JOIN entries e ON e.article = a.key JOIN channels n ON n.key = e.channel
  WHERE a.id = s.id AND n.kind = c.value ->> 'kind' AND n.slug = c.value ->> 'slug')`

const MOVED_BACK = `
  SELECT e.channel FROM staged_articles s JOIN articles a ON a.id = s.id JOIN entries e ON e.article = a.key
  WHERE s.run = ?1 AND s.action = 'write' AND s.published < e.published`

/** Takes the entries out that a staged run ends. Comes before the articles are changed. */
export function departSql(db: Database, run: number): Statement[] {
  const statements = [
    `UPDATE channels SET withdrawn = ${NUMBER}
     WHERE key IN (SELECT channel FROM (${DEPARTING})) OR key IN (${MOVED_BACK})`,
    stampArchives(`(${DEPARTING}) e WHERE true`),
    `DELETE FROM entries WHERE (channel, published, article) IN (
       SELECT channel, published, article FROM (${DEPARTING}))`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}

/**
 * Puts the entries of a staged run in or moves them; one that was there keeps its place in the order of arrival.
 * Comes after articles and channels are written.
 */
export function entrySql(db: Database, run: number): Statement[] {
  const statements = [
    `UPDATE entries SET published = s.published, size = s.size, expires = s.expires, revision = a.revision
     FROM staged_articles s JOIN articles a ON a.id = s.id
     WHERE s.run = ?1 AND s.action = 'write' AND entries.article = a.key`,
    `INSERT INTO entries (channel, published, article, size, expires, revision, arrival)
     SELECT n.key, a.published, a.key, a.size, a.expires, a.revision,
       n.arrivals + ROW_NUMBER() OVER (PARTITION BY n.key ORDER BY a.published, a.key)
     FROM staged_articles s, json_each(s.channels) c
     JOIN channels n ON n.kind = c.value ->> 'kind' AND n.slug = c.value ->> 'slug'
     JOIN articles a ON a.id = s.id
     WHERE s.run = ?1 AND s.action IN ('write', 'relist')
       AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.article = a.key AND e.channel = n.key)`,
    // All entries of what was written; of what is only listed anew, those that have just arrived.
    stampArchives(`staged_articles s JOIN articles a ON a.id = s.id JOIN entries e ON e.article = a.key
      JOIN channels n ON n.key = e.channel
      WHERE s.run = ?1 AND (s.action = 'write' OR s.action = 'relist' AND e.arrival > n.arrivals)`),
  ]
  const history = [
    `UPDATE channels SET arrivals = MAX(arrivals, COALESCE(
       (SELECT MAX(arrival) FROM entries WHERE channel = channels.key), 0)) WHERE revision = ${NUMBER}`,
    `UPDATE channels SET archived = COALESCE((
       SELECT MAX(revision) FROM archives
       WHERE channel = channels.key AND number = (arrivals - 1) / ${ARCHIVE_ENTRIES} + 1), 0)
     WHERE revision = ${NUMBER}`,
  ]
  return [...statements.map((sql) => prepare(db, sql, run)), ...history.map((sql) => prepare(db, sql))]
}

function stampArchives(entries: string): string {
  return `
    INSERT INTO archives (channel, number, revision)
    SELECT DISTINCT e.channel, ${ARCHIVE}, ${NUMBER} FROM ${entries}
    ON CONFLICT (channel, number) DO UPDATE SET revision = excluded.revision`
}
