import { type Database, prepare, type Statement } from '../database.ts'
import { NUMBER, SITE, STAMP } from '../revision.ts'
import { DEPARTING, LISTS_ALREADY } from './touched-entries.ts'
import { TELLING } from './withdrawals.ts'

const IS_SUPERFLUOUS = `
  kind IN ('sources', 'publishers')
  AND NOT EXISTS (SELECT 1 FROM entries WHERE channel = channels.key)
  AND slug NOT IN (SELECT id FROM sources)
  AND slug NOT IN (SELECT c.value ->> 'slug' FROM staged_articles s, json_each(s.channels) c
    WHERE s.run = ?1 AND s.action IN ('write', 'relist'))`

/**
 * Stamps the channels that list an article which a staged run writes, removes, or takes out of them, and those that tell of
 * one that was gone and comes back, also where it comes back elsewhere.
 */
export function stampSql(db: Database, run: number): Statement {
  const sql = `
    UPDATE channels SET ${STAMP} WHERE key IN (
      SELECT e.channel FROM staged_articles s JOIN articles a ON a.id = s.id JOIN entries e ON e.article = a.key
      WHERE s.run = ?1 AND s.action IN ('write', 'remove')
      UNION SELECT channel FROM (${DEPARTING}) UNION ${TELLING})`
  return prepare(db, sql, run)
}

/**
 * Makes or stamps the channels that list the articles of a staged run from now on. A registry that is new names those
 * of its sources, which they keep without articles too.
 */
export function channelSql(db: Database, run: number): Statement[] {
  const statements = [
    // Only a channel that has just been stamped can have become empty, and only a new registry can have lost a source.
    `DELETE FROM channels WHERE revision = ${NUMBER} AND ${IS_SUPERFLUOUS}`,
    `DELETE FROM channels WHERE EXISTS (SELECT 1 FROM staged_sources WHERE run = ?1) AND ${IS_SUPERFLUOUS}`,
    `INSERT INTO channels (kind, slug, title, revision, modified, site)
     SELECT kind.value, s.id, s.data ->> 'name', ${NUMBER}, ${NUMBER} / 1000, ${SITE}
     FROM staged_sources s, json_each('["sources", "publishers"]') kind
     WHERE s.run = ?1 ORDER BY s.rowid, kind.key
     ON CONFLICT (kind, slug) DO UPDATE SET title = excluded.title, ${STAMP}
     WHERE title <> excluded.title`,
    `INSERT INTO channels (kind, slug, title, language, revision, modified, site)
     SELECT c.value ->> 'kind', c.value ->> 'slug', MIN(c.value ->> 'title'),
       MIN(c.value ->> 'language'), ${NUMBER}, ${NUMBER} / 1000, ${SITE}
     FROM staged_articles s, json_each(s.channels) c
     WHERE s.run = ?1 AND (s.action = 'write' OR s.action = 'relist' AND NOT ${LISTS_ALREADY})
     GROUP BY 1, 2
     ON CONFLICT (kind, slug) DO UPDATE SET ${STAMP},
       title = CASE WHEN entries > 0 OR kind IN ('sources', 'publishers') THEN title ELSE excluded.title END
     WHERE channels.revision <> ${NUMBER}`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}

/**
 * Takes the entries of the articles that a staged run touches off the counts of their channels. Comes before entries
 * are taken out. Reads the entries of these articles, however many a channel has.
 */
export function countLeavingSql(db: Database, run: number): Statement[] {
  const actions = "'write', 'relist', 'remove'"
  return [countBy('-', actions), countLanguagesBy('-', actions)].map((sql) => prepare(db, sql, run))
}

/**
 * Adds the entries that these articles have now to the counts of their channels. Comes after they are put in. The
 * language of a channel is that of most of its articles from now on.
 */
export function countArrivingSql(db: Database, run: number): Statement[] {
  const actions = "'write', 'relist'"
  const counts = [countBy('+', actions), countLanguagesBy('+', actions)].map((sql) => prepare(db, sql, run))
  return [...counts, ...LANGUAGES.map((sql) => prepare(db, sql))]
}

const TOUCHED_ENTRIES = `staged_articles s JOIN articles a ON a.id = s.id JOIN entries e ON e.article = a.key`

function countBy(sign: '+' | '-', actions: string): string {
  return `UPDATE channels SET entries = entries ${sign} counted.number
    FROM (
      SELECT e.channel, COUNT(*) AS number FROM ${TOUCHED_ENTRIES}
      WHERE s.run = ?1 AND s.action IN (${actions}) GROUP BY e.channel
    ) AS counted WHERE channels.key = counted.channel`
}

/** SQL: whether the channel `c` takes its language from its articles. The channel of a language has that language, and the one of everything has the site's. */
const HAS_LANGUAGE = "c.kind NOT IN ('all', 'languages')"

// The language of an article is taken out of it once, and not once for each of its channels.
function countLanguagesBy(sign: '+' | '-', actions: string): string {
  return `INSERT INTO channel_languages (channel, language, entries)
    WITH touched AS MATERIALIZED (
      SELECT a.key, a.data ->> 'language' AS language FROM staged_articles s JOIN articles a ON a.id = s.id
      WHERE s.run = ?1 AND s.action IN (${actions}))
    SELECT e.channel, t.language, ${sign} COUNT(*)
    FROM touched t JOIN entries e ON e.article = t.key JOIN channels c ON c.key = e.channel
    WHERE ${HAS_LANGUAGE} GROUP BY 1, 2
    ON CONFLICT (channel, language) DO UPDATE SET entries = entries + excluded.entries`
}

// Whatever has gained or lost an entry carries the number of this write. Where two languages have as many articles,
// the channel has none of its own, and speaks that of the site.
const LANGUAGES = [
  `DELETE FROM channel_languages
   WHERE channel IN (SELECT key FROM channels WHERE revision = ${NUMBER}) AND entries = 0`,
  `UPDATE channels AS c SET language = (
     SELECT CASE WHEN COUNT(*) = 1 THEN MIN(l.language) END FROM channel_languages l
     WHERE l.channel = c.key
       AND l.entries = (SELECT MAX(m.entries) FROM channel_languages m WHERE m.channel = c.key))
   WHERE c.revision = ${NUMBER} AND ${HAS_LANGUAGE}`,
]
