import { type Database, prepare, type Statement } from '../database.ts'

// What a run has looked at, and what may have been written since: the rows that carry a later revision than the one that
// it was planned on.
const WRITTEN_SINCE = [
  // An article that it writes or removes.
  `SELECT 1 FROM staged_articles s JOIN articles a ON a.id = s.id
   WHERE s.run = runs.key AND s.action <> 'relist' AND a.revision > runs.expected`,
  // One that was removed since, and with it perhaps what the run took for stored.
  `SELECT 1 FROM staged_articles s JOIN withdrawn_ids w ON w.id = s.id
   WHERE s.run = runs.key AND w.revision > runs.expected`,
  // A slug that another article has taken, or has given up.
  `SELECT 1 FROM staged_articles s JOIN articles a ON a.slug = s.slug
   WHERE s.run = runs.key AND a.revision > runs.expected`,
  `SELECT 1 FROM staged_articles s JOIN former_slugs f ON f.slug = s.slug
   WHERE s.run = runs.key AND f.revision > runs.expected`,
  // A story that has come in another way: by one of its names it is another article's now.
  `SELECT 1 FROM staged_articles s, json_each(s.aliases) n JOIN aliases k ON k.name = n.value
   WHERE s.run = runs.key AND k.revision > runs.expected`,
]

// The same of what readers do not see. It does not move the revision, so the count of writes tells.
const HELD_SINCE = [
  // A held article of the same id that was written since.
  `SELECT 1 FROM staged_articles s JOIN held_articles h ON h.id = s.id
   WHERE s.run = runs.key AND s.action <> 'relist' AND h.writes > runs.writes`,
  // One that is to be released and has been changed or taken out.
  `SELECT 1 FROM staged_articles s WHERE s.run = runs.key AND s.released IS NOT NULL AND NOT EXISTS (
     SELECT 1 FROM held_articles h WHERE h.origin = s.origin AND h.id = s.id AND h.writes = s.released)`,
]

const anyOf = (queries: readonly string[]) => queries.map((one) => `EXISTS (${one})`).join(' OR ')

/**
 * Deletes a run that is outdated, and with it, by its foreign key, all that it has staged. A run is outdated where what
 * its plan rests on was written since: the registry, the articles of content/ for a run that makes these equal to its
 * files, or one of the articles, slugs and names that it has staged itself. Other writes do not matter, however many.
 */
export function outdatedSql(db: Database, run: number): Statement {
  const sql = `
    DELETE FROM runs WHERE key = ?1 AND EXISTS (
      SELECT 1 FROM revision v WHERE v.id = 1 AND (
        v.number <> runs.expected AND (v.registry <> runs.base OR ${anyOf(WRITTEN_SINCE)})
        OR v.writes <> runs.writes AND (runs.content = 1 AND v.synced > runs.writes OR ${anyOf(HELD_SINCE)})))`
  return prepare(db, sql, run)
}

/** Lists nothing anew that was written or removed since: whoever wrote it has listed it. */
export function relistSql(db: Database, run: number): Statement {
  const sql = `
    DELETE FROM staged_articles AS s WHERE run = ?1 AND action = 'relist' AND NOT EXISTS (
      SELECT 1 FROM articles a JOIN runs r ON r.key = ?1 WHERE a.id = s.id AND a.revision <= r.expected)`
  return prepare(db, sql, run)
}
