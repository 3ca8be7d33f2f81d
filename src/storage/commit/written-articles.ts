import { type Database, prepare, type Statement } from '../database.ts'
import { NUMBER } from '../revision.ts'
import { ARTICLE_COLUMNS } from './staging.ts'

/** SQL: no article has an update time as early as this: the year 0 begins later. What is earlier is only put aside. */
const NO_TIME = '-(1 << 46)'

/** SQL: a place for the update time of the staged row `s` that nothing else has, see below too. */
const ASIDE = `-(1 << 47) - s.rowid`

/** How many articles are written at a time, and in how many slices at most. */
const SLICE = 500
const MOST_SLICES = 16

/**
 * Removes and writes the articles of a staged run, `writes` of them. Where these are many they are written in slices:
 * the staged text of each slice is let go before the next one, so that its pages of the database are used again. A
 * database of D1 never gives pages back, and would else be twice as large as what it holds after its first sync.
 */
export function articleSql(db: Database, run: number, writes: number): Statement[] {
  const slices = Math.min(MOST_SLICES, Math.ceil(writes / SLICE))
  const writing = slices < 2 ? [INSERT] : Array.from({ length: slices }, (_, n) => sliceSql(n, slices)).flat()
  const statements = [
    `DELETE FROM articles WHERE id IN (SELECT id FROM staged_articles WHERE run = ?1 AND action = 'remove')`,
    // Two articles may exchange slugs or update times, so all of them let go of theirs first.
    `UPDATE articles SET slug = char(26) || key, updated = ${NO_TIME} - key
     WHERE id IN (SELECT id FROM staged_articles WHERE run = ?1 AND action = 'write')`,
    ...writing,
    SETTLE,
    `UPDATE articles SET path = s.path, digest = s.digest, listed = s.listed FROM staged_articles s
     WHERE s.run = ?1 AND s.action IN ('keep', 'relist') AND s.path IS NOT NULL AND articles.id = s.id`,
    `DELETE FROM former_slugs WHERE slug IN (
       SELECT slug FROM staged_articles WHERE run = ?1 AND action = 'write')`,
    `INSERT INTO withdrawn_ids (id, revision)
     SELECT id, ${NUMBER} FROM staged_articles WHERE run = ?1 AND action = 'remove'
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision`,
    `DELETE FROM withdrawn_ids WHERE id IN (
       SELECT id FROM staged_articles WHERE run = ?1 AND action = 'write')`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}

const COLUMNS = ARTICLE_COLUMNS.filter((name) => name !== 'updated')

const INSERT = insertSql('true')

function insertSql(which: string): string {
  const changing = COLUMNS.filter((name) => name !== 'id')
  return `
    INSERT INTO articles (revision, updated, ${COLUMNS})
    SELECT ${NUMBER},
      CASE WHEN EXISTS (SELECT 1 FROM articles a WHERE a.updated = s.updated) THEN ${ASIDE} ELSE s.updated END,
      ${COLUMNS.map((name) => `s.${name}`)}
    FROM staged_articles s WHERE s.run = ?1 AND s.action = 'write' AND ${which} ORDER BY s.rowid
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, updated = excluded.updated,
      ${changing.map((name) => `${name} = excluded.${name}`)}`
}

/** SQL: writes the nth slice of a run, counted from 0, and deletes its staged text. */
function sliceSql(n: number, slices: number): string[] {
  const [first, last] = ['MIN', 'MAX'].map(
    (one) => `(SELECT ${one}(rowid) FROM staged_articles WHERE run = ?1)`,
  )
  const end = (at: number) => `${first} + (${last} - ${first} + 1) * ${at} / ${slices}`
  const isIn = (row: string) => `${row} >= ${end(n)} AND ${row} < ${end(n + 1)}`
  return [
    insertSql(isIn('s.rowid')),
    `UPDATE staged_articles SET data = NULL, body = NULL WHERE run = ?1 AND action = 'write' AND ${isIn('rowid')}`,
  ]
}

/** SQL: the first time from `time` on that no article has. */
const firstFree = (time: string) => `
  CASE WHEN NOT EXISTS (SELECT 1 FROM articles WHERE updated = ${time}) THEN ${time}
  ELSE (
    SELECT t.updated + 1 FROM articles t
    WHERE t.updated >= ${time} AND NOT EXISTS (SELECT 1 FROM articles u WHERE u.updated = t.updated + 1)
    ORDER BY t.updated LIMIT 1)
  END`

// The plan of a run gave its articles update times that were free. Those that another write has taken since were put
// aside, and get the next free ones here, one after the other: two polls of the same second are no conflict. Without the
// last condition SQLite would look at every stored article for those that were put aside.
const SETTLE = `
  WITH RECURSIVE
  aside AS (
    SELECT a.key, s.updated AS wanted, ROW_NUMBER() OVER (ORDER BY s.updated, s.rowid) AS n
    FROM staged_articles s JOIN articles a ON a.id = s.id
    WHERE s.run = ?1 AND s.action = 'write' AND a.updated < ${NO_TIME}),
  settled (n, key, time) AS (
    SELECT 0, 0, ${NO_TIME}
    UNION ALL
    SELECT d.n, d.key, ${firstFree('MAX(d.wanted, p.time + 1)')} FROM settled p JOIN aside d ON d.n = p.n + 1)
  UPDATE articles SET updated = settled.time, data = json_set(data, '$.updated.instant', settled.time)
  FROM settled WHERE articles.key = settled.key AND settled.n > 0 AND articles.updated < ${NO_TIME}`
