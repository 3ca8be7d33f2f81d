import type { Database } from '../database.ts'

const COLUMNS =
  'run, id, slug, path, digest, published, updated, size, channels, origin, aliases, heir, action, data, body'

// Of every story that content/ has now the polled copy goes; its slugs and aliases lead to the heir.
const REMOVE_COPIES = `
  INSERT INTO staged_articles (${COLUMNS})
  SELECT ?1, a.id, '', '', '', 0, 0, 0, '[]', a.origin, '[]', MIN(s.id), 'remove', '', ''
  FROM staged_articles s, json_each(s.aliases) n
  JOIN aliases k ON k.name = n.value
  JOIN articles a ON a.id = k.article_id
  WHERE s.run = ?1 AND s.action = 'write' AND s.origin = 'content' AND a.origin LIKE 'poll:%'
    AND a.id NOT IN (SELECT id FROM staged_articles WHERE run = ?1)
  GROUP BY a.id`

// A polled article that has the slug of a file takes another one.
const RENAME = `
  INSERT INTO staged_articles (${COLUMNS})
  SELECT ?1, a.id, a.slug || '-' || a.key, COALESCE(a.path, ''), COALESCE(a.digest, ''), a.published,
    a.updated, a.size,
    (SELECT json_group_array(json_object('kind', c.kind, 'slug', c.slug, 'title', c.title, 'language', c.language))
     FROM entries e JOIN channels c ON c.key = e.channel WHERE e.article = a.key),
    a.origin, '[]', NULL, 'write', json_set(a.data, '$.slug', a.slug || '-' || a.key), a.body
  FROM staged_articles s JOIN articles a ON a.slug = s.slug
  WHERE s.run = ?1 AND s.action = 'write' AND s.origin = 'content' AND a.origin LIKE 'poll:%'
    AND a.id NOT IN (SELECT id FROM staged_articles WHERE run = ?1)`

/** Makes polled articles give way to the files of a staged run. */
export function contentWinsSql(db: Database, run: string): D1PreparedStatement[] {
  return [REMOVE_COPIES, RENAME].map((sql) => db.prepare(sql).bind(run))
}

/** Keeps what the articles of a staged run are known again by. Comes after they are written. */
export function aliasSql(db: Database, run: string): D1PreparedStatement[] {
  const statements = [
    `UPDATE former_slugs SET article_id = s.heir FROM staged_articles s
     WHERE s.run = ?1 AND s.heir IS NOT NULL AND former_slugs.article_id = s.id`,
    `UPDATE aliases SET article_id = s.heir FROM staged_articles s
     WHERE s.run = ?1 AND s.heir IS NOT NULL AND aliases.article_id = s.id`,
    `DELETE FROM aliases WHERE article_id IN (
       SELECT id FROM staged_articles WHERE run = ?1 AND action = 'remove')`,
    `INSERT INTO aliases (name, article_id)
     SELECT n.value, s.id FROM staged_articles s, json_each(s.aliases) n
     WHERE s.run = ?1 AND s.action <> 'remove'
     ON CONFLICT (name) DO NOTHING`,
  ]
  return statements.map((sql) => db.prepare(sql).bind(run))
}
