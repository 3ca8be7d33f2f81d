import { type Database, prepare, type Statement } from '../database.ts'
import { NUMBER } from '../revision.ts'
import { OWN_KINDS } from './known-articles.ts'
import { REMOVE_LEFT } from './left-sources.ts'
import { DECIDED, STAGED_COLUMNS } from './staging.ts'

// Articles of polled feeds of which the run decides nothing yet.
const POLLED = `a.origin LIKE 'poll:%'
  AND a.id NOT IN ${DECIDED}`

// Of every story that content/ or a client of the API has now the polled copy goes. Its slugs and aliases lead to the heir.
const REMOVE_COPIES = `
  INSERT OR REPLACE INTO staged_articles (run, action, id, heir)
  SELECT ?1, 'remove', a.id, MIN(s.id)
  FROM staged_articles s, json_each(s.aliases) n
  JOIN aliases k ON k.name = n.value
  JOIN articles a ON a.id = k.article_id
  WHERE s.run = ?1 AND s.action = 'write' AND s.origin NOT LIKE 'poll:%' AND ${POLLED}
  GROUP BY a.id`

const NEW_SLUG = "a.slug || '-' || a.key"

/** What of a staged article is not what the stored one has. */
const RENAMED: Readonly<Record<string, string>> = {
  slug: NEW_SLUG,
  data: `json_set(a.data, '$.slug', ${NEW_SLUG})`,
  channels: `COALESCE(
    (SELECT r.channels FROM staged_articles r WHERE r.run = ?1 AND r.id = a.id),
    (SELECT json_group_array(json_object('kind', c.kind, 'slug', c.slug, 'title', c.title, 'language', c.language))
     FROM entries e JOIN channels c ON c.key = e.channel WHERE e.article = a.key))`,
  aliases: "'[]'",
  media: '(SELECT json_group_array(m.path) FROM media m WHERE m.article = a.key)',
  hold: 'NULL',
  words: 'NULL',
}

// A polled article that has the slug of one of these takes another one.
const RENAME = `
  INSERT OR REPLACE INTO staged_articles (run, action, ${STAGED_COLUMNS})
  SELECT ?1, 'write', ${STAGED_COLUMNS.map((name) => RENAMED[name] ?? `a.${name}`)}
  FROM staged_articles s JOIN articles a ON a.slug = s.slug
  WHERE s.run = ?1 AND s.action = 'write' AND s.origin NOT LIKE 'poll:%' AND ${POLLED}`

/** SQL: whether a name is one that a polled article has under its source, which is `source` in SQL, or under any one. */
function isUnder(source: string): string {
  return `(${OWN_KINDS.map((kind) => `aliases.name GLOB '${kind}:' || ${source} || ':*'`).join(' OR ')})`
}

// Whatever becomes of a polled article that a file takes over: the file gets what items are called under their sources, so
// that they do not come back, but no id, page or text that it has not itself. Those may be another story's.
const LEAVE_NAMES = `
  DELETE FROM aliases
  WHERE NOT ${isUnder("'*'")} AND article_id IN (
    SELECT a.id FROM staged_articles s JOIN articles a ON a.id = s.id
    WHERE s.run = ?1 AND a.origin LIKE 'poll:%' AND (s.heir IS NOT NULL OR s.action = 'write' AND s.origin NOT LIKE 'poll:%'))`

/** Makes polled articles give way to what a staged run brings from elsewhere, and go with a source that has left its registry. */
export function contentWinsSql(db: Database, run: number): Statement[] {
  return [REMOVE_COPIES, REMOVE_LEFT, RENAME, LEAVE_NAMES].map((sql) => prepare(db, sql, run))
}

/** Keeps what the articles of a staged run are recognised by. Comes after they are written. */
export function aliasSql(db: Database, run: number): Statement[] {
  const statements = [
    `UPDATE former_slugs SET article_id = s.heir, revision = ${NUMBER} FROM staged_articles s
     WHERE s.run = ?1 AND s.heir IS NOT NULL AND former_slugs.article_id = s.id`,
    `UPDATE aliases SET article_id = s.heir, revision = ${NUMBER} FROM staged_articles s
     WHERE s.run = ?1 AND s.heir IS NOT NULL AND aliases.article_id = s.id`,
    // What is gone keeps its names, so that a poll does not bring it back. But an article that is held once more reserves
    // nothing but what a client of the API calls it, and of a source that has left only what it calls its own items is kept:
    // should it come back, they get their old ids again. The search begins with the staged articles, because these are few.
    `DELETE FROM aliases WHERE name IN (
       SELECT aliases.name FROM staged_articles s JOIN aliases ON aliases.article_id = s.id
       WHERE s.run = ?1 AND s.action = 'remove'
         AND (s.ending ->> 'kind' = 'held' AND aliases.name NOT GLOB 'key:*'
           OR s.ending ->> 'kind' = 'left' AND NOT ${isUnder('substr(s.origin, 6)')}))`,
    `INSERT INTO aliases (name, article_id, revision)
     SELECT n.value, s.id, ${NUMBER} FROM staged_articles s, json_each(s.aliases) n
     WHERE s.run = ?1 AND s.action <> 'remove'
     ON CONFLICT (name) DO UPDATE SET article_id = excluded.article_id, revision = excluded.revision
     WHERE article_id IN (SELECT id FROM withdrawals WHERE kind NOT IN ('kill', 'legal'))`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}
